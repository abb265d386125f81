#pragma once
#include "server/accounts/GuessLimits.h"
#include "server/accounts/PersonalAccounts.h"
#include "server/accounts/PersonalLinks.h"
#include "server/accounts/SchoolLogins.h"
#include "server/mail/MailContacts.h"
#include "server/panel/PanelRoute.h"
#include "server/panel/Visit.h"
#include "server/router/Router.h"

#include <set>

namespace esek::server {

/// The families' panel: pages for browsers beside the offices' /v1. Everything works by plain forms. One
/// class for each group of pages adds its routes here; what every route has in common is done once, in run():
/// language, session, whose pupil, whether a form is ours. Thread-safe once it is made.
class Panel {
  public:
    /// Adds its routes to the router; both must outlive the server. `resources` is the folder with web/,
    /// `locales` the one with the catalogues.
    Panel(Router&, Central&, SchoolLogins&, Rng&, const std::filesystem::path& resources,
          const std::filesystem::path& locales);
    Panel(const Panel&) = delete;
    Panel& operator=(const Panel&) = delete;

    using Handler = std::function<Response(Visit&)>;
    void add(PanelRoute, Handler);
    const std::vector<PanelRoute>& routes() const { return m_routes; }
    /// The hosts ("name" or "name:port") at which browsers find this panel; every other one is answered with
    /// 421. Before the server starts; without it every host is believed.
    void answerOnlyAs(std::set<std::string> hosts) { m_hosts = std::move(hosts); }
    /// This server has a relay for mails. Before requests come; without it the pages say that there are none.
    void openMail() { m_sendsMail = true; }
    bool sendsMail() const { return m_sendsMail; }
    const Languages& languages() const { return m_languages; }
    /// Files that are the same for everybody; without them the answer is 404.
    void addFile(const std::string& pattern,
                 std::function<std::optional<Response>(const std::string& name)> find);
    /// Lives as long as the panel: the object that the handlers belong to.
    void keep(std::shared_ptr<const void> pages) { m_kept.push_back(std::move(pages)); }

    /// A picture for this visitor only; no cache keeps it.
    static Response jpeg(std::string bytes);
    /// The same for what does not exist and for what is somebody else's.
    static Response notFound(Visit& v) { return errorPage(v, 404); }

    /// A session that nobody knew before; one that this browser had is over.
    Response enter(Visit&, const LoginRow&);
    Response enter(Visit&, const PersonalRow&);
    Response enter(Visit&, const AuthorityRow&);
    /// The session of this browser is over.
    void endSession(const Visit&);

    Central& central;
    SchoolLogins& logins;
    Rng& rng;
    Families families;
    Sessions sessions;
    GuessLimits guesses;
    MailContacts mail;
    PersonalAccounts personal;
    PersonalLinks links;
    PersonalSessions personalSessions;
    AuthorityAccess authority;
    const std::filesystem::path webFolder;

  private:
    Response run(const PanelRoute&, const Handler&, const Call&);
    Response answer(Visit&, const PanelRoute&, const Handler&);
    static Entry entryOf(const Visit&, const PanelRoute&);
    bool isOurHost(const Request&) const;
    std::optional<Guest> guestOf(const Headers&, const std::optional<std::string>& pupil);
    Response errorPage(const Request&, int status);
    std::string languageOf(const Headers&, const std::string& asked) const;
    static Response errorPage(Visit&, int status);

    Router& m_router;
    Languages m_languages;
    Templates m_templates;
    std::vector<std::shared_ptr<const void>> m_kept;
    std::vector<PanelRoute> m_routes;
    std::set<std::string> m_hosts;
    bool m_sendsMail = false;
};

// The groups of pages.
void addStaticFiles(Panel&);
void addEntrancePages(Panel&);     ///< login, the link of a slip, password, logout
void addHomePages(Panel&);         ///< the first page, messages, the account
void addPhotoPages(Panel&);        ///< the four steps of sending a photo
void addNotificationPages(Panel&); ///< mails: whether, where, when
void addPersonalPages(Panel&);     ///< a personal account: opening it, its password, address, sessions
void addChildrenPages(Panel&);     ///< of a personal account: all children, links made and undone
void addAuthorityPages(Panel&);    ///< the figures of all schools, for the running authority
void addDataPages(Panel&);         ///< what is kept about a family, and the statements
void addRequestPages(Panel&);      ///< what was sent: look, take back, ask for deletion

} // namespace esek::server
