#include "base/Translate.h"
#include "server/accounts/Passwords.h"
#include "server/panel/Panel.h"
#include "server/panel/PhotoTexts.h"

namespace esek::server {

namespace {

constexpr const char* kPasswordLane = "passwords";

/// All children of a personal account, at all schools: what is asked of the family, links made and undone.
class ChildrenPages {
  public:
    explicit ChildrenPages(Panel& panel) : m_panel(panel) {
        panel.add({"GET", "/children", Audience::personal}, [this](Visit& v) { return children(v); });
        panel.add({"GET", "/children/link", Audience::personal}, [this](Visit& v) { return linkPage(v); });
        PanelRoute link{"POST", "/children/link", Audience::personal};
        link.lane = kPasswordLane;
        panel.add(link, [this](Visit& v) { return linkChild(v); });
        panel.add({"POST", "/children/unlink", Audience::personal}, [this](Visit& v) { return unlink(v); });
        panel.add({"POST", "/pupils/{pupil}/account"}, [this](Visit& v) { return decide(v); });
    }

  private:
    Response children(Visit& v) {
        View view;
        const auto all = m_panel.links.children(v.session->account->id);
        view.show("NONE", all.empty());
        for (const auto& child : all) {
            const auto family = m_panel.families.view(callerOf(child.login), child.login.readUntil);
            View& one = view.add("CHILD");
            one.set("PUPIL", family.student.fullName()).set("CLASS", family.student.classUnit);
            one.set("SCHOOL", family.school.name);
            if (child.open)
                showOpen(v, one.add("OPEN"), child.login, family);
            else
                one.show("WAITS");
        }
        return v.page("children", tr("Your children"), view);
    }

    void showOpen(Visit& v, View& one, const LoginRow& login, const Families::View& family) {
        const std::string base = "/pupils/" + login.student;
        const domain::PhotoStatus status = family.photo.status();
        one.set("PHOTO_URL", base + "/photo").set("MESSAGES_URL", base + "/messages");
        one.set("STATUS", domain::familyLabel(status)).set("STATUS_CLASS", std::string(toString(status)));
        one.show(status == domain::PhotoStatus::none || status == domain::PhotoStatus::rejected ? "TO_SEND"
                                                                                                : "TO_SEE");
        if (family.unread > 0)
            one.add("UNREAD").set("COUNT", std::to_string(family.unread));
        if (login.role == toString(domain::Role::student))
            return;
        for (const auto& waiting : m_panel.links.waitingFor(login.school, login.student))
            one.add("ASKS")
                .set("ACCOUNT", waiting.account)
                .set("ACCOUNT_NAME", waiting.name)
                .set("CONFIRM_URL", base + "/account")
                .set("TOKEN", v.formToken());
    }

    /// A parent's word about the account of a pupil who is under 16.
    Response decide(Visit& v) {
        if (v.caller().role == domain::Role::student)
            return Panel::notFound(v);
        m_panel.links.decide(v.login(), v.form.text("account"), v.form.text("answer") == "yes");
        return v.redirect("/");
    }

    Response linkPage(Visit& v, const std::string& problem = {}, int status = 200) const {
        View view;
        view.set("LOGIN", v.form.text("login"));
        view.show("MAILS", m_panel.sendsMail());
        if (!problem.empty())
            view.add("PROBLEM").set("text", problem);
        return v.page("link_child", tr("Add a child"), view, nullptr, status);
    }

    Response linkChild(Visit& v) {
        const std::string number = normalLoginNumber(v.form.text("login"));
        if (number.empty())
            return linkPage(v, tr("A login consists of digits. It is printed on the slip from the school."),
                            400);
        if (v.form.text("consent") != "yes")
            return linkPage(v, tr("Without your consent nothing is linked."), 400);
        const std::string device = v.cookie(Visit::kDeviceCookie);
        const std::string& address = v.call.request.peer;
        if (!m_panel.guesses.take(number, device, address))
            return linkPage(v, tr("There were too many attempts. Try again in an hour."), 429);
        const auto login = m_panel.logins.byPassword(number, v.form.text("password"));
        if (!login)
            return linkPage(v,
                            tr("This login and this password do not belong together. Check both; the school "
                               "office can print a new slip."),
                            401);
        m_panel.guesses.giveBack(number, device, address);
        m_panel.links.link(v.session->account->id, *login, m_panel.sendsMail() && v.form.has("mails"));
        return v.redirect("/children");
    }

    Response unlink(Visit& v) {
        m_panel.links.unlink(v.session->account->id, v.form.text("login"));
        return v.redirect("/personal");
    }

    Panel& m_panel;
};

} // namespace

void addChildrenPages(Panel& panel) {
    panel.keep(std::make_shared<ChildrenPages>(panel));
}

} // namespace esek::server
