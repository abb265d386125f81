#include "base/Hex.h"
#include "domain/MutationText.h"
#include "domain/Rebuild.h"
#include "storage/HoldBack.h"
#include "storage/PhotoTable.h"
#include "storage/PulledRow.h"
#include "storage/Rebase.h"
#include "storage/ReplicaCore.h"
#include "storage/StudentTable.h"
#include "storage/SyncConflicts.h"
#include "storage/SyncStore.h"

namespace esek::storage {

using namespace domain;

namespace {

constexpr std::int64_t kAskedPart = 5; // a fifth of the records may not go without a question

/// Returns the mutation's id when there is one.
std::optional<MutationId> noteChange(Connection& c, const RecordChange& change) {
    if (!change.mutation)
        return std::nullopt;
    const auto text = change.mutation->find("id");
    const auto id = text != change.mutation->end() && text->is_string()
                        ? MutationId::parse(text->get<std::string>())
                        : std::nullopt;
    if (!id)
        throw Exception(ErrorCode::serverProtocol, "a mutation without an id");
    const std::string mutation = change.mutation->dump();
    const std::string before = change.before.is_null() ? std::string() : change.before.dump();
    c.prepared("INSERT INTO server_change (seq, mutation_id, entity, entity_id, mutation_json, before_json) "
               "VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (mutation_id) DO UPDATE SET seq = excluded.seq, "
               "mutation_json = excluded.mutation_json, before_json = excluded.before_json, resend = 0")
        .bind(change.seq)
        .bind(*id)
        .bind(change.entity)
        .bind(change.id)
        .bind(mutation)
        .bindOrNull(before)
        .run();
    c.prepared("DELETE FROM outbox WHERE op_seq = (SELECT seq FROM audit_entry WHERE mutation_id = ?)")
        .bind(*id)
        .run();
    return id;
}

void setCheckpoint(Connection& c, std::int64_t checkpoint) {
    c.prepared("UPDATE sync_state SET checkpoint = ?").bind(checkpoint).run();
}

/// `loss`: what the record would cost here, when it waits for the end of the pull.
void keepForLater(Connection& c, std::string_view entity, const Uuid& id, std::int64_t seq, const Json& row,
                  std::int64_t loss = 0) {
    const std::string json = row.dump();
    c.prepared(
         "INSERT INTO later_row (entity, entity_id, seq, row_json, held_back) VALUES (?, ?, ?, ?, ?) ON "
         "CONFLICT (entity, entity_id) DO UPDATE SET seq = excluded.seq, row_json = excluded.row_json, "
         "held_back = excluded.held_back")
        .bindText(entity)
        .bind(id)
        .bind(seq)
        .bind(json)
        .bind(loss)
        .run();
}

void keptNoLonger(Connection& c, std::string_view entity, const Uuid& id) {
    c.prepared("DELETE FROM later_row WHERE entity = ? AND entity_id = ?").bindText(entity).bind(id).run();
}

/// A record that this program can read goes to its table. One of a later program stays as it came, and one
/// that would erase photos or change who a pupil is until releaseHeldBack(): what the tables have of it stays
/// too, and the pull goes on.
void takeRecord(Connection& c, Rebase& rebase, HoldBack& guard, std::string_view name, const Uuid& id,
                std::int64_t seq, const Json& row) {
    const auto kind = changeableEntity(name);
    if (!kind || !isTakenHere(c, *kind, id, row))
        return keepForLater(c, name, id, seq, row);
    if (const std::int64_t loss = guard.loss(*kind, id, seq, row); loss > 0)
        return keepForLater(c, name, id, seq, row, loss);
    keptNoLonger(c, name, id);
    rebase.take(*kind, id, seq, row);
}

void takeRow(Connection& c, Rebase& rebase, HoldBack& guard, const RecordRow& row, std::int64_t seq) {
    c.prepared("INSERT OR IGNORE INTO snapshot_seen (entity, entity_id) VALUES (?, ?)")
        .bind(row.entity)
        .bind(row.id)
        .run();
    if (entityFromString(row.entity) != Entity::message)
        return takeRecord(c, rebase, guard, row.entity, row.id, seq, row.row);
    if (const auto message = messageFromJson(row.row))
        rebase.takeMessages(message->cause, {*message});
    else
        keepForLater(c, row.entity, row.id, seq, row.row);
}

/// A pupil whom the server does not know, with all that hangs on them.
void removeStudent(Connection& c, const Uuid& id) {
    const StudentId student{id};
    markErasing(c, student, {});
    c.prepared("DELETE FROM photo WHERE student_id = ?").bind(student).run();
    c.prepared("DELETE FROM system_message WHERE student_id = ?").bind(student).run();
    c.prepared("DELETE FROM photo_file WHERE student_no = (SELECT student_no FROM student WHERE id = ?)")
        .bind(student)
        .run();
    c.prepared("DELETE FROM student_search WHERE rowid = (SELECT student_no FROM student WHERE id = ?)")
        .bind(student)
        .run();
    c.prepared("DELETE FROM student WHERE id = ?").bind(student).run();
}

struct Missing {
    Entity entity{};
    Uuid id;
};

std::vector<Missing> missingRecords(Connection& c) {
    std::vector<Missing> missing;
    Query q = c.prepared("SELECT r.entity, r.entity_id FROM server_row r LEFT JOIN snapshot_seen s ON "
                         "s.entity = r.entity AND s.entity_id = r.entity_id WHERE s.entity IS NULL");
    while (q.step())
        missing.push_back({entityFrom(q, 0), q.uuid(1)});
    return missing;
}

/// After what they hang on; of the cards of a pupil, those that are no longer valid before the valid one.
int sendingRank(Connection& c, const Missing& m) {
    switch (m.entity) {
    case Entity::school:
    case Entity::student:
    case Entity::message:
        return 0;
    case Entity::batch:
    case Entity::guardian:
        return 1;
    case Entity::card:
        return rowFrom<StudentCard>(loadServerRow(c, m.entity, m.id).value()).valid() ? 3 : 2;
    case Entity::validityMarks:
    case Entity::duplicateRequest:
    case Entity::blankDelivery:
    case Entity::photoFile:
        return 4;
    case Entity::blank:
        break;
    }
    return 5;
}

template <class T>
std::vector<RebuildStep> stepsTo(const ServerRow& row, const Actor& by, Timestamp now) {
    return rebuild(rowFrom<T>(row), by, now);
}
template <>
std::vector<RebuildStep> stepsTo<PhotoFile>(const ServerRow& row, const Actor& by, Timestamp now) {
    return rebuild(rowFrom<PhotoFile>(row).file, by, now);
}

/// The server's record goes; what this office wants with it stays pending. Issued cards stay with what they
/// hang on: the register only grows.
void forgetRecord(Connection& c, Rebase& rebase, const Missing& m) {
    const bool stays =
        withEntity(m.entity,
                   [](auto type) { return EntityTraits<typename decltype(type)::type>::onlyGrows; }) ||
        (m.entity == Entity::student &&
         c.prepared("SELECT 1 FROM student_card WHERE student_id = ?").bind(StudentId{m.id}).step());
    if (stays)
        return;
    c.prepared("DELETE FROM server_row WHERE entity = ? AND entity_id = ?")
        .bindText(toString(m.entity))
        .bind(m.id)
        .run();
    rebase.touch(m.entity, m.id);
    if (m.entity == Entity::student && pendingOn(c, m.entity, m.id).empty()) {
        removeStudent(c, m.id);
        rebase.noteBytesToErase();
    }
}

} // namespace

Result<void> SyncStore::applyChanges(std::span<const RecordChange> changes, std::int64_t checkpoint) {
    return m_replica.m_core->rebase([&](Connection& c, Rebase& rebase) {
        HoldBack guard(c, m_replica.m_core->clock.now());
        for (const RecordChange& change : changes) {
            const auto cause = noteChange(c, change);
            takeRecord(c, rebase, guard, change.entity, change.id, change.seq, change.row);
            if (cause && !change.messages.empty())
                rebase.takeMessages(*cause, change.messages);
            for (const RecordRow& message : change.laterMessages)
                keepForLater(c, message.entity, message.id, change.seq, message.row);
        }
        rebase.finish("pull");
        setCheckpoint(c, checkpoint);
    });
}

Result<void> SyncStore::takeLaterRows() {
    return m_replica.m_core->rebase([&](Connection& c, Rebase& rebase) {
        struct Kept {
            RecordRow record;
            std::int64_t seq;
        };
        std::vector<Kept> rows; // Rebase needs the JSON until it has finished
        {
            Query q =
                c.prepared("SELECT entity, entity_id, row_json, seq FROM later_row WHERE held_back = 0");
            while (q.step())
                rows.push_back({{q.text(0), q.uuid(1), parseJson(q.view(2)).value()}, q.integer(3)});
        }
        HoldBack guard(c, m_replica.m_core->clock.now());
        for (const Kept& kept : rows) {
            if (entityFromString(kept.record.entity) != Entity::message) {
                takeRecord(c, rebase, guard, kept.record.entity, kept.record.id, kept.seq, kept.record.row);
            } else if (const auto message = messageFromJson(kept.record.row)) {
                rebase.takeMessages(message->cause, {*message});
                keptNoLonger(c, kept.record.entity, kept.record.id);
            }
        }
        rebase.finish("later_rows");
    });
}

Result<void> SyncStore::releaseHeldBack(bool consent) {
    return m_replica.m_core->rebase([&](Connection& c, Rebase& rebase) {
        HoldBack(c, m_replica.m_core->clock.now()).release(rebase, consent);
    });
}

Result<void> SyncStore::beginSnapshot(const std::string& epoch, std::int64_t seq) {
    return m_replica.m_core->transact([&](Connection& c) {
        c.exec("DELETE FROM snapshot_seen");
        c.prepared("UPDATE sync_state SET snapshot_cursor = '', snapshot_seq = ?, snapshot_epoch = ?")
            .bind(seq)
            .bind(epoch)
            .run();
    });
}

Result<void> SyncStore::applySnapshotPage(std::span<const RecordRow> rows, const std::string& nextCursor) {
    return m_replica.m_core->rebase([&](Connection& c, Rebase& rebase) {
        const std::int64_t seq = c.integer("SELECT snapshot_seq FROM sync_state");
        HoldBack guard(c, m_replica.m_core->clock.now());
        for (const RecordRow& row : rows)
            takeRow(c, rebase, guard, row, seq);
        rebase.finish("snapshot");
        c.prepared("UPDATE sync_state SET snapshot_cursor = ?").bind(nextCursor).run();
    });
}

Result<void> SyncStore::finishSnapshot(bool consent) {
    return m_replica.m_core->rebase([&](Connection& c, Rebase& rebase) {
        const std::vector<Missing> missing = missingRecords(c);
        const std::int64_t total = c.integer("SELECT count(*) FROM server_row");
        const auto count = static_cast<std::int64_t>(missing.size());
        // A restored server may lack what another office will send again: nothing goes unasked then.
        const bool restored = c.integer("SELECT count(*) FROM sync_state WHERE floor IS NOT NULL") > 0;
        HoldBack guard(c, m_replica.m_core->clock.now());
        if (!consent && count > 0 &&
            (restored || count * kAskedPart > total || !guard.allow("server_row", count, total)))
            throw Exception(Error{ErrorCode::removalNeedsConsent,
                                  "the snapshot lacks records",
                                  {{"count", std::to_string(count)}, {"total", std::to_string(total)}}});
        for (const Missing& m : missing)
            forgetRecord(c, rebase, m);
        c.exec("DELETE FROM later_row WHERE NOT EXISTS (SELECT 1 FROM snapshot_seen s WHERE s.entity = "
               "later_row.entity "
               "AND s.entity_id = later_row.entity_id)");
        // Messages that the server does not have and that no pending mutation made.
        c.exec("DELETE FROM system_message WHERE id NOT IN (SELECT entity_id FROM snapshot_seen WHERE entity "
               "= 'system_message') AND cause NOT IN (SELECT a.mutation_id FROM outbox o JOIN audit_entry a "
               "ON a.seq = o.op_seq WHERE o.state <> 'parked')");
        // What was answered and lies within the snapshot is in it; kept as if it had been pulled, for a
        // server that is restored later.
        struct Done {
            std::int64_t opSeq, seq;
            MutationId id;
            Entity entity;
            Uuid entityId;
            std::string body;
        };
        std::vector<Done> done;
        {
            Query q = c.prepared("SELECT o.op_seq, o.server_seq, a.mutation_id, a.entity, a.entity_id, "
                                 "a.body_json FROM outbox o JOIN audit_entry a ON a.seq = o.op_seq WHERE "
                                 "o.verdict = 'applied' AND o.server_seq <= (SELECT snapshot_seq FROM "
                                 "sync_state) ORDER BY o.op_seq");
            while (q.step())
                done.push_back({q.integer(0), q.integer(1), q.id<MutationId>(2), entityFrom(q, 3), q.uuid(4),
                                q.text(5)});
        }
        for (const Done& d : done) {
            const std::string before = beforeOf(c, d.opSeq);
            c.prepared("INSERT INTO server_change (seq, mutation_id, entity, entity_id, mutation_json, "
                       "before_json) VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING")
                .bind(d.seq)
                .bind(d.id)
                .bindText(toString(d.entity))
                .bind(d.entityId)
                .bind(d.body)
                .bindOrNull(before)
                .run();
            c.prepared("DELETE FROM outbox WHERE op_seq = ?").bind(d.opSeq).run();
            rebase.touch(d.entity, d.entityId);
        }
        rebase.finish("snapshot_end");
        c.exec("UPDATE sync_state SET history_next = min(coalesce(history_next, checkpoint), checkpoint), "
               "history_until = snapshot_seq");
        c.exec("UPDATE sync_state SET epoch = snapshot_epoch, checkpoint = snapshot_seq, "
               "snapshot_cursor = NULL, snapshot_seq = NULL, snapshot_epoch = NULL");
        c.exec("DELETE FROM snapshot_seen");
    });
}

Result<std::size_t> SyncStore::sendMissingAgain(const Actor& by) {
    auto& core = *m_replica.m_core;
    return core.transact([&](Connection& c) {
        std::vector<std::pair<int, Missing>> missing;
        for (const Missing& m : missingRecords(c))
            missing.emplace_back(sendingRank(c, m), m);
        std::stable_sort(missing.begin(), missing.end(),
                         [](const auto& a, const auto& b) { return a.first < b.first; });
        const Timestamp now = core.clock.now();
        std::int64_t seq = c.integer("SELECT coalesce(max(seq), 0) FROM server_change");
        for (const auto& [rank, m] : missing) {
            const ServerRow row = loadServerRow(c, m.entity, m.id).value();
            const auto steps = withEntity(
                m.entity, [&](auto type) { return stepsTo<typename decltype(type)::type>(row, by, now); });
            for (RebuildStep step : steps) {
                step.mutation.id = MutationId{Uuid::v7(core.clock, core.rng)};
                const std::string mutation = toJsonText(step.mutation);
                const std::string before = step.before.is_null() ? std::string() : step.before.dump();
                c.prepared("INSERT INTO server_change (seq, mutation_id, entity, entity_id, mutation_json, "
                           "before_json, resend) VALUES (?, ?, ?, ?, ?, ?, ?)")
                    .bind(++seq)
                    .bind(step.mutation.id)
                    .bindText(toString(m.entity))
                    .bind(m.id)
                    .bind(mutation)
                    .bindOrNull(before)
                    .bind(kMadeAnew)
                    .run();
            }
            c.prepared("INSERT OR IGNORE INTO snapshot_seen (entity, entity_id) VALUES (?, ?)")
                .bindText(toString(m.entity))
                .bind(m.id)
                .run();
        }
        return missing.size();
    });
}

Result<std::optional<SyncStore::HistoryGap>> SyncStore::historyGap() {
    return m_replica.m_core->use([&](Connection& c) -> std::optional<HistoryGap> {
        Query q = c.prepared("SELECT history_next, history_until FROM sync_state WHERE history_next < "
                             "history_until");
        if (!q.step())
            return std::nullopt;
        return HistoryGap{q.integer(0), q.integer(1)};
    });
}

Result<void> SyncStore::addHistory(std::span<const RecordChange> changes, std::int64_t checkpoint) {
    return m_replica.m_core->transact([&](Connection& c) {
        for (const RecordChange& change : changes)
            noteChange(c, change);
        c.prepared("UPDATE sync_state SET history_next = ?").bind(checkpoint).run();
    });
}

Result<void> SyncStore::startEpoch(const std::string& epoch, std::int64_t epochStart) {
    return m_replica.m_core->transact([&](Connection& c) {
        // Two restores may leave two orders under the same numbers: from the lowest of their starts on
        // everything is sent again. What the server knows already is answered as a duplicate.
        c.prepared("UPDATE sync_state SET floor = min(coalesce(floor, ?1), ?1)").bind(epochStart).run();
        c.exec("UPDATE server_change SET resend = 1 WHERE seq > (SELECT floor FROM sync_state) AND "
               "resend <> 3");
        // Their answers came from the time that the server has forgotten.
        c.exec("UPDATE outbox SET state = 'sent', verdict = NULL, server_seq = NULL, error = NULL WHERE "
               "verdict IS NOT NULL");
        c.prepared(
             "UPDATE sync_state SET epoch = ?, checkpoint = min(checkpoint, ?), snapshot_cursor = NULL, "
             "snapshot_seq = NULL, snapshot_epoch = NULL")
            .bind(epoch)
            .bind(epochStart)
            .run();
    });
}

Result<std::map<std::string, SyncStore::EntityDigest>> SyncStore::digest() {
    return m_replica.m_core->use([&](Connection& c) {
        std::map<std::string, EntityDigest> result;
        forEachEntity(
            [&](auto type) { result[std::string(EntityTraits<typename decltype(type)::type>::name)] = {}; });
        std::map<std::string, Sha256> sums;
        // What this program cannot read counts as it came: the server must have the same.
        Query q = c.prepared("SELECT entity, entity_id, row_json FROM (SELECT entity, entity_id, row_json "
                             "FROM later_row WHERE entity <> "
                             "'system_message' UNION ALL SELECT entity, entity_id, row_json FROM server_row "
                             "s WHERE NOT EXISTS (SELECT 1 "
                             "FROM later_row l WHERE l.entity = s.entity AND l.entity_id = s.entity_id)) "
                             "ORDER BY entity, entity_id");
        while (q.step()) {
            const std::string name = q.text(0);
            ++result[name].count;
            sums[name].update(q.uuid(1).toString() + " " + toHex(Sha256::of(q.view(2))) + "\n");
        }
        for (auto& [name, entry] : result)
            entry.sha256 = toHex(sums[name].finish());
        return result;
    });
}

} // namespace esek::storage
