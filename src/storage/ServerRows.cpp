#include "storage/ServerRows.h"

#include "storage/CardTable.h"
#include "storage/PhotoTable.h"

#include <algorithm>
#include <set>

namespace esek::storage {

using namespace domain;

std::optional<ServerRow> loadServerRow(Connection& c, const std::string& entity, const Uuid& id) {
    Query q = c.prepared("SELECT seq, row_json FROM server_row WHERE entity = ? AND entity_id = ?");
    q.bind(entity).bind(id);
    if (!q.step())
        return std::nullopt;
    return ServerRow{q.integer(0), q.text(1), nullptr};
}

bool hasServerRow(Connection& c, const std::string& entity, const Uuid& id) {
    return c.prepared("SELECT 1 FROM server_row WHERE entity = ? AND entity_id = ?")
        .bind(entity)
        .bind(id)
        .step();
}

void saveServerRow(Connection& c, const std::string& entity, const Uuid& id, std::int64_t seq,
                   const std::string& json) {
    c.prepared(
         "INSERT INTO server_row (entity, entity_id, seq, row_json) VALUES (?, ?, ?, ?) "
         "ON CONFLICT (entity, entity_id) DO UPDATE SET seq = excluded.seq, row_json = excluded.row_json")
        .bind(entity)
        .bind(id)
        .bind(seq)
        .bind(json)
        .run();
}

std::set<std::pair<std::string, Uuid>> recordsWithPending(Connection& c) {
    std::set<std::pair<std::string, Uuid>> records;
    Query q = c.prepared("SELECT a.entity, a.entity_id FROM outbox o JOIN audit_entry a ON a.seq = o.op_seq "
                         "WHERE o.state <> 'parked'");
    while (q.step())
        records.emplace(q.text(0), q.uuid(1));
    return records;
}

std::string beforeOf(Connection& c, std::int64_t auditSeq) {
    std::string entityName;
    Uuid id;
    {
        Query q = c.prepared("SELECT before_json, entity, entity_id FROM audit_entry WHERE seq = ?");
        q.bind(auditSeq);
        if (!q.step())
            throw Exception(ErrorCode::databaseCorrupt, "an outbox row without its audit entry");
        if (!q.isNull(0))
            return q.text(0);
        entityName = q.text(1);
        id = q.uuid(2);
    }
    if (entityName == entity::kPhotoFile)
        return toJson(PhotoState{}).dump();
    Query q = c.prepared("SELECT body_json FROM audit_entry WHERE entity_id = ? AND seq < ? AND entity = ? "
                         "ORDER BY seq DESC LIMIT 1");
    q.bind(id).bind(auditSeq).bind(entityName);
    if (!q.step())
        return {};
    const Mutation earlier = mutationFromJson(parseJson(q.view(0)).value()).value();
    if (const auto* put = std::get_if<PutStudent>(&earlier.change))
        return toJson(put->student).dump();
    if (const auto* put = std::get_if<PutSchool>(&earlier.change))
        return toJson(put->school).dump();
    if (const auto* change = std::get_if<CardChange>(&earlier.change)) {
        if (const auto* issue = std::get_if<IssueCard>(change))
            return toJson(issue->card).dump();
        if (auto card = loadCard(c, CardId{id})) {
            card->state = std::get<MarkCard>(*change).state;
            return toJson(*card).dump();
        }
    }
    return {};
}

std::vector<PendingMutation> pendingOn(Connection& c, const std::string& entity, const Uuid& id) {
    std::vector<PendingMutation> all;
    {
        // There is one school; before the first pull it may still be known here under an id of its own.
        const bool school = entity == entity::kSchool;
        Query q = school
                      ? c.prepared("SELECT o.op_seq, a.body_json FROM outbox o JOIN audit_entry a ON a.seq "
                                   "= o.op_seq WHERE o.state <> 'parked' AND a.entity = ? ORDER BY o.op_seq")
                      : c.prepared("SELECT o.op_seq, a.body_json FROM audit_entry a JOIN outbox o ON "
                                   "o.op_seq = a.seq WHERE a.entity_id = ?2 AND o.state <> 'parked' AND "
                                   "a.entity = ?1 ORDER BY o.op_seq");
        q.bind(entity);
        if (!school)
            q.bind(id);
        while (q.step())
            all.push_back({q.integer(0), mutationFromJson(parseJson(q.view(1)).value()).value(), {}});
    }
    std::set<MutationId> undone;
    for (const PendingMutation& p : all)
        if (const auto* change = std::get_if<PhotoChange>(&p.mutation.change))
            if (const auto* undo = std::get_if<UndoDecision>(change)) {
                undone.insert(undo->undoes);
                undone.insert(p.mutation.id);
            }
    std::erase_if(all, [&](const PendingMutation& p) { return undone.contains(p.mutation.id); });
    for (PendingMutation& p : all)
        p.before = beforeOf(c, p.opSeq);
    return all;
}

Student studentFromText(std::string_view json) {
    return studentFromJson(parseJson(json).value()).value();
}

namespace {

template <class T, class Read>
T valueOf(const ServerRow& row, Read read) {
    return row.parsed ? read(*row.parsed).value() : read(parseJson(row.json).value()).value();
}

/// What the server refuses later is left out here too, so that both see the same.
template <class T, class Read>
std::optional<T> merged(const ServerRow* row, const std::vector<PendingMutation>& pending, Read read) {
    std::optional<T> now;
    if (row)
        now = valueOf<T>(*row, read);
    for (const PendingMutation& p : pending) {
        std::optional<T> before;
        if (!p.before.empty())
            before = read(parseJson(p.before).value()).value();
        auto met = reconcile(now ? &*now : nullptr, p.mutation, before ? &*before : nullptr);
        if (met.next)
            now = std::move(*met.next);
    }
    return now;
}

} // namespace

PhotoFileRow photoFileRowFrom(const ServerRow& row) {
    return valueOf<PhotoFileRow>(row, photoFileRowFromJson);
}

std::optional<Student> mergedStudent(const ServerRow* row, const std::vector<PendingMutation>& pending) {
    return merged<Student>(row, pending, studentFromJson);
}
std::optional<School> mergedSchool(const ServerRow* row, const std::vector<PendingMutation>& pending) {
    return merged<School>(row, pending, schoolFromJson);
}
std::optional<StudentCard> mergedCard(const ServerRow* row, const std::vector<PendingMutation>& pending) {
    return merged<StudentCard>(row, pending, cardFromJson);
}

MergedPhotoFile mergedPhotoFile(const StudentId& student, const ServerRow* row,
                                const std::vector<PendingMutation>& pending) {
    MergedPhotoFile result;
    result.file.student = student;
    if (row) {
        PhotoFileRow server = photoFileRowFrom(*row);
        result.file = std::move(server.file);
        result.since = server.since;
    }
    for (const PendingMutation& p : pending) {
        auto met = reconcile(result.file, p.mutation, photoStateFrom(p.before));
        if (!met.next)
            continue;
        if (!sameQuestion(result.file, met.next->file))
            result.since = p.mutation.at;
        result.file = std::move(met.next->file);
    }
    return result;
}

} // namespace esek::storage
