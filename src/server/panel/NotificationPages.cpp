#include "base/MailAddress.h"
#include "base/Translate.h"
#include "server/accounts/Passwords.h"
#include "server/panel/Panel.h"

#include <algorithm>

namespace esek::server {

namespace {

constexpr const char* kPasswordLane = "passwords";

/// Whether, where and when a family gets mails.
class NotificationPages {
  public:
    explicit NotificationPages(Panel& panel) : m_panel(panel) {
        panel.add({"GET", "/notifications"}, [this](Visit& v) { return page(v); });
        panel.add({"POST", "/notifications"}, [this](Visit& v) { return choose(v); });
        PanelRoute address{"POST", "/notifications/address"};
        address.lane = kPasswordLane;
        panel.add(address, [this](Visit& v) { return setAddress(v); });
        panel.add({"POST", "/notifications/remove"}, [this](Visit& v) { return remove(v); });
        panel.add({"GET", "/mail/{secret}", Audience::anybody}, [this](Visit& v) { return linkPage(v); });
        panel.add({"POST", "/mail", Audience::anybody}, [this](Visit& v) { return useLink(v); });
    }

  private:
    Response page(Visit& v, const std::string& problem = {}, int status = 200) {
        const auto family = m_panel.families.view(v.caller(), v.login().readUntil);
        View view;
        if (!problem.empty())
            view.add("PROBLEM").set("text", problem);
        if (m_panel.sendsMail())
            showSettings(v, view);
        else
            view.show("NO_MAIL");
        return v.page("notifications", tr("Notifications"), view, &family, status);
    }

    void showSettings(Visit& v, View& view) {
        const auto [contact, undelivered] = m_panel.mail.view(v.login().id);
        View& s = view.add("SETTINGS");
        s.set("TOKEN", v.formToken());
        s.set("ADDRESS", v.form.text("address"));
        s.show("REMOVABLE", !contact.address.empty() || !contact.pending.empty());
        if (!contact.address.empty())
            s.add("CONFIRMED").set("CURRENT", contact.address);
        else if (contact.pending.empty())
            s.show("NONE");
        const bool pendingRefused = undelivered && undelivered->address == contact.pending;
        if (!contact.pending.empty() && !pendingRefused)
            s.add("PENDING").set("TYPED", contact.pending);
        if (!contact.fault.empty())
            showRefused(s, contact.address, contact.fault);
        else if (!contact.pending.empty() && pendingRefused)
            showRefused(s, contact.pending, undelivered->reason);
        else if (undelivered && undelivered->address.empty())
            s.add("UNDELIVERED").set("WHEN", timeText(undelivered->createdAt));
        s.show(contact.wanted ? "WANTED" : "UNWANTED");
        s.show("QUIET", contact.quiet);
        const std::string chosen = contact.language.empty() ? v.language : contact.language;
        for (const char* code : Languages::kCodes) {
            View& one = s.add("OPTION");
            one.set("CODE", code).set("LANGUAGE_NAME", Languages::nameOf(code));
            one.show("CHOSEN", chosen == code);
        }
    }

    static void showRefused(View& s, const std::string& address, const std::string& code) {
        s.add("REFUSED").set("REFUSED_ADDRESS", address).set("ANSWER", code);
    }

    static std::string timeText(const std::string& iso) {
        return toPolishLocal(timestampFromIso(iso).value_or(Timestamp{}));
    }

    Response choose(Visit& v) {
        const std::string language = v.form.text("language");
        const auto& codes = Languages::kCodes;
        const bool known = std::find(codes.begin(), codes.end(), language) != codes.end();
        m_panel.mail.choose(v.login().id, v.form.has("wanted"), v.form.has("quiet"),
                            known ? language : v.language);
        return v.redirect("/notifications");
    }

    /// A stranger at an open browser must not lead the mails somewhere else: the password is asked for.
    Response setAddress(Visit& v) {
        if (!m_panel.sendsMail())
            return v.redirect("/notifications");
        const std::string address = normalMailAddress(v.form.text("address"));
        if (address.empty())
            return page(
                v, tr("This is no e-mail address to which mails can be sent, such as name@example.pl."), 400);
        const std::string device = v.cookie(Visit::kDeviceCookie);
        const std::string& peer = v.call.request.peer;
        if (!m_panel.guesses.take(v.login().number, device, peer))
            return page(v, tr("There were too many attempts. Try again in an hour."), 429);
        if (!passwordFits(v.login().password, v.form.text("present")))
            return page(v, tr("The present password is not right."), 400);
        m_panel.guesses.giveBack(v.login().number, device, peer);
        switch (m_panel.mail.ask(v.login().id, address, v.language)) {
        case MailContacts::Asked::sameAddress:
            return page(v, tr("Mails go to this address already."), 400);
        case MailContacts::Asked::tooOften:
            return page(v, tr("There were too many attempts. Try again in an hour."), 429);
        case MailContacts::Asked::sent:
            break;
        }
        return v.redirect("/notifications");
    }

    Response remove(Visit& v) {
        m_panel.mail.remove(v.login().id);
        return v.redirect("/notifications");
    }

    /// Only shows a button: programs that look at links in mails must not use them up.
    Response linkPage(Visit& v) {
        const std::string& secret = v.call.path.at("secret");
        if (!m_panel.mail.linkIsGood(secret))
            return v.page("mail_over", tr("This link is over"), View(), nullptr, 410);
        return v.page("mail", tr("Confirm your e-mail address"), View().set("SECRET", secret));
    }
    Response useLink(Visit& v) {
        if (!m_panel.mail.confirm(v.form.text("secret")))
            return v.page("mail_over", tr("This link is over"), View(), nullptr, 410);
        return v.page("mail_done", tr("Your e-mail address is confirmed"), View());
    }

    Panel& m_panel;
};

} // namespace

void addNotificationPages(Panel& panel) {
    panel.keep(std::make_shared<NotificationPages>(panel));
}

} // namespace esek::server
