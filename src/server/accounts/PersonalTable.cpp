#include "server/accounts/PersonalTable.h"

#include "base/Text.h"
#include "server/accounts/Secrets.h"
#include "server/store/Seal.h"

namespace esek::server {

namespace {

constexpr const char* kAccount = "SELECT id, address, pending, name, password, language, created_at, "
                                 "activated_at, used_at FROM personal_account";
constexpr const char* kLink = "SELECT account, login, linked_at, confirmed_at FROM personal_link";
constexpr const char* kSession =
    "SELECT token, id, account, created_at, used_at, agent FROM personal_session";
constexpr const char* kSetPassword = "set_password";
constexpr const char* kChangeAddress = "change_address";

PersonalRow accountAt(const Rows& r, std::size_t i) {
    return {r.text(i, 0), r.text(i, 1), r.text(i, 2), r.text(i, 3), r.text(i, 4),
            r.text(i, 5), r.text(i, 6), r.text(i, 7), r.text(i, 8)};
}

std::optional<PersonalRow> accountFrom(const Rows& r) {
    return r.empty() ? std::nullopt : std::optional(accountAt(r, 0));
}

std::vector<PersonalLinkRow> linksFrom(const Rows& r) {
    std::vector<PersonalLinkRow> out;
    for (std::size_t i = 0; i < r.size(); ++i)
        out.push_back({r.text(i, 0), r.text(i, 1), r.text(i, 2), r.text(i, 3)});
    return out;
}

std::vector<SessionRow> sessionsFrom(const Rows& r) {
    std::vector<SessionRow> out;
    for (std::size_t i = 0; i < r.size(); ++i)
        out.push_back({r.text(i, 0), r.text(i, 1), r.text(i, 2), r.text(i, 3), r.text(i, 4), r.text(i, 5)});
    return out;
}

} // namespace

std::string personalKey(const std::string& address) {
    return toLower(address);
}

std::string personalCounter(const std::string& address) {
    return "address " + secretHash(personalKey(address));
}

std::vector<PersonalRow> PersonalTable::all() {
    const Rows r = db().query(std::string(kAccount) + " ORDER BY id", 9);
    std::vector<PersonalRow> out;
    for (std::size_t i = 0; i < r.size(); ++i)
        out.push_back(accountAt(r, i));
    return out;
}

std::optional<PersonalRow> PersonalTable::account(Text id) {
    return accountFrom(db().query(std::string(kAccount) + " WHERE id = $1", 9, {id}));
}

std::optional<PersonalRow> PersonalTable::lockAccount(Text id) {
    const bool postgres = m_tx.dialect() == Dialect::postgresql; // on SQLite a writer is alone anyway
    return accountFrom(
        db().query(std::string(kAccount) + " WHERE id = $1" + (postgres ? " FOR UPDATE" : ""), 9, {id}));
}

std::optional<PersonalRow> PersonalTable::byAddress(const std::string& address) {
    return accountFrom(
        db().query(std::string(kAccount) + " WHERE address_key = $1", 9, {personalKey(address)}));
}

void PersonalTable::put(const PersonalRow& a) {
    seal::put(db(), "personal_account",
              {a.id, a.address, personalKey(a.address), a.pending, a.name, a.password, a.language,
               a.createdAt, a.activatedAt, a.usedAt});
}

void PersonalTable::drop(Text id) {
    for (const char* table : {"personal_link", "personal_session", "personal_mail_link"})
        db().run(std::string("DELETE FROM ") + table + " WHERE account = $1", {id});
    db().run("DELETE FROM personal_account WHERE id = $1", {id});
}

void PersonalTable::dropOld(Text createdBefore, Text linksUntil) {
    db().run("DELETE FROM personal_mail_link WHERE until < $1", {linksUntil});
    db().run("DELETE FROM personal_mail_link WHERE account IN (SELECT id FROM personal_account WHERE "
             "activated_at = '' AND created_at < $1)",
             {createdBefore});
    db().run("DELETE FROM mail_out WHERE login IN (SELECT id FROM personal_account WHERE activated_at = '' "
             "AND created_at < $1)",
             {createdBefore});
    db().run("DELETE FROM personal_account WHERE activated_at = '' AND created_at < $1", {createdBefore});
}

std::int64_t PersonalTable::countLetter(const std::string& counter, Text now, Text windowBegan) {
    // The counters of passwords are dropped within the hour; those with this beginning count for a day.
    db().run("DELETE FROM portal_guess WHERE since < $1 AND counter LIKE 'day %'", {windowBegan});
    return m_tx.countGuess("day " + counter, now, windowBegan);
}

std::optional<std::string> PersonalTable::dueAccount(Text now) {
    const bool postgres = m_tx.dialect() == Dialect::postgresql;
    const Rows r = db().query(
        std::string("SELECT a.id FROM mail_out m JOIN personal_account a ON a.id = m.login WHERE m.state IN "
                    "('queued', 'sending') AND m.next_at <= $1 AND m.lease_until <= $1 ORDER BY m.next_at, "
                    "m.id LIMIT 1") +
            (postgres ? " FOR UPDATE OF a SKIP LOCKED" : ""),
        1, {now});
    return r.empty() ? std::nullopt : std::optional(r.text(0, 0));
}

void PersonalLinkTable::put(const PersonalLinkRow& l) {
    seal::put(db(), "personal_link", {l.account, l.login, l.linkedAt, l.confirmedAt});
}

void PersonalLinkTable::drop(Text account, Text login) {
    db().run("DELETE FROM personal_link WHERE account = $1 AND login = $2", {account, login});
}

void PersonalLinkTable::dropOf(Text login) {
    db().run("DELETE FROM personal_link WHERE login = $1", {login});
}

std::vector<PersonalLinkRow> PersonalLinkTable::ofAccount(Text account) {
    return linksFrom(
        db().query(std::string(kLink) + " WHERE account = $1 ORDER BY linked_at, login", 4, {account}));
}

std::vector<PersonalLinkRow> PersonalLinkTable::ofLogin(Text login) {
    return linksFrom(
        db().query(std::string(kLink) + " WHERE login = $1 ORDER BY linked_at, account", 4, {login}));
}

void PersonalSessionTable::add(const SessionRow& s) {
    seal::insert(db(), "personal_session", {s.token, s.id, s.login, s.createdAt, s.usedAt, s.agent});
}

std::optional<SessionRow> PersonalSessionTable::find(Text tokenHash) {
    auto found = sessionsFrom(db().query(std::string(kSession) + " WHERE token = $1", 6, {tokenHash}));
    return found.empty() ? std::nullopt : std::optional(std::move(found.front()));
}

std::vector<SessionRow> PersonalSessionTable::list(Text account) {
    return sessionsFrom(
        db().query(std::string(kSession) + " WHERE account = $1 ORDER BY created_at, id", 6, {account}));
}

void PersonalSessionTable::use(Text tokenHash, Text at) {
    if (const auto s = find(tokenHash))
        seal::change(db(), "personal_session", {s->token, s->id, s->login, s->createdAt, at, s->agent});
}

void PersonalSessionTable::drop(Text account, Text id) {
    db().run("DELETE FROM personal_session WHERE account = $1 AND id = $2", {account, id});
}

void PersonalSessionTable::dropAll(Text account) {
    db().run("DELETE FROM personal_session WHERE account = $1", {account});
}

void PersonalTable::addMailLink(Text hash, const MailLink& l) {
    seal::insert(db(), "personal_mail_link",
                 {hash, l.account,
                  std::string(l.purpose == PersonalPurpose::setPassword ? kSetPassword : kChangeAddress),
                  l.address, l.until});
}

std::optional<PersonalTable::MailLink> PersonalTable::mailLink(Text hash) {
    const Rows r = db().query(
        "SELECT account, purpose, address, until FROM personal_mail_link WHERE hash = $1", 4, {hash});
    if (r.empty())
        return std::nullopt;
    return MailLink{r.text(0, 0),
                    r.text(0, 1) == kSetPassword ? PersonalPurpose::setPassword
                                                 : PersonalPurpose::changeAddress,
                    r.text(0, 2), r.text(0, 3)};
}

void PersonalTable::dropMailLinks(Text account) {
    db().run("DELETE FROM personal_mail_link WHERE account = $1", {account});
}

} // namespace esek::server
