#include "base/CleanText.h"
#include "base/MailAddress.h"
#include "base/Translate.h"
#include "server/accounts/Passwords.h"
#include "server/panel/Panel.h"
#include "server/panel/PasswordTexts.h"

namespace esek::server {

namespace {

constexpr const char* kPasswordLane = "passwords";

/// How people come in and go out.
class EntrancePages {
  public:
    explicit EntrancePages(Panel& panel) : m_panel(panel) {
        panel.add({"GET", "/login", Audience::anybody}, [this](Visit& v) { return loginPage(v); });
        PanelRoute login{"POST", "/login", Audience::anybody};
        login.lane = kPasswordLane;
        panel.add(login, [this](Visit& v) { return logIn(v); });
        for (const char* link : {"/q/{secret}", "/Q/{secret}"}) // a QR code in capitals is smaller
            panel.add({"GET", link, Audience::anybody}, [this](Visit& v) { return linkPage(v); });
        panel.add({"POST", "/q", Audience::anybody}, [this](Visit& v) { return useLink(v); });
        panel.add({"GET", "/password", Audience::familyWithSlip},
                  [this](Visit& v) { return passwordPage(v); });
        PanelRoute password{"POST", "/password", Audience::familyWithSlip};
        password.lane = kPasswordLane;
        panel.add(password, [this](Visit& v) { return setPassword(v); });
        panel.add({"POST", "/logout", Audience::inside}, [this](Visit& v) { return logOut(v); });
    }

  private:
    Response loginPage(Visit& v, const std::string& problem = {}, int status = 200) const {
        if (v.session && status == 200)
            return v.redirect("/");
        View view;
        view.set("LOGIN", v.form.text("login"));
        view.show("MAIL", m_panel.sendsMail());
        if (!problem.empty())
            view.add("PROBLEM").set("text", problem);
        return v.page("login", tr("Log in"), view, nullptr, status);
    }

    /// One field for both: an e-mail address has an at sign, a school's login has digits only.
    Response logIn(Visit& v) {
        if (v.form.text("login").find('@') != std::string::npos)
            return logInPersonally(v);
        const std::string number = normalLoginNumber(v.form.text("login"));
        const std::string device = v.cookie(Visit::kDeviceCookie);
        const std::string& address = v.call.request.peer;
        if (number.empty())
            return loginPage(v, tr("A login consists of digits. It is printed on the slip from the school."),
                             400);
        if (!m_panel.guesses.take(number, device, address))
            return tooMany(v, tr("There were too many attempts with this login. Try again in an hour, use "
                                 "the code on the slip, or ask the school office for a new slip."));
        if (m_panel.authority.knows(number)) {
            const auto access = m_panel.authority.byPassword(number, v.form.text("password"));
            if (!access)
                return loginPage(v, wrong(), 401);
            m_panel.guesses.giveBack(number, device, address);
            return m_panel.enter(v, *access);
        }
        const auto login = m_panel.logins.byPassword(number, v.form.text("password"));
        if (!login)
            return loginPage(v, wrong(), 401);
        m_panel.guesses.giveBack(number, device, address);
        return m_panel.enter(v, *login);
    }

    Response logInPersonally(Visit& v) {
        const std::string address = normalMailAddress(v.form.text("login"));
        const std::string key = personalCounter(address);
        const std::string device = v.cookie(Visit::kDeviceCookie);
        const std::string& peer = v.call.request.peer;
        if (address.empty())
            return loginPage(v, wrong(), 401);
        if (!m_panel.guesses.take(key, device, peer))
            return tooMany(v, tr("There were too many attempts with this login. Try again in an hour, or "
                                 "ask for a link that sets a new password."));
        const auto account = m_panel.personal.byPassword(address, v.form.text("password"));
        if (!account)
            return loginPage(v, wrong(), 401);
        m_panel.guesses.giveBack(key, device, peer);
        return m_panel.enter(v, *account);
    }
    Response tooMany(Visit& v, const std::string& words) {
        Response r = loginPage(v, words, 429);
        r.headers.emplace_back("Retry-After", "3600");
        return r;
    }
    static std::string wrong() {
        return tr("This login and this password do not belong together. Check both; the school "
                  "office can print a new slip.");
    }

    /// Only shows a button: programs that look at links in mails and messages must not use them up.
    Response linkPage(Visit& v) {
        const std::string& secret = v.call.path.at("secret");
        if (!m_panel.logins.linkIsGood(secret))
            return linkIsOver(v);
        return v.page("link", tr("Log in with the slip"), View().set("SECRET", secret));
    }
    static Response linkIsOver(Visit& v) {
        return v.page("link_over", tr("This code was used already"), View(), nullptr, 410);
    }
    Response useLink(Visit& v) {
        const auto login = m_panel.logins.byLink(v.form.text("secret"));
        return login ? m_panel.enter(v, *login) : linkIsOver(v);
    }

    Response passwordPage(Visit& v, const std::string& problem = {}, int status = 200) const {
        const auto family = m_panel.families.view(v.caller(), v.login().readUntil);
        const bool first = v.login().password.empty();
        View view;
        view.set("LOGIN", v.login().number);
        view.show(first ? "FIRST" : "LATER");
        if (namesThemselves(v))
            view.add("NAME").set("NAME_VALUE", v.form.has("name") ? v.form.text("name") : v.login().name);
        if (!problem.empty())
            view.add("PROBLEM").set("text", problem);
        return v.page("password", first ? tr("Set your password") : tr("Change the password"), view, &family,
                      status);
    }

    /// One guardian has the name of the school's record; who shares a login with others says who they are.
    static bool namesThemselves(const Visit& v) {
        return v.caller().role == domain::Role::guardian && v.login().guardian.empty();
    }

    Response setPassword(Visit& v) {
        const std::string password = v.form.text("password");
        const std::string name = normaliseText(v.form.text("name"));
        if (!v.login().password.empty()) {
            const std::string device = v.cookie(Visit::kDeviceCookie);
            const std::string& address = v.call.request.peer;
            if (!m_panel.guesses.take(v.login().number, device, address))
                return passwordPage(v, tr("There were too many attempts. Try again in an hour."), 429);
            if (!passwordFits(v.login().password, v.form.text("present")))
                return passwordPage(v, tr("The present password is not right."), 400);
            m_panel.guesses.giveBack(v.login().number, device, address);
        }
        if (namesThemselves(v) && !isPersonName(name))
            return passwordPage(v, tr("Type your first name and surname."), 400);
        if (const auto fault = faultOf(password, v.login().number))
            return passwordPage(v, passwordSentence(*fault), 400);
        m_panel.logins.setPassword(v.login().id, password, name);
        return m_panel.enter(v, v.login());
    }

    Response logOut(Visit& v) {
        m_panel.endSession(v);
        v.setCookie(Visit::kSessionCookie, "", -1);
        Response r = v.redirect("/login");
        r.headers.emplace_back("Clear-Site-Data", "\"cache\"");
        return r;
    }

    Panel& m_panel;
};

} // namespace

void addEntrancePages(Panel& panel) {
    const auto pages = std::make_shared<EntrancePages>(panel);
    panel.keep(pages);
}

} // namespace esek::server
