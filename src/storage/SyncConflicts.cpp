#include "storage/SyncConflicts.h"

#include "domain/MutationText.h"
#include "storage/CardTable.h"
#include "storage/PhotoTable.h"
#include "storage/Rebase.h"
#include "storage/ReplicaCore.h"
#include "storage/StudentTable.h"

namespace esek::storage {

using namespace domain;

namespace {

constexpr std::string_view kKinds[] = {"conflict", "rejected", "notice"};

std::string_view textOf(ConflictRow::Kind kind) {
    return kKinds[static_cast<int>(kind)];
}

ConflictRow::Kind kindOf(std::string_view text) {
    for (int i = 0; i < 3; ++i)
        if (kKinds[i] == text)
            return static_cast<ConflictRow::Kind>(i);
    throw Exception(ErrorCode::databaseCorrupt, "an unknown kind of conflict");
}

Mutation mutationFromText(std::string_view text) {
    return mutationFromJson(parseJson(text).value()).value();
}

constexpr const char* kColumns = "SELECT conflict_no, kind, entity, entity_id, mine_json, before_json, "
                                 "error_json, at, resolved_at FROM conflict ";

ConflictRow conflictFrom(Connection& c, const Query& q) {
    ConflictRow r;
    r.number = q.integer(0);
    r.kind = kindOf(q.view(1));
    r.entity = entityFrom(q, 2);
    r.entityId = q.uuid(3);
    r.mine = mutationFromText(q.view(4));
    r.before = q.text(5);
    r.error = errorFromText(q.view(6));
    r.at = q.time(7);
    r.resolved = !q.isNull(8);
    if (const auto row = loadServerRow(c, r.entity, r.entityId))
        r.theirs = row->json;
    Query last = c.prepared("SELECT mutation_json FROM server_change WHERE entity_id = ? AND entity = ? "
                            "ORDER BY seq DESC LIMIT 1");
    last.bind(r.entityId).bindText(toString(r.entity));
    if (last.step())
        if (auto theirs = mutationFromJson(parseJson(last.view(0)).value())) // else of a later program
            r.theirMutation = std::move(*theirs);
    return r;
}

/// The record that the person decides about: as the server has it.
template <class T>
std::vector<Change> redone(Connection& c, const ConflictRow& conflict) {
    std::optional<T> now;
    if (const auto row = loadServerRow(c, conflict.entity, conflict.entityId))
        now = rowFrom<T>(*row);
    const auto before = beforeFrom<T>(conflict.before);
    return redo(now ? &*now : nullptr, conflict.mine, before ? &*before : nullptr).value();
}
template <>
std::vector<Change> redone<School>(Connection& c, const ConflictRow& conflict) {
    const School now = loadSchool(c).value();
    return redo(&now, conflict.mine, nullptr).value();
}
template <>
std::vector<Change> redone<PhotoFile>(Connection& c, const ConflictRow& conflict) {
    const auto stored = loadPhotoFile(c, StudentId{conflict.entityId});
    if (!stored)
        throw Exception(ErrorCode::unknownStudent, "no such pupil");
    return redo(stored->file, conflict.mine, photoStateFrom(conflict.before)).value();
}

/// The changes that bring `mine` about now.
std::vector<Change> changesFor(Connection& c, const ConflictRow& conflict) {
    if (conflict.kind != ConflictRow::Kind::conflict)
        throw Exception(ErrorCode::nothingToDo, "only a conflict has two sides");
    return withEntity(conflict.entity,
                      [&](auto type) { return redone<typename decltype(type)::type>(c, conflict); });
}

} // namespace

std::string toText(const Error& e) {
    return errorToJson(e).dump();
}

Error errorFromText(std::string_view text) {
    return errorFromJson(parseJson(text).value());
}

void insertConflict(Connection& c, const NewConflict& n, Timestamp at) {
    const std::string error = toText(n.error);
    c.prepared("INSERT INTO conflict (mutation_id, kind, entity, entity_id, mine_json, before_json, "
               "theirs_json, error_json, at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING")
        .bind(n.id)
        .bindText(textOf(n.kind))
        .bindText(toString(n.entity))
        .bind(n.entityId)
        .bind(n.mine)
        .bindOrNull(n.before)
        .bindOrNull(n.theirs)
        .bind(error)
        .bind(at)
        .run();
}

void noteCardClash(Connection& c, const StudentCard& theirs, Timestamp at, const MutationId& id) {
    Mutation m;
    m.id = id;
    m.at = at;
    m.entityId = theirs.id.uuid;
    m.change = CardChange{IssueCard{theirs}};
    insertConflict(c,
                   {id,
                    ConflictRow::Kind::notice,
                    Entity::card,
                    theirs.id.uuid,
                    toJsonText(m),
                    {},
                    {},
                    Error{ErrorCode::cardNumberTaken, "two cards", {{"number", theirs.number}}}},
                   at);
}

std::vector<BlobId> blobsOfOpenConflicts(Connection& c, const Uuid& student) {
    std::vector<BlobId> blobs;
    Query q = c.prepared("SELECT mine_json, before_json FROM conflict WHERE entity_id = ? AND entity = "
                         "'photo_file' AND resolved_at IS NULL");
    q.bind(student);
    while (q.step()) {
        const Mutation mine = mutationFromText(q.view(0));
        if (const auto* change = std::get_if<PhotoChange>(&mine.change))
            if (const auto* submit = std::get_if<SubmitPhoto>(change))
                blobs.push_back(submit->photo.blob);
    }
    return blobs;
}

Result<std::vector<ConflictRow>> SyncStore::conflicts(bool withResolved) {
    return m_replica.m_core->use([&](Connection& c) {
        std::vector<ConflictRow> rows;
        Query q = c.query(std::string(kColumns) + (withResolved ? "" : "WHERE resolved_at IS NULL ") +
                          "ORDER BY conflict_no");
        while (q.step())
            rows.push_back(conflictFrom(c, q));
        return rows;
    });
}

Result<void> SyncStore::resolve(std::int64_t number, Resolution resolution, const Actor& by) {
    auto& core = *m_replica.m_core;
    std::vector<Mutation> mutations;
    Uuid student; // whose photos the conflict was about; nil for other records
    auto looked = core.use([&](Connection& c) {
        Query q = c.query(std::string(kColumns) + "WHERE conflict_no = ? AND resolved_at IS NULL");
        q.bind(number);
        if (!q.step())
            throw Exception(
                Error{ErrorCode::unknownConflict, "no open conflict", {{"id", std::to_string(number)}}});
        const ConflictRow conflict = conflictFrom(c, q);
        if (conflict.entity == Entity::photoFile)
            student = conflict.entityId;
        if (resolution == Resolution::theirs)
            return;
        for (Change& change : changesFor(c, conflict)) {
            Mutation m;
            m.id = MutationId{Uuid::v7(core.clock, core.rng)};
            m.at = core.clock.now();
            m.by = by;
            m.entityId = conflict.entityId;
            if (const auto* put = std::get_if<PutSchool>(&change))
                m.entityId = put->school.id.uuid;
            m.change = std::move(change);
            mutations.push_back(std::move(m));
        }
    });
    if (!looked)
        return looked;
    // The new decision first: killed in between, the conflict is still there and says so.
    if (!mutations.empty())
        if (auto done = m_replica.commit(mutations); !done)
            return done.error();
    return core.rebase([&](Connection& c, Rebase& rebase) {
        c.prepared("UPDATE conflict SET resolved_at = ?, resolution = ? WHERE conflict_no = ?")
            .bind(core.clock.now())
            .bindText(resolution == Resolution::mine ? "mine" : "theirs")
            .bind(number)
            .run();
        // Its pictures were kept for the person who had to look at them. What nothing else needs goes now.
        if (!student.isNil() && studentExists(c, StudentId{student}))
            rebase.touch(Entity::photoFile, student);
        rebase.finish("resolved");
    });
}

} // namespace esek::storage
