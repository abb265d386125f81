#pragma once
#include "server/accounts/AuthorityAccess.h"
#include "server/accounts/PersonalSessions.h"
#include "server/accounts/Sessions.h"
#include "server/central/Families.h"
#include "server/panel/Forms.h"
#include "server/panel/Templates.h"
#include "server/router/Route.h"

namespace esek::server {

/// Whose browser it is. `login`: of a personal account the one for the pupil that the address names, empty
/// when it names none.
struct Guest {
    SessionRow session;
    LoginRow login;
    std::optional<PersonalRow> account;
    std::optional<AuthorityRow> authority; ///< of the running authority; login and account are empty then
};

/// The family as the server's use cases know it.
Caller callerOf(const LoginRow&);

/// One request of a browser and the answer that is being made: whose language, who is logged in, what the
/// form said. One thread.
class Visit {
  public:
    Visit(const Call&, const Templates&, Rng&, std::string language, std::optional<Guest>);

    const Call& call;
    const std::string language;
    const std::optional<Guest> session;
    Form form; ///< of a POST

    const LoginRow& login() const { return session->login; }
    Caller caller() const { return callerOf(login()); }
    /// Who acts, as the office will read it.
    domain::Actor actor(const domain::Student&) const;
    std::string cookie(const std::string& name) const;

    /// A page in the visitor's language with the frame that all share. `family`: what its head shows.
    Response page(const std::string& name, const std::string& title, const View&,
                  const Families::View* family = nullptr, int status = 200);
    Response redirect(const std::string& path) const; ///< 303, to a path of ours

    /// Sent with the answer, whatever it is. `seconds` 0: until the browser is closed; negative: taken away.
    void setCookie(const std::string& name, const std::string& value, std::int64_t seconds = 0);
    /// What a hidden field of each form holds: belongs to this browser, looks different on every page.
    std::string formToken();
    /// The form came from one of our pages in this browser.
    bool isOurForm() const;
    const Headers& cookies() const { return m_setCookies; }

    static constexpr const char* kSessionCookie = "__Host-esek";
    static constexpr const char* kDeviceCookie = "__Host-esek-device";
    static constexpr const char* kLanguageCookie = "__Host-esek-language";

  private:
    std::string formKey() const;
    View frame(const std::string& title, const Families::View*);
    const Templates& m_templates;
    Rng& m_rng;
    Headers m_setCookies;
    std::string m_newFormKey; ///< of a browser that had none
};

/// The value of a cookie that a request shows; empty when it shows none.
std::string cookieOf(const Headers&, const std::string& name);

} // namespace esek::server
