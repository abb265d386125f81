#include "server/accounts/AuthorityTable.h"

#include "server/store/Seal.h"

namespace esek::server {

namespace {

constexpr const char* kAccess =
    "SELECT id, number, name, password, one_time, secrets_until, issued_at, used_at, "
    "ended_at FROM authority_access";
constexpr int kAccessColumns = 9;

std::vector<AuthorityRow> accessesFrom(const Rows& r) {
    std::vector<AuthorityRow> out;
    for (std::size_t i = 0; i < r.size(); ++i)
        out.push_back({r.text(i, 0), r.text(i, 1), r.text(i, 2), r.text(i, 3), r.text(i, 4), r.text(i, 5),
                       r.text(i, 6), r.text(i, 7), r.text(i, 8)});
    return out;
}

std::optional<AuthorityRow> firstOf(std::vector<AuthorityRow> rows) {
    return rows.empty() ? std::nullopt : std::optional(std::move(rows.front()));
}

} // namespace

std::vector<AuthorityRow> AuthorityTable::all() {
    return accessesFrom(m_db.query(std::string(kAccess) + " ORDER BY issued_at, id", kAccessColumns));
}

std::optional<AuthorityRow> AuthorityTable::byNumber(Text number) {
    return firstOf(
        accessesFrom(m_db.query(std::string(kAccess) + " WHERE number = $1", kAccessColumns, {number})));
}

std::optional<AuthorityRow> AuthorityTable::byId(Text id) {
    return firstOf(accessesFrom(m_db.query(std::string(kAccess) + " WHERE id = $1", kAccessColumns, {id})));
}

std::optional<AuthorityRow> AuthorityTable::lockById(Text id) {
    const bool postgres = m_tx.dialect() == Dialect::postgresql; // on SQLite a writer is alone anyway
    return firstOf(accessesFrom(m_db.query(
        std::string(kAccess) + " WHERE id = $1" + (postgres ? " FOR UPDATE" : ""), kAccessColumns, {id})));
}

void AuthorityTable::put(const AuthorityRow& a) {
    seal::put(
        m_db, "authority_access",
        {a.id, a.number, a.name, a.password, a.oneTime, a.secretsUntil, a.issuedAt, a.usedAt, a.endedAt});
}

void AuthorityTable::addSession(const SessionRow& s) {
    seal::put(m_db, "authority_session", {s.token, s.id, s.login, s.createdAt, s.usedAt, s.agent});
}

std::optional<SessionRow> AuthorityTable::session(Text tokenHash) {
    const Rows r = m_db.query(
        "SELECT token, id, access, created_at, used_at, agent FROM authority_session WHERE token = $1", 6,
        {tokenHash});
    if (r.empty())
        return std::nullopt;
    return SessionRow{r.text(0, 0), r.text(0, 1), r.text(0, 2), r.text(0, 3), r.text(0, 4), r.text(0, 5)};
}

void AuthorityTable::useSession(Text tokenHash, Text at) {
    if (const auto s = session(tokenHash))
        seal::change(m_db, "authority_session", {s->token, s->id, s->login, s->createdAt, at, s->agent});
}

void AuthorityTable::dropSession(Text access, Text id) {
    m_db.run("DELETE FROM authority_session WHERE access = $1 AND id = $2", {access, id});
}

void AuthorityTable::dropSessions(Text access) {
    m_db.run("DELETE FROM authority_session WHERE access = $1", {access});
}

void AuthorityTable::dropOldSessions(Text usedBefore, Text begunBefore) {
    m_db.run("DELETE FROM authority_session WHERE used_at < $1 OR created_at < $2",
             {usedBefore, begunBefore});
}

} // namespace esek::server
