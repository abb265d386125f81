#include "base/Translate.h"
#include "server/panel/Panel.h"
#include "server/panel/PhotoTexts.h"

namespace esek::server {

namespace {

/// The first page says what is asked of this family now; messages; where this login is open.
class HomePages {
  public:
    explicit HomePages(Panel& panel) : m_panel(panel) {
        panel.add({"GET", "/", Audience::household}, [this](Visit& v) { return home(v); });
        panel.add({"GET", "/messages"}, [this](Visit& v) { return messages(v); });
        panel.add({"POST", "/messages/read"}, [this](Visit& v) { return markRead(v); });
        panel.add({"GET", "/pupils/{pupil}/messages"}, [this](Visit& v) { return messages(v); });
        panel.add({"POST", "/pupils/{pupil}/messages/read"}, [this](Visit& v) { return markRead(v); });
        panel.add({"GET", "/account"}, [this](Visit& v) { return account(v); });
        panel.add({"POST", "/account/unlink"}, [this](Visit& v) { return endLink(v); });
        panel.add({"POST", "/account/end"}, [this](Visit& v) { return endSession(v); });
        panel.add({"POST", "/account/end-all"}, [this](Visit& v) { return endAll(v); });
    }

  private:
    Response home(Visit& v) {
        if (v.session->account)
            return v.redirect("/children");
        const auto family = m_panel.families.view(v.caller(), v.login().readUntil);
        View view;
        view.set("FIRST_NAME", firstName(family.student));
        view.set("PHOTO_URL", photoUrl(v));
        showStatus(view, family.photo);
        const auto draft = m_panel.families.draft(v.caller());
        if (draft && !draft->sent && draft->blob)
            view.show("DRAFT"); // an interrupted sending goes on where it was
        else
            view.show(statusSection(family.photo.status()));
        if (v.caller().role != domain::Role::student)
            for (const auto& waiting : m_panel.links.waitingFor(v.login().school, v.login().student))
                view.add("ASKS")
                    .set("ACCOUNT", waiting.account)
                    .set("ACCOUNT_NAME", waiting.name)
                    .set("CONFIRM_URL", "/pupils/" + v.login().student + "/account")
                    .set("TOKEN", v.formToken());
        view.show("MAIL_OFFER",
                  m_panel.sendsMail() && m_panel.mail.view(v.login().id).contact.address.empty());
        return v.page("home", tr("Photo for the school identity card"), view, &family);
    }

    Response messages(Visit& v) {
        const auto family = m_panel.families.view(v.caller(), v.login().readUntil);
        View view;
        view.set("PHOTO_URL", photoUrl(v));
        for (const domain::SystemMessage& message : family.messages) {
            View& one = view.add("MESSAGE");
            one.set("TEXT", message.text()).set("TIME", toPolishLocal(message.at));
            one.show("NEW", message.id.toString() > v.login().readUntil);
        }
        view.show("NONE", family.messages.empty());
        if (family.unread > 0)
            view.add("UNREAD")
                .set("READ_URL", messagesUrl(v) + "/read")
                .set("NEWEST", family.messages.front().id.toString());
        return v.page("messages", tr("Messages"), view, &family);
    }

    Response markRead(Visit& v) {
        const std::string newest = v.form.text("newest");
        if (Uuid::parse(newest))
            m_panel.logins.markRead(v.login().id, newest);
        return v.redirect(messagesUrl(v));
    }

    /// A personal account has several inboxes.
    static std::string messagesUrl(const Visit& v) {
        return v.session->account ? "/pupils/" + v.login().student + "/messages" : "/messages";
    }

    Response account(Visit& v) {
        const auto family = m_panel.families.view(v.caller(), v.login().readUntil);
        View view;
        view.set("LOGIN", v.login().number).set("NAME", v.actor(family.student).name);
        for (const SessionRow& s : m_panel.sessions.list(v.login().id)) {
            View& one = view.add("SESSION");
            one.set("ID", s.id).set("AGENT", s.agent);
            one.set("SINCE", toPolishLocal(timestampFromIso(s.createdAt).value_or(Timestamp{})));
            one.set("TOKEN", v.formToken());
            one.show(s.id == v.session->session.id ? "THIS" : "OTHER");
        }
        const auto holders = m_panel.links.holders(v.login());
        View* list = holders.empty() ? nullptr : &view.add("HELD");
        for (const PersonalLinks::Holder& holder : holders) {
            View& one = list->add("HOLDER");
            one.set("HOLDER_NAME", holder.name).set("ACCOUNT", holder.account).set("TOKEN", v.formToken());
            one.set("SINCE", toPolishLocal(timestampFromIso(holder.since).value_or(Timestamp{})));
            one.show("WAITS", !holder.open);
        }
        return v.page("account", tr("Your account"), view, &family);
    }

    /// A slip that was found or lent may hang on somebody's account: whoever has the login sees and ends
    /// that.
    Response endLink(Visit& v) {
        m_panel.links.end(v.login(), v.form.text("account"));
        return v.redirect("/account");
    }

    Response endSession(Visit& v) {
        m_panel.sessions.end(v.login().id, v.form.text("session"));
        return v.redirect("/account");
    }

    Response endAll(Visit& v) {
        m_panel.sessions.endAll(v.login().id);
        v.setCookie(Visit::kSessionCookie, "", -1);
        return v.redirect("/login");
    }

    Panel& m_panel;
};

} // namespace

void addHomePages(Panel& panel) {
    panel.keep(std::make_shared<HomePages>(panel));
}

} // namespace esek::server
