#include "base/CleanText.h"
#include "base/MailAddress.h"
#include "base/Translate.h"
#include "server/panel/Panel.h"
#include "server/panel/PasswordTexts.h"

namespace esek::server {

namespace {

constexpr const char* kPasswordLane = "passwords";

/// A personal account: how one comes to it, and what can be changed about it.
class PersonalPages {
  public:
    explicit PersonalPages(Panel& panel) : m_panel(panel) {
        panel.add({"GET", "/register", Audience::anybody}, [this](Visit& v) { return registerPage(v); });
        panel.add({"POST", "/register", Audience::anybody}, [this](Visit& v) { return askLetter(v); });
        panel.add({"GET", "/register/{secret}", Audience::anybody}, [this](Visit& v) { return linkPage(v); });
        panel.add({"POST", "/register/address", Audience::anybody},
                  [this](Visit& v) { return confirmAddress(v); });
        addPassword("/register/password", Audience::anybody, [this](Visit& v) { return setPassword(v); });
        panel.add({"GET", "/personal", Audience::personal}, [this](Visit& v) { return page(v); });
        panel.add({"GET", "/personal/data.json", Audience::personal},
                  [this](Visit& v) { return dataFile(v); });
        addPassword("/personal/password", Audience::personal, [this](Visit& v) { return changePassword(v); });
        addPassword("/personal/address", Audience::personal, [this](Visit& v) { return changeAddress(v); });
        addPassword("/personal/close", Audience::personal, [this](Visit& v) { return close(v); });
        panel.add({"POST", "/personal/end", Audience::personal}, [this](Visit& v) { return endSession(v); });
        panel.add({"POST", "/personal/end-all", Audience::personal}, [this](Visit& v) { return endAll(v); });
    }

  private:
    void addPassword(const char* path, Audience who, Panel::Handler handler) {
        PanelRoute route{"POST", path, who};
        route.lane = kPasswordLane;
        m_panel.add(route, std::move(handler));
    }

    Response registerPage(Visit& v, const std::string& problem = {}, int status = 200) const {
        View view;
        view.set("ADDRESS", v.form.text("address"));
        std::string text = problem;
        if (text.empty() && !m_panel.sendsMail())
            text = tr("This server sends no mails, so personal accounts cannot be opened. Use the login from "
                      "the school.");
        if (!text.empty())
            view.add("PROBLEM").set("text", text);
        return v.page("register", tr("Personal account"), view, nullptr, status);
    }

    /// The answer is the same whether the address is known, unknown or was written to too often today.
    Response askLetter(Visit& v) {
        const std::string address = normalMailAddress(v.form.text("address"));
        if (address.empty() || !m_panel.sendsMail())
            return registerPage(
                v, tr("This is no e-mail address to which mails can be sent, such as name@example.pl."), 400);
        if (!m_panel.guesses.takeLetter(v.call.request.peer))
            return registerPage(v, tr("There were too many attempts. Try again in an hour."), 429);
        const bool known = m_panel.guesses.knows(personalCounter(address), v.cookie(Visit::kDeviceCookie));
        m_panel.personal.askLetter(address, v.language, known);
        return v.page("register_sent", tr("Look into your mailbox"), View());
    }

    /// Only shows a form: programs that look at links in mails must not use them up.
    Response linkPage(Visit& v) {
        const std::string& secret = v.call.path.at("secret");
        const auto offer = m_panel.personal.look(secret);
        if (!offer)
            return over(v);
        if (offer->purpose == PersonalPurpose::changeAddress)
            return v.page("register_address", tr("Confirm your e-mail address"),
                          View().set("SECRET", secret));
        return passwordForm(v, secret, offer->needsName);
    }
    static Response over(Visit& v) {
        return v.page("register_over", tr("This link is over"), View(), nullptr, 410);
    }
    Response passwordForm(Visit& v, const std::string& secret, bool needsName,
                          const std::string& problem = {}, int status = 200) const {
        View view;
        view.set("SECRET", secret);
        if (needsName)
            view.add("NAME").set("NAME_VALUE", v.form.text("name"));
        if (!problem.empty())
            view.add("PROBLEM").set("text", problem);
        return v.page("register_password", tr("Set your password"), view, nullptr, status);
    }

    Response setPassword(Visit& v) {
        const std::string secret = v.form.text("secret");
        const std::string password = v.form.text("password");
        const std::string name = normaliseText(v.form.text("name"));
        const auto offer = m_panel.personal.look(secret);
        if (!offer || offer->purpose != PersonalPurpose::setPassword)
            return over(v);
        if (offer->needsName && !isPersonName(name))
            return passwordForm(v, secret, true, tr("Type your first name and surname."), 400);
        if (const auto fault = faultOf(password, personalKey(offer->address)))
            return passwordForm(v, secret, offer->needsName, passwordSentence(*fault), 400);
        const auto account =
            m_panel.personal.setPassword(secret, password, isPersonName(name) ? name : std::string());
        return account ? m_panel.enter(v, *account) : over(v);
    }

    Response confirmAddress(Visit& v) {
        if (!m_panel.personal.changeAddress(v.form.text("secret")))
            return over(v);
        return v.page("register_changed", tr("Your e-mail address was changed"), View());
    }

