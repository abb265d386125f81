#include "server/store/Tx.h"

#include "server/store/Seal.h"

namespace esek::server {

namespace {

constexpr const char* kSchool = "SELECT id, name, head, epoch_start, next_number, chain FROM school";
constexpr std::size_t kSchoolColumns = 6;

SchoolRow schoolFrom(Rows& rows, std::size_t i) {
    return {rows.text(i, 0),    rows.text(i, 1),    rows.integer(i, 2),
            rows.integer(i, 3), rows.integer(i, 4), rows.text(i, 5)};
}

std::int64_t number(Kind kind) {
    return static_cast<std::int64_t>(kind);
}

} // namespace

void Tx::allowLongRun() {
    if (m_dialect != Dialect::postgresql)
        return;
    m_db.run("SET LOCAL idle_in_transaction_session_timeout = 0");
    m_db.run("SET LOCAL statement_timeout = 0");
}

std::string Tx::state(Text name) {
    Rows rows = m_db.query("SELECT value FROM server_state WHERE name = $1", 1, {name});
    return rows.empty() ? std::string() : rows.text(0, 0);
}

void Tx::setState(Text name, Text value) {
    seal::put(m_db, "server_state", {name, value});
}

std::vector<SchoolRow> Tx::schools() {
    Rows rows = m_db.query(std::string(kSchool) + " ORDER BY id", kSchoolColumns);
    std::vector<SchoolRow> out;
    for (std::size_t i = 0; i < rows.size(); ++i)
        out.push_back(schoolFrom(rows, i));
    return out;
}

std::optional<SchoolRow> Tx::school(Text id) {
    static const std::string sql = std::string(kSchool) + " WHERE id = $1";
    Rows rows = m_db.query(sql, kSchoolColumns, {id});
    return rows.empty() ? std::nullopt : std::optional(schoolFrom(rows, 0));
}

std::optional<SchoolRow> Tx::lockSchool(Text id) {
    Rows rows = m_db.query(std::string(kSchool) + " WHERE id = $1" + forUpdate(), kSchoolColumns, {id});
    return rows.empty() ? std::nullopt : std::optional(schoolFrom(rows, 0));
}

void Tx::addSchool(const SchoolRow& s) {
    seal::insert(m_db, "school", {s.id, s.name, s.head, s.epochStart, s.nextNumber, s.chain});
}

void Tx::saveSchool(const SchoolRow& s) {
    seal::put(m_db, "school", {s.id, s.name, s.head, s.epochStart, s.nextNumber, s.chain});
}

std::int64_t Tx::head(Text school) {
    const Rows rows = m_db.query("SELECT head FROM school WHERE id = $1", 1, {school});
    return rows.empty() ? 0 : rows.integer(0, 0);
}

std::optional<RecordRow> Tx::record(Text school, Kind kind, Text id) {
    Rows rows = m_db.query("SELECT body, rev FROM record WHERE school = $1 AND kind = $2 AND id = $3", 2,
                           {school, number(kind), id});
    if (rows.empty())
        return std::nullopt;
    return RecordRow{id, std::move(rows.text(0, 0)), rows.integer(0, 1)};
}

void Tx::putRecord(Text school, Kind kind, const RecordRow& r) {
    m_db.run("INSERT INTO record (school, kind, id, body, rev) VALUES ($1, $2, $3, $4, $5) ON CONFLICT "
             "(school, kind, id) DO UPDATE SET body = excluded.body, rev = excluded.rev",
             {school, number(kind), r.id, r.body, r.rev});
}

std::vector<RecordRow> Tx::records(Text school, Kind kind, Text after, std::int64_t limit) {
    Rows rows = m_db.query("SELECT id, body, rev FROM record WHERE school = $1 AND kind = $2 AND id > $3 "
                           "ORDER BY id LIMIT $4",
                           3, {school, number(kind), after, limit});
    std::vector<RecordRow> out;
    out.reserve(rows.size());
    for (std::size_t i = 0; i < rows.size(); ++i)
        out.push_back({std::move(rows.text(i, 0)), std::move(rows.text(i, 1)), rows.integer(i, 2)});
    return out;
}

std::string Tx::keyOwner(Text school, Text kind, Text value) {
    Rows rows = m_db.query("SELECT entity_id FROM record_key WHERE school = $1 AND kind = $2 AND value = $3",
                           1, {school, kind, value});
    return rows.empty() ? std::string() : rows.text(0, 0);
}

std::vector<std::pair<std::string, std::string>> Tx::keys(Text school, Text kind, Text beginning) {
    std::string end = beginning; // the first text that does not begin so; '~' is beyond ids and numbers
    end += '~';
    Rows rows = m_db.query("SELECT value, entity_id FROM record_key WHERE school = $1 AND kind = $2 AND "
                           "value >= $3 AND value < $4 ORDER BY value",
                           2, {school, kind, beginning, end});
    std::vector<std::pair<std::string, std::string>> out;
    for (std::size_t i = 0; i < rows.size(); ++i)
        out.emplace_back(rows.text(i, 0), rows.text(i, 1));
    return out;
}

std::string Tx::lastKey(Text school, Text kind) {
    Rows rows =
        m_db.query("SELECT value FROM record_key WHERE school = $1 AND kind = $2 ORDER BY value DESC LIMIT 1",
                   1, {school, kind});
    return rows.empty() ? std::string() : rows.text(0, 0);
}

void Tx::setKey(Text school, Text kind, Text value, Text owner) {
    m_db.run("INSERT INTO record_key (school, kind, value, entity_id) VALUES ($1, $2, $3, $4) ON CONFLICT "
             "(school, kind, value) DO UPDATE SET entity_id = excluded.entity_id",
             {school, kind, value, owner});
}

void Tx::dropKey(Text school, Text kind, Text value, Text owner) {
    m_db.run("DELETE FROM record_key WHERE school = $1 AND kind = $2 AND value = $3 AND entity_id = $4",
             {school, kind, value, owner});
}

void Tx::addChange(Text school, const ChangeRow& c) {
    m_db.run("INSERT INTO change (school, seq, kind, id, body, mutation, before_body, messages, device, at, "
             "chain) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
             {school, c.seq, number(c.kind), c.id, c.body, c.mutation, c.before, c.messages, c.device, c.at,
              c.chain});
}

std::vector<ChangeRow> Tx::changes(Text school, std::int64_t after, std::int64_t until, std::int64_t limit) {
    Rows rows = m_db.query("SELECT seq, kind, id, body, mutation, before_body, messages, device, at, chain "
                           "FROM change WHERE school = $1 AND seq > $2 AND seq <= $3 ORDER BY seq LIMIT $4",
                           10, {school, after, until, limit});
    std::vector<ChangeRow> out;
    out.reserve(rows.size());
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const auto text = [&](std::size_t column) { return std::move(rows.text(i, column)); };
        out.push_back({rows.integer(i, 0), static_cast<Kind>(rows.integer(i, 1)), text(2), text(3), text(4),
                       text(5), text(6), text(7), text(8), text(9)});
    }
    return out;
}

