#include "base/Format.h"
#include "base/Translate.h"
#include "server/accounts/Passwords.h"
#include "server/central/SchoolFigures.h"
#include "server/panel/Panel.h"
#include "server/panel/PasswordTexts.h"

namespace esek::server {

namespace {

constexpr const char* kPasswordLane = "passwords";

/// "412 (86%)"
std::string share(int part, int whole) {
    return whole == 0 ? std::to_string(part) : format("{} ({}%)", part, (part * 100 + whole / 2) / whole);
}

/// "3 d 4 h": days and hours, or hours and minutes.
std::string durationText(std::chrono::seconds s) {
    using namespace std::chrono;
    const auto hours = duration_cast<std::chrono::hours>(s).count();
    const auto minutes = duration_cast<std::chrono::minutes>(s).count() % 60;
    if (hours >= 24)
        return format(runtime(tr("{days} d {hours} h")), fmt::arg("days", hours / 24),
                      fmt::arg("hours", hours % 24));
    return format(runtime(tr("{hours} h {minutes} min")), fmt::arg("hours", hours),
                  fmt::arg("minutes", minutes));
}

/// A field of a CSV file. What a program for tables would take for a formula is text.
std::string csvField(std::string text) {
    if (!text.empty() && std::string_view("=+-@\t\r").find(text.front()) != std::string_view::npos)
        text.insert(0, 1, '\'');
    std::string out = "\"";
    for (const char c : text)
        out += c == '"' ? std::string("\"\"") : std::string(1, c);
    return out + "\"";
}

/// What the running authority sees: one row a school, numbers only.
class AuthorityPages {
  public:
    explicit AuthorityPages(Panel& panel)
        : m_panel(panel), m_figures(panel.central.store(), panel.central.clock()) {
        panel.add({"GET", "/authority", Audience::authority}, [this](Visit& v) { return page(v); });
        panel.add({"GET", "/authority.csv", Audience::authority}, [this](Visit& v) { return file(v); });
        panel.add({"GET", "/authority/password", Audience::authorityAtFirst},
                  [this](Visit& v) { return passwordPage(v); });
        PanelRoute password{"POST", "/authority/password", Audience::authorityAtFirst};
        password.lane = kPasswordLane;
        panel.add(password, [this](Visit& v) { return setPassword(v); });
    }

  private:
    static void show(View& row, const SchoolFigures& f, Timestamp now) {
        row.set("SCHOOL", f.name).set("PUPILS", std::to_string(f.pupils));
        row.set("LOGINS", share(f.withLogin, f.pupils)).set("PHOTOS", share(f.withPhoto, f.pupils));
        row.set("ACCEPTED", share(f.accepted, f.pupils)).set("PRINTED", share(f.printed, f.pupils));
        const std::string none = "–";
        row.set("WAITING", f.oldestWaiting ? durationText(std::chrono::duration_cast<std::chrono::seconds>(
                                                 std::max(now - *f.oldestWaiting, Timestamp::duration{})))
                                           : none);
        row.set("MEDIAN", f.medianDecision ? durationText(*f.medianDecision) : none);
        row.set("OFFICE_VERSION", f.version.empty() ? none : f.version);
        row.set("CONTACT", f.lastContact ? toPolishLocal(*f.lastContact) : none);
    }

    Response page(Visit& v) {
        const Timestamp now = m_panel.central.clock().now();
        View view;
        SchoolFigures sum;
        const auto all = m_figures.all();
        for (const SchoolFigures& f : all) {
            show(view.add("ROW"), f, now);
            sum.pupils += f.pupils;
            sum.withLogin += f.withLogin;
            sum.withPhoto += f.withPhoto;
            sum.accepted += f.accepted;
            sum.printed += f.printed;
        }
        if (all.size() > 1) {
            sum.name = tr("All schools");
            show(view.add("SUM"), sum, now);
        }
        view.show("EMPTY", all.empty());
        return v.page("authority", tr("Schools"), view);
    }

    Response file(Visit&) {
        std::string text = "\xEF\xBB\xBF"; // programs for tables look for it
        for (const std::string& title :
             {tr("School"), tr("Pupils"), tr("With a login"), tr("With a photo"), tr("Accepted"),
              tr("Printed"), tr("Oldest waiting since"), tr("Median time to a decision (minutes)"),
              tr("Program's version"), tr("Last contact")})
            text += (text.size() > 3 ? ";" : "") + csvField(title);
        text += "\r\n";
        for (const SchoolFigures& f : m_figures.all()) {
            text += csvField(f.name);
            for (const int number : {f.pupils, f.withLogin, f.withPhoto, f.accepted, f.printed})
                text += ";" + std::to_string(number);
            text += ";" + csvField(f.oldestWaiting ? toPolishLocal(*f.oldestWaiting) : "");
            text += ";" + (f.medianDecision ? std::to_string(f.medianDecision->count() / 60) : std::string());
            text += ";" + csvField(f.version);
            text += ";" + csvField(f.lastContact ? toPolishLocal(*f.lastContact) : "") + "\r\n";
        }
        Response r;
        r.headers = {{"Content-Type", "text/csv; charset=utf-8"},
                     {"Content-Disposition", "attachment; filename=\"schools.csv\""}};
        r.body = std::move(text);
        return r;
    }

    Response passwordPage(Visit& v, const std::string& problem = {}, int status = 200) const {
        const bool first = v.session->authority->password.empty();
        View view;
        view.show(first ? "FIRST" : "LATER");
        if (!problem.empty())
            view.add("PROBLEM").set("text", problem);
        return v.page("authority_password", first ? tr("Set your password") : tr("Change the password"), view,
                      nullptr, status);
    }

    Response setPassword(Visit& v) {
        const AuthorityRow& access = *v.session->authority;
        const std::string password = v.form.text("password");
        if (!access.password.empty()) {
            const std::string device = v.cookie(Visit::kDeviceCookie);
            const std::string& address = v.call.request.peer;
            if (!m_panel.guesses.take(access.number, device, address))
                return passwordPage(v, tr("There were too many attempts. Try again in an hour."), 429);
            if (!passwordFits(access.password, v.form.text("present")))
                return passwordPage(v, tr("The present password is not right."), 400);
            m_panel.guesses.giveBack(access.number, device, address);
        }
        if (const auto fault = faultOf(password, access.number))
            return passwordPage(v, passwordSentence(*fault), 400);
        m_panel.authority.setPassword(access.id, password);
        return m_panel.enter(v, access);
    }

    Panel& m_panel;
    FiguresOfSchools m_figures;
};

} // namespace

void addAuthorityPages(Panel& panel) {
    panel.keep(std::make_shared<AuthorityPages>(panel));
}

} // namespace esek::server
