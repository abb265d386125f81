#include "base/Translate.h"
#include "server/panel/Panel.h"
#include "server/panel/PhotoTexts.h"

namespace esek::server {

namespace {

std::string timeText(const std::string& iso) {
    const auto at = timestampFromIso(iso);
    return at ? toPolishLocal(*at) : std::string();
}

/// What is kept about a family (GDPR, article 15), and the statements that anybody may read.
class DataPages {
  public:
    explicit DataPages(Panel& panel) : m_panel(panel) {
        panel.add({"GET", "/data"}, [this](Visit& v) { return data(v); });
        panel.add({"GET", "/data.json"}, [this](Visit& v) { return dataFile(v); });
        panel.add({"GET", "/privacy", Audience::anybody},
                  [this](Visit& v) { return statement(v, "privacy", tr("How the data are processed")); });
        panel.add({"GET", "/accessibility", Audience::anybody},
                  [this](Visit& v) { return statement(v, "accessibility", tr("Accessibility statement")); });
    }

  private:
    Families::View family(const Visit& v) const {
        return m_panel.families.view(v.caller(), v.login().readUntil);
    }

    /// Of a login that is one guardian's: what the school has written down about them.
    std::optional<domain::Guardian> guardian(const LoginRow& login) const {
        if (login.guardian.empty())
            return std::nullopt;
        const auto row = m_panel.central.store().read(
            [&](Tx& tx) { return tx.record(login.school, Kind::guardian, login.guardian); });
        return row ? std::optional(domain::guardianFromJson(parseJson(row->body).value()).value())
                   : std::nullopt;
    }

    Response data(Visit& v) const {
        const auto f = family(v);
        const LoginRow& login = v.login();
        View view;
        view.set("PHOTO_URL", photoUrl(v));
        view.set("LOGIN", login.number).set("ROLE", roleText(v.caller().role));
        view.set("NAME", v.actor(f.student).name);
        view.set("ISSUED", timeText(login.issuedAt)).set("USED", timeText(login.usedAt));
        if (const auto known = guardian(login))
            view.add("GUARDIAN")
                .set("GUARDIAN_NAME", known->name)
                .set("GUARDIAN_EMAIL", known->email)
                .set("GUARDIAN_RELATION", label(known->relation));
        const MailContact mail = m_panel.mail.view(login.id).contact;
        if (!mail.address.empty() || !mail.pending.empty())
            view.add("MAIL")
                .set("MAIL_ADDRESS", mail.address)
                .set("MAIL_PENDING", mail.pending)
                .set("MAIL_LANGUAGE", Languages::nameOf(mail.language))
                .show(mail.wanted ? "MAIL_WANTED" : "MAIL_UNWANTED")
                .show("MAIL_QUIET", mail.quiet)
                .show("MAIL_REFUSED", !mail.fault.empty());
        for (const SessionRow& s : m_panel.sessions.list(login.id))
            view.add("SESSION").set("SINCE", timeText(s.createdAt)).set("AGENT", s.agent);
        view.set("GIVEN_NAMES", f.student.givenNames).set("SURNAME", f.student.surname);
        view.set("CLASS", f.student.classUnit).set("SCHOOL", f.school.name);
        showStatus(view, f.photo);
        for (const domain::Photo* photo : f.photo.photos())
            showSource(view.add("PHOTO"), *photo);
        if (const auto draft = m_panel.families.draft(v.caller()); draft && draft->blob && !draft->sent)
            view.add("DRAFT").set("DRAFT_FILE", draft->fileName);
        for (const domain::SystemMessage& message : f.messages)
            view.add("MESSAGE").set("WHEN", toPolishLocal(message.at)).set("TEXT", message.text());
        return v.page("data", tr("My data"), view, &f);
    }

    /// The same for programs. The clerk's name is the office's business, as on the pages.
    Response dataFile(Visit& v) const {
        const auto f = family(v);
        const LoginRow& login = v.login();
        Json sessions = Json::array(), photos = Json::array(), messages = Json::array();
        for (const SessionRow& s : m_panel.sessions.list(login.id))
            sessions.push_back({{"since", s.createdAt}, {"lastUsed", s.usedAt}, {"browser", s.agent}});
        for (const domain::Photo* photo : f.photo.photos()) {
            const domain::PhotoSource& source = photo->source;
            photos.push_back({{"id", photo->id.toString()},
                              {"sent", toIso(source.sentAt)},
                              {"place", toString(source.channel)},
                              {"role", toString(source.sender.role)},
                              {"sender", isFamily(source.sender.role) ? source.sender.name : std::string()},
                              {"file", source.fileName},
                              {"bytes", photo->byteCount},
                              {"width", photo->width},
                              {"height", photo->height}});
            if (source.asksForHeadwear)
                photos.back()["headwearForReasons"] = true;
            if (const auto& whose = source.sender.onBehalfOf)
                photos.back()["onBehalfOf"] = {{"role", toString(whose->role)}, {"name", whose->name}};
        }
        for (const domain::SystemMessage& message : f.messages)
            messages.push_back({{"at", toIso(message.at)}, {"text", message.text()}});
        Json all{{"login",
                  {{"number", login.number},
                   {"role", login.role},
                   {"name", v.actor(f.student).name},
                   {"issued", login.issuedAt},
                   {"lastUsed", login.usedAt}}},
                 {"sessions", sessions},
                 {"pupil",
                  {{"givenNames", f.student.givenNames},
                   {"surname", f.student.surname},
                   {"class", f.student.classUnit},
                   {"school", f.school.name}}},
                 {"status", toString(f.photo.status())},
                 {"photos", photos},
                 {"messages", messages}};
        Json holders = Json::array();
        for (const PersonalLinks::Holder& holder : m_panel.links.holders(login))
            holders.push_back({{"name", holder.name}, {"since", holder.since}, {"open", holder.open}});
        all["personalAccounts"] = holders;
        if (const auto known = guardian(login))
            all["schoolsRecord"] = {{"name", known->name},
                                    {"email", known->email},
                                    {"relation", std::string(toString(known->relation))}};
        if (const MailContact mail = m_panel.mail.view(login.id).contact; !mail.language.empty())
            all["notifications"] = {{"address", mail.address},    {"notConfirmed", mail.pending},
                                    {"language", mail.language},  {"wanted", mail.wanted},
                                    {"quietAtNight", mail.quiet}, {"refusedWith", mail.fault},
                                    {"lastMail", mail.lastAt}};
        if (const auto draft = m_panel.families.draft(v.caller()); draft && draft->blob && !draft->sent)
            all["notSentYet"] = {
                {"file", draft->fileName}, {"width", draft->width}, {"height", draft->height}};
        Response r;
        r.headers = {{"Content-Type", "application/json; charset=utf-8"},
                     {"Content-Disposition", "attachment; filename=\"e-sekretariat.json\""}};
        r.body = dumpJson(all);
        return r;
    }

    /// With the school's name for whom it is known.
    Response statement(Visit& v, const char* page, const std::string& title) const {
        View view;
        if (!v.session || v.login().password.empty())
            return v.page(page, title, view.show("NO_SCHOOL"));
        const auto f = family(v);
        const domain::Address& a = f.school.address;
        view.add("SCHOOL")
            .set("SCHOOL_NAME", f.school.name)
            .set("SCHOOL_ADDRESS", a.street + ", " + a.postcode + " " + a.city);
        return v.page(page, title, view, &f);
    }

    Panel& m_panel;
};

} // namespace

void addDataPages(Panel& panel) {
    panel.keep(std::make_shared<DataPages>(panel));
}

} // namespace esek::server