    Response page(Visit& v, const std::string& problem = {}, int status = 200, bool asked = false) {
        const PersonalRow& account = *v.session->account;
        View view;
        if (!problem.empty())
            view.add("PROBLEM").set("text", problem);
        view.show("ASKED", asked);
        view.set("ADDRESS", account.address).set("NAME", account.name);
        view.set("OPENED", timeText(account.activatedAt)).set("USED", timeText(account.usedAt));
        if (!account.pending.empty())
            view.add("PENDING").set("NEW_ADDRESS", account.pending);
        for (const auto& child : m_panel.links.children(account.id)) {
            const auto family = m_panel.families.view(callerOf(child.login), child.login.readUntil);
            View& one = view.add("LINKED");
            one.set("PUPIL", family.student.fullName()).set("SCHOOL", family.school.name);
            one.set("SINCE", timeText(child.link.linkedAt)).set("LOGIN_ID", child.login.id);
            one.set("TOKEN", v.formToken());
        }
        for (const SessionRow& s : m_panel.personalSessions.list(account.id)) {
            View& one = view.add("SESSION");
            one.set("ID", s.id).set("AGENT", s.agent).set("SINCE", timeText(s.createdAt));
            one.set("TOKEN", v.formToken());
            one.show(s.id == v.session->session.id ? "THIS" : "OTHER");
        }
        return v.page("personal", tr("Your account"), view, nullptr, status);
    }

    static std::string timeText(const std::string& iso) {
        return toPolishLocal(timestampFromIso(iso).value_or(Timestamp{}));
    }

    /// What keeps a stranger at an open browser from taking the account over. Empty: the password is right.
    std::string presentPasswordFault(Visit& v) {
        const PersonalRow& account = *v.session->account;
        const std::string key = personalCounter(account.address);
        const std::string device = v.cookie(Visit::kDeviceCookie);
        if (!m_panel.guesses.take(key, device, v.call.request.peer))
            return tr("There were too many attempts. Try again in an hour.");
        if (!passwordFits(account.password, v.form.text("present")))
            return tr("The present password is not right.");
        m_panel.guesses.giveBack(key, device, v.call.request.peer);
        return {};
    }

    Response changePassword(Visit& v) {
        if (const std::string fault = presentPasswordFault(v); !fault.empty())
            return page(v, fault, 400);
        const std::string password = v.form.text("password");
        if (const auto fault = faultOf(password, personalKey(v.session->account->address)))
            return page(v, passwordSentence(*fault), 400);
        m_panel.personal.changePassword(v.session->account->id, password);
        return m_panel.enter(v, *v.session->account);
    }

    Response changeAddress(Visit& v) {
        const std::string address = normalMailAddress(v.form.text("address"));
        if (address.empty() || !m_panel.sendsMail())
            return page(
                v, tr("This is no e-mail address to which mails can be sent, such as name@example.pl."), 400);
        if (const std::string fault = presentPasswordFault(v); !fault.empty())
            return page(v, fault, 400);
        m_panel.personal.askChange(v.session->account->id, address);
        return page(v, {}, 200, true);
    }

    Response close(Visit& v) {
        if (const std::string fault = presentPasswordFault(v); !fault.empty())
            return page(v, fault, 400);
        m_panel.personal.close(v.session->account->id);
        return leave(v);
    }

    Response endSession(Visit& v) {
        m_panel.personalSessions.end(v.session->account->id, v.form.text("session"));
        return v.redirect("/personal");
    }
    Response endAll(Visit& v) {
        m_panel.personalSessions.endAll(v.session->account->id);
        return leave(v);
    }
    static Response leave(Visit& v) {
        v.setCookie(Visit::kSessionCookie, "", -1);
        Response r = v.redirect("/login");
        r.headers.emplace_back("Clear-Site-Data", "\"cache\"");
        return r;
    }

    /// Everything that is kept about the account (GDPR, article 15).
    Response dataFile(Visit& v) {
        const PersonalRow& account = *v.session->account;
        Json links = Json::array(), sessions = Json::array();
        for (const auto& child : m_panel.links.children(account.id)) {
            const auto family = m_panel.families.view(callerOf(child.login), child.login.readUntil);
            links.push_back({{"login", child.login.number},
                             {"role", child.login.role},
                             {"pupil", family.student.fullName()},
                             {"school", family.school.name},
                             {"since", child.link.linkedAt},
                             {"confirmed", child.link.confirmedAt}});
        }
        for (const SessionRow& s : m_panel.personalSessions.list(account.id))
            sessions.push_back({{"since", s.createdAt}, {"lastUsed", s.usedAt}, {"browser", s.agent}});
        Response r;
        r.headers = {{"Content-Type", "application/json; charset=utf-8"},
                     {"Content-Disposition", "attachment; filename=\"e-sekretariat.json\""}};
        r.body = dumpJson(Json{{"address", account.address},
                               {"notConfirmed", account.pending},
                               {"name", account.name},
                               {"language", account.language},
                               {"opened", account.activatedAt},
                               {"lastUsed", account.usedAt},
                               {"linked", links},
                               {"sessions", sessions}});
        return r;
    }

    Panel& m_panel;
};

} // namespace

void addPersonalPages(Panel& panel) {
    panel.keep(std::make_shared<PersonalPages>(panel));
}

} // namespace esek::server
