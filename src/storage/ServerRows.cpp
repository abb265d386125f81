#include "storage/ServerRows.h"

#include "storage/CardTable.h"
#include "storage/PhotoTable.h"

#include <algorithm>
#include <set>

namespace esek::storage {

using namespace domain;

std::optional<ServerRow> loadServerRow(Connection& c, Entity entity, const Uuid& id) {
    Query q = c.prepared("SELECT seq, row_json FROM server_row WHERE entity = ? AND entity_id = ?");
    q.bindText(toString(entity)).bind(id);
    if (!q.step())
        return std::nullopt;
    return ServerRow{q.integer(0), q.text(1), nullptr};
}

bool hasServerRow(Connection& c, Entity entity, const Uuid& id) {
    return c.prepared("SELECT 1 FROM server_row WHERE entity = ? AND entity_id = ?")
        .bindText(toString(entity))
        .bind(id)
        .step();
}

void saveServerRow(Connection& c, Entity entity, const Uuid& id, std::int64_t seq, const std::string& json) {
    c.prepared(
         "INSERT INTO server_row (entity, entity_id, seq, row_json) VALUES (?, ?, ?, ?) "
         "ON CONFLICT (entity, entity_id) DO UPDATE SET seq = excluded.seq, row_json = excluded.row_json")
        .bindText(toString(entity))
        .bind(id)
        .bind(seq)
        .bind(json)
        .run();
}

std::set<std::pair<Entity, Uuid>> recordsWithPending(Connection& c) {
    std::set<std::pair<Entity, Uuid>> records;
    Query q = c.prepared("SELECT a.entity, a.entity_id FROM outbox o JOIN audit_entry a ON a.seq = o.op_seq "
                         "WHERE o.state <> 'parked'");
    while (q.step())
        records.emplace(entityFrom(q, 0), q.uuid(1));
    return records;
}

Entity entityFrom(const Query& q, int column) {
    const auto kind = changeableEntity(q.view(column));
    if (!kind)
        throw Exception(ErrorCode::databaseCorrupt, "a record of an unknown kind");
    return *kind;
}

namespace {

/// What the entry before left of the record, from the mutation that it holds.
template <class T>
std::string recordAfter(Connection&, const Uuid&, const typename EntityTraits<T>::Change& earlier) {
    const T* carried = EntityTraits<T>::carried(earlier);
    return carried ? toJson(*carried).dump() : std::string();
}
template <>
std::string recordAfter<StudentCard>(Connection& c, const Uuid& id, const CardChange& earlier) {
    if (const auto* issue = std::get_if<IssueCard>(&earlier))
        return toJson(issue->card).dump();
    auto card = loadCard(c, CardId{id});
    if (!card)
        return {};
    card->state = std::get<MarkCard>(earlier).state;
    return toJson(*card).dump();
}
/// The entries of photo files of every version tell their state themselves.
template <>
std::string recordAfter<PhotoFile>(Connection&, const Uuid&, const PhotoChange&) {
    return toJson(PhotoState{}).dump();
}

} // namespace

std::string beforeOf(Connection& c, std::int64_t auditSeq) {
    Entity entity{};
    Uuid id;
    {
        Query q = c.prepared("SELECT before_json, entity, entity_id FROM audit_entry WHERE seq = ?");
        q.bind(auditSeq);
        if (!q.step())
            throw Exception(ErrorCode::databaseCorrupt, "an outbox row without its audit entry");
        if (!q.isNull(0))
            return q.text(0);
        entity = entityFrom(q, 1);
        id = q.uuid(2);
    }
    if (entity == Entity::photoFile)
        return toJson(PhotoState{}).dump();
    Query q = c.prepared("SELECT body_json FROM audit_entry WHERE entity_id = ? AND seq < ? AND entity = ? "
                         "ORDER BY seq DESC LIMIT 1");
    q.bind(id).bind(auditSeq).bindText(toString(entity));
    if (!q.step())
        return {};
    const Mutation earlier = mutationFromJson(parseJson(q.view(0)).value()).value();
    return withEntity(entity, [&](auto type) {
        using T = typename decltype(type)::type;
        return recordAfter<T>(c, id, std::get<typename EntityTraits<T>::Change>(earlier.change));
    });
}

std::vector<PendingMutation> pendingOn(Connection& c, Entity entity, const Uuid& id) {
    std::vector<PendingMutation> all;
    {
        // There is one school; before the first pull it may still be known here under an id of its own.
        const bool school = entity == Entity::school;
        Query q = school
                      ? c.prepared("SELECT o.op_seq, a.body_json FROM outbox o JOIN audit_entry a ON a.seq "
                                   "= o.op_seq WHERE o.state <> 'parked' AND a.entity = ? ORDER BY o.op_seq")
                      : c.prepared("SELECT o.op_seq, a.body_json FROM audit_entry a JOIN outbox o ON "
                                   "o.op_seq = a.seq WHERE a.entity_id = ?2 AND o.state <> 'parked' AND "
                                   "a.entity = ?1 ORDER BY o.op_seq");
        q.bindText(toString(entity));
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

MergedPhotoFile mergedPhotoFile(const StudentId& student, const ServerRow* row,
                                const std::vector<PendingMutation>& pending) {
    MergedPhotoFile result;
    result.file.student = student;
    if (row) {
        PhotoFileRow server = rowFrom<PhotoFile>(*row);
        result.file = std::move(server.file);
        result.since = server.since;
    }
    for (const PendingMutation& p : pending) {
        auto outcome = reconcile(result.file, p.mutation, photoStateFrom(p.before));
        if (!outcome.next)
            continue;
        if (!sameQuestion(result.file, outcome.next->file))
            result.since = p.mutation.at;
        result.file = std::move(outcome.next->file);
    }
    return result;
}

} // namespace esek::storage
