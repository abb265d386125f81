#include "storage/GuardianTable.h"

namespace esek::storage {

namespace {

std::vector<domain::Guardian> rowsOf(Query& q) {
    std::vector<domain::Guardian> rows;
    while (q.step())
        rows.push_back(guardianFrom(q.view(0)));
    return rows;
}

} // namespace

domain::Guardian guardianFrom(std::string_view json) {
    return domain::guardianFromJson(parseJson(json).value()).value();
}

std::optional<domain::Guardian> loadGuardian(Connection& c, const domain::GuardianId& id) {
    Query q = c.prepared("SELECT body_json FROM guardian WHERE id = ?");
    q.bind(id);
    if (!q.step())
        return std::nullopt;
    return guardianFrom(q.view(0));
}

std::vector<domain::Guardian> guardiansOf(Connection& c, const domain::StudentId& student) {
    Query q = c.prepared("SELECT body_json FROM guardian WHERE student_id = ? AND removed = 0 ORDER BY id");
    q.bind(student);
    return rowsOf(q);
}

std::vector<domain::Guardian> allGuardians(Connection& c) {
    Query q = c.prepared("SELECT body_json FROM guardian ORDER BY id");
    return rowsOf(q);
}

void saveGuardian(Connection& c, const domain::Guardian& guardian) {
    const std::string body = domain::toJson(guardian).dump();
    c.prepared("INSERT INTO guardian (id, student_id, body_json) VALUES (?, ?, ?) "
               "ON CONFLICT (id) DO UPDATE SET student_id = excluded.student_id, body_json = "
               "excluded.body_json")
        .bind(guardian.id)
        .bind(guardian.student)
        .bind(body)
        .run();
}

void removeGuardian(Connection& c, const domain::GuardianId& id) {
    c.prepared("DELETE FROM guardian WHERE id = ?").bind(id).run();
}

} // namespace esek::storage
