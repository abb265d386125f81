#include "server/store/Seal.h"
#include "server/store/Tx.h"

namespace esek::server {

namespace {

constexpr const char* kLogin =
    "SELECT id, school, student, number, role, name, password, one_time, link, secrets_until, issued_at, "
    "issued_by, used_at, ended_at, read_until, coalesce(guardian, '') FROM portal_login LEFT JOIN "
    "portal_guardian_login ON login = id";
constexpr std::size_t kLoginColumns = 16;

LoginRow loginFrom(const Rows& r, std::size_t i) {
    return {r.text(i, 0),  r.text(i, 1),  r.text(i, 2),  r.text(i, 3), r.text(i, 4),  r.text(i, 5),
            r.text(i, 6),  r.text(i, 7),  r.text(i, 8),  r.text(i, 9), r.text(i, 10), r.text(i, 11),
            r.text(i, 12), r.text(i, 13), r.text(i, 14), r.text(i, 15)};
}

std::optional<LoginRow> firstLogin(const Rows& rows) {
    return rows.empty() ? std::nullopt : std::optional(loginFrom(rows, 0));
}

std::vector<LoginRow> allLogins(const Rows& rows) {
    std::vector<LoginRow> out;
    for (std::size_t i = 0; i < rows.size(); ++i)
        out.push_back(loginFrom(rows, i));
    return out;
}

constexpr const char* kSession = "SELECT token, id, login, created_at, used_at, agent FROM portal_session";
constexpr std::size_t kSessionColumns = 6;

SessionRow sessionFrom(const Rows& r, std::size_t i) {
    return {r.text(i, 0), r.text(i, 1), r.text(i, 2), r.text(i, 3), r.text(i, 4), r.text(i, 5)};
}

} // namespace

void Tx::putLogin(const LoginRow& l) {
    seal::put(m_db, "portal_login",
              {l.id, l.school, l.student, l.number, l.role, l.name, l.password, l.oneTime, l.link,
               l.secretsUntil, l.issuedAt, l.issuedBy, l.usedAt, l.endedAt, l.readUntil});
    if (!l.guardian.empty())
        seal::put(m_db, "portal_guardian_login", {l.id, l.guardian});
}

std::optional<LoginRow> Tx::login(Text id) {
    return firstLogin(m_db.query(std::string(kLogin) + " WHERE id = $1", kLoginColumns, {id}));
}

std::optional<LoginRow> Tx::loginByNumber(Text number) {
    return firstLogin(m_db.query(std::string(kLogin) + " WHERE number = $1", kLoginColumns, {number}));
}

std::optional<LoginRow> Tx::loginByLink(Text linkHash) {
    return firstLogin(m_db.query(std::string(kLogin) + " WHERE link = $1", kLoginColumns, {linkHash}));
}

std::vector<LoginRow> Tx::logins(Text school) {
    return allLogins(
        m_db.query(std::string(kLogin) + " WHERE school = $1 ORDER BY id", kLoginColumns, {school}));
}

std::vector<LoginRow> Tx::loginsOf(Text school, Text student) {
    return allLogins(m_db.query(std::string(kLogin) + " WHERE school = $1 AND student = $2 ORDER BY id",
                                kLoginColumns, {school, student}));
}

void Tx::addSession(const SessionRow& s) {
    seal::insert(m_db, "portal_session", {s.token, s.id, s.login, s.createdAt, s.usedAt, s.agent});
}

std::optional<SessionRow> Tx::session(Text tokenHash) {
    const Rows rows = m_db.query(std::string(kSession) + " WHERE token = $1", kSessionColumns, {tokenHash});
    return rows.empty() ? std::nullopt : std::optional(sessionFrom(rows, 0));
}

std::vector<SessionRow> Tx::sessions(Text login) {
    const Rows rows = m_db.query(std::string(kSession) + " WHERE login = $1 ORDER BY created_at, id",
                                 kSessionColumns, {login});
    std::vector<SessionRow> out;
    for (std::size_t i = 0; i < rows.size(); ++i)
        out.push_back(sessionFrom(rows, i));
    return out;
}

void Tx::useSession(Text tokenHash, Text at) {
    if (const auto s = session(tokenHash))
        seal::change(m_db, "portal_session", {s->token, s->id, s->login, s->createdAt, at, s->agent});
}

void Tx::dropSession(Text login, Text id) {
    m_db.run("DELETE FROM portal_session WHERE login = $1 AND id = $2", {login, id});
}

void Tx::dropSessions(Text login) {
    m_db.run("DELETE FROM portal_session WHERE login = $1", {login});
}

void Tx::putDraft(const DraftRow& d) {
    seal::put(m_db, "portal_draft",
              {d.login, d.id, d.blob, d.size, d.width, d.height, d.fileName, d.crop, d.mutation, d.createdAt,
               d.sentAt, d.advice, d.headwear});
}

std::optional<DraftRow> Tx::draft(Text login) {
    const Rows r = m_db.query("SELECT login, id, blob, size, width, height, file_name, crop, mutation, "
                              "created_at, sent_at, advice, headwear FROM portal_draft WHERE login = $1",
                              13, {login});
    if (r.empty())
        return std::nullopt;
    return DraftRow{r.text(0, 0),    r.text(0, 1),  r.text(0, 2),    r.integer(0, 3), r.integer(0, 4),
                    r.integer(0, 5), r.text(0, 6),  r.text(0, 7),    r.text(0, 8),    r.text(0, 9),
                    r.text(0, 10),   r.text(0, 11), r.integer(0, 12)};
}

void Tx::dropDraft(Text login) {
    m_db.run("DELETE FROM portal_draft WHERE login = $1", {login});
}

void Tx::dropUnsentDrafts(Text school, Text before) {
    m_db.run("DELETE FROM portal_draft WHERE login IN (SELECT id FROM portal_login WHERE school = $1) AND "
             "sent_at = '' AND created_at < $2",
             {school, before});
}

bool Tx::isDrafted(Text school, Text blob) {
    return !m_db.query("SELECT 1 FROM portal_draft d JOIN portal_login l ON l.id = d.login WHERE l.school = "
                       "$1 AND d.blob = $2 AND d.sent_at = '' LIMIT 1",
                       1, {school, blob})
                .empty();
}

std::int64_t Tx::countGuess(Text counter, Text now, Text windowBegan) {
    return m_db
        .query("INSERT INTO portal_guess (counter, tries, since) VALUES ($1, 1, $2) ON CONFLICT (counter) DO "
               "UPDATE SET tries = CASE WHEN portal_guess.since < $3 OR portal_guess.since > $2 THEN 1 ELSE "
               "portal_guess.tries + 1 END, since = CASE WHEN portal_guess.since < $3 OR portal_guess.since "
               "> $2 THEN $2 ELSE portal_guess.since END "
               "RETURNING tries",
               1, {counter, now, windowBegan})
        .integer(0, 0);
}

void Tx::takeBackGuess(Text counter) {
    m_db.run("UPDATE portal_guess SET tries = tries - 1 WHERE counter = $1 AND tries > 0", {counter});
}

void Tx::dropGuesses(Text before) {
    m_db.run("DELETE FROM portal_guess WHERE since < $1 AND counter NOT LIKE 'day %'", {before});
}

void Tx::addStudentMessage(Text school, Text student, Text message) {
    m_db.run("INSERT INTO student_message (school, student, id) VALUES ($1, $2, $3) ON CONFLICT (school, "
             "student, id) DO NOTHING",
             {school, student, message});
}

std::vector<RecordRow> Tx::messagesOf(Text school, Text student) {
    Rows rows = m_db.query("SELECT r.id, r.body, r.rev FROM student_message m JOIN record r ON r.school = "
                           "m.school AND r.kind = 5 AND r.id = m.id WHERE m.school = $1 AND m.student = $2 "
                           "ORDER BY m.id DESC LIMIT 200",
                           3, {school, student});
    std::vector<RecordRow> out;
    for (std::size_t i = 0; i < rows.size(); ++i)
        out.push_back({std::move(rows.text(i, 0)), std::move(rows.text(i, 1)), rows.integer(i, 2)});
    return out;
}

std::int64_t Tx::messagesAfter(Text school, Text student, Text message) {
    return m_db
        .query("SELECT count(*) FROM student_message WHERE school = $1 AND student = $2 AND id > $3", 1,
               {school, student, message})
        .integer(0, 0);
}

} // namespace esek::server
