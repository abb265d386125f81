#include "server/mail/MailTable.h"

#include "server/store/Seal.h"

#include <array>

namespace esek::server {

namespace {

constexpr std::array<const char*, 5> kStates{"queued", "sending", "sent", "failed", "dropped"};

MailState stateFrom(const std::string& text) {
    for (std::size_t i = 0; i < kStates.size(); ++i)
        if (text == kStates.at(i))
            return static_cast<MailState>(i);
    return MailState::dropped;
}

constexpr const char* kMail = "SELECT id, login, kind, ref, address, letter, state, attempts, next_at, "
                              "lease_until, lease_by, created_at, ended_at, reason FROM mail_out";
constexpr std::size_t kMailColumns = 14;

std::vector<MailRow> mailsFrom(const Rows& r) {
    std::vector<MailRow> out;
    for (std::size_t i = 0; i < r.size(); ++i)
        out.push_back({r.text(i, 0), r.text(i, 1), r.text(i, 2), r.text(i, 3), r.text(i, 4), r.text(i, 5),
                       stateFrom(r.text(i, 6)), r.integer(i, 7), r.text(i, 8), r.text(i, 9), r.text(i, 10),
                       r.text(i, 11), r.text(i, 12), r.text(i, 13)});
    return out;
}

std::vector<Param> valuesOf(const MailRow& m) {
    return {m.id,       m.login,  m.kind,       m.ref,     m.address,   m.letter,  toString(m.state),
            m.attempts, m.nextAt, m.leaseUntil, m.leaseBy, m.createdAt, m.endedAt, m.reason};
}

constexpr const char* kContact = "SELECT login, address, pending, language, wanted, quiet, fault, last_at "
                                 "FROM portal_mail WHERE login = $1";

std::optional<MailContact> contactFrom(const Rows& r) {
    if (r.empty())
        return std::nullopt;
    return MailContact{r.text(0, 0),         r.text(0, 1),         r.text(0, 2), r.text(0, 3),
                       r.integer(0, 4) != 0, r.integer(0, 5) != 0, r.text(0, 6), r.text(0, 7)};
}

} // namespace

const char* toString(MailState state) {
    return kStates.at(static_cast<std::size_t>(state));
}

std::optional<MailContact> MailTable::contact(Text login) {
    return contactFrom(db().query(kContact, 8, {login}));
}

std::optional<MailContact> MailTable::lockContact(Text login) {
    const bool postgres = m_tx.dialect() == Dialect::postgresql; // on SQLite a writer is alone anyway
    return contactFrom(db().query(std::string(kContact) + (postgres ? " FOR UPDATE" : ""), 8, {login}));
}

void MailTable::putContact(const MailContact& c) {
    seal::put(db(), "portal_mail",
              {c.login, c.address, c.pending, c.language, std::int64_t{c.wanted}, std::int64_t{c.quiet},
               c.fault, c.lastAt});
}

void MailTable::dropContact(Text login) {
    db().run("DELETE FROM portal_mail WHERE login = $1", {login});
}

void MailTable::addLink(Text hash, Text login, Text address, Text until) {
    seal::insert(db(), "mail_link", {hash, login, address, until});
}

std::optional<MailTable::Link> MailTable::link(Text hash) {
    const Rows r = db().query("SELECT login, address, until FROM mail_link WHERE hash = $1", 3, {hash});
    return r.empty() ? std::nullopt : std::optional(Link{r.text(0, 0), r.text(0, 1), r.text(0, 2)});
}

void MailTable::dropLinks(Text login) {
    db().run("DELETE FROM mail_link WHERE login = $1", {login});
}

void MailTable::add(const MailRow& m) {
    static const std::string kInsert = "INSERT INTO mail_out (" + columnList(tableNamed("mail_out")) +
                                       ") VALUES (" + placeholders(kMailColumns + 1) +
                                       ") ON CONFLICT (id) DO NOTHING";
    auto values = valuesOf(m);
    values.emplace_back(seal::of(values));
    db().run(kInsert, values);
}

void MailTable::put(const MailRow& m) {
    seal::change(db(), "mail_out", valuesOf(m));
}

std::optional<std::string> MailTable::dueLogin(Text now) {
    const bool postgres = m_tx.dialect() == Dialect::postgresql;
    const Rows r = db().query(
        std::string("SELECT c.login FROM mail_out m JOIN portal_mail c ON c.login = m.login WHERE m.state IN "
                    "('queued', 'sending') AND m.next_at <= $1 AND m.lease_until <= $1 ORDER BY m.next_at, "
                    "m.id LIMIT 1") +
            (postgres ? " FOR UPDATE OF c SKIP LOCKED" : ""),
        1, {now});
    return r.empty() ? std::nullopt : std::optional(r.text(0, 0));
}

std::vector<MailRow> MailTable::open(Text login) {
    return mailsFrom(db().query(
        std::string(kMail) + " WHERE login = $1 AND state IN ('queued', 'sending') ORDER BY next_at, id",
        kMailColumns, {login}));
}

std::vector<MailRow> MailTable::letter(Text letter) {
    return mailsFrom(db().query(std::string(kMail) + " WHERE letter = $1 ORDER BY created_at, id",
                                kMailColumns, {letter}));
}

std::optional<MailRow> MailTable::lastFailed(Text login) {
    auto found = mailsFrom(db().query(std::string(kMail) + " WHERE login = $1 AND state = 'failed' ORDER BY "
                                                           "ended_at DESC LIMIT 1",
                                      kMailColumns, {login}));
    return found.empty() ? std::nullopt : std::optional(std::move(found.front()));
}

void MailTable::dropOpen(Text login, Text at) {
    for (MailRow& m : open(login)) {
        m.state = MailState::dropped;
        m.endedAt = at;
        put(m);
    }
}

void MailTable::dropAddresses(Text login) {
    for (MailRow& m : mailsFrom(
             db().query(std::string(kMail) + " WHERE login = $1 AND address <> ''", kMailColumns, {login}))) {
        m.address.clear();
        put(m);
    }
}

std::vector<MailCount> MailTable::counts() {
    const Rows r = db().query("SELECT state, count(*), min(created_at) FROM mail_out GROUP BY state", 3);
    std::vector<MailCount> out;
    for (std::size_t i = 0; i < r.size(); ++i)
        out.push_back({stateFrom(r.text(i, 0)), r.integer(i, 1), r.text(i, 2)});
    return out;
}

void MailTable::dropOld(Text endedBefore, Text linksUntil) {
    db().run("DELETE FROM mail_out WHERE ended_at <> '' AND ended_at < $1", {endedBefore});
    db().run("DELETE FROM mail_link WHERE until < $1", {linksUntil});
}

} // namespace esek::server