std::optional<AnswerRow> Tx::answer(Text school, Text mutation) {
    Rows rows = m_db.query("SELECT digest, answer FROM applied_mutation WHERE school = $1 AND id = $2", 2,
                           {school, mutation});
    return rows.empty() ? std::nullopt : std::optional(AnswerRow{rows.text(0, 0), rows.text(0, 1)});
}

void Tx::addAnswer(Text school, Text mutation, const AnswerRow& a) {
    seal::insert(m_db, "applied_mutation", {school, mutation, a.digest, a.answer});
}

void Tx::addUnchanged(Text school, Text mutation, Text at) {
    seal::insert(m_db, "unchanged_mutation", {school, mutation, at});
}

std::int64_t Tx::unchangedCount(Text school) {
    return m_db.query("SELECT count(*) FROM unchanged_mutation WHERE school = $1", 1, {school}).integer(0, 0);
}

void Tx::dropUnchanged(Text school, Text before) {
    m_db.run(
        "DELETE FROM applied_mutation WHERE school = $1 AND id IN (SELECT id FROM unchanged_mutation WHERE "
        "school = $1 AND at < $2)",
        {school, before});
    m_db.run("DELETE FROM unchanged_mutation WHERE school = $1 AND at < $2", {school, before});
}

} // namespace esek::server
