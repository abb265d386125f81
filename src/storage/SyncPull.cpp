#include "base/Hex.h"
#include "storage/PhotoTable.h"
#include "storage/Rebase.h"
#include "storage/ReplicaImpl.h"
#include "storage/StudentTable.h"
#include "storage/SyncConflicts.h"
#include "storage/SyncStore.h"

namespace esek::storage {

using namespace domain;

namespace {

constexpr std::int64_t kRemovedWithoutAsking = 50; // more than that, and a person is asked first

bool knownEntity(const std::string& name) {
    return name == entity::kSchool || name == entity::kStudent || name == entity::kBatch ||
           name == entity::kCard || name == entity::kPhotoFile;
}

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

void takeRow(Connection& c, Rebase& rebase, const RecordRow& row, std::int64_t seq) {
    c.prepared("INSERT OR IGNORE INTO snapshot_seen (entity, entity_id) VALUES (?, ?)")
        .bind(row.entity)
        .bind(row.id)
        .run();
    if (row.entity == entity::kMessage) {
        const SystemMessage message = messageFromJson(row.row).value();
        rebase.takeMessages(message.cause, {message});
    } else if (knownEntity(row.entity)) {
        rebase.take(row.entity, row.id, seq, row.row);
    } else {
        throw Exception(ErrorCode::serverProtocol, "a record of an unknown kind");
    }
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
    std::string entity;
    Uuid id;
};

std::vector<Missing> missingRecords(Connection& c) {
    std::vector<Missing> missing;
    Query q = c.prepared("SELECT r.entity, r.entity_id FROM server_row r LEFT JOIN snapshot_seen s ON "
                         "s.entity = r.entity AND s.entity_id = r.entity_id WHERE s.entity IS NULL");
    while (q.step())
        missing.push_back({q.text(0), q.uuid(1)});
    return missing;
}

/// The server's record goes; what this office wants with it stays pending. Issued cards stay with what they
/// hang on: the register only grows.
void forgetRecord(Connection& c, Rebase& rebase, const Missing& m) {
    const bool ofCards =
        m.entity == entity::kCard || m.entity == entity::kBatch ||
        (m.entity == entity::kStudent &&
         c.prepared("SELECT 1 FROM student_card WHERE student_id = ?").bind(StudentId{m.id}).step());
    if (ofCards)
        return;
    c.prepared("DELETE FROM server_row WHERE entity = ? AND entity_id = ?").bind(m.entity).bind(m.id).run();
    rebase.touch(m.entity, m.id);
    if (m.entity == entity::kStudent && pendingOn(c, m.entity, m.id).empty())
        removeStudent(c, m.id);
}

} // namespace

Result<void> SyncStore::applyChanges(std::span<const RecordChange> changes, std::int64_t checkpoint) {
    auto& impl = *m_replica.m_impl;
    const std::lock_guard lock(impl.writing);
    return impl.use([&](Connection& c) {
        WriteTransaction transaction(c);
        Rebase rebase(c, impl.clock, impl.rng);
        for (const RecordChange& change : changes) {
            if (!knownEntity(change.entity))
                throw Exception(ErrorCode::serverProtocol, "a record of an unknown kind");
            const auto cause = noteChange(c, change);
            rebase.take(change.entity, change.id, change.seq, change.row);
            if (change.entity == entity::kPhotoFile && cause)
                rebase.takeMessages(*cause, change.messages);
        }
        rebase.finish("pull");
        setCheckpoint(c, checkpoint);
        const bool erasing = rebase.leavesBytesToErase();
        transaction.commit();
        if (erasing)
            impl.eraseMarkedBlobs(c);
    });
}

Result<void> SyncStore::beginSnapshot(const std::string& epoch, std::int64_t seq) {
    auto& impl = *m_replica.m_impl;
    const std::lock_guard lock(impl.writing);
    return impl.use([&](Connection& c) {
        WriteTransaction transaction(c);
        c.exec("DELETE FROM snapshot_seen");
        c.prepared("UPDATE sync_state SET snapshot_cursor = '', snapshot_seq = ?, snapshot_epoch = ?")
            .bind(seq)
            .bind(epoch)
            .run();
        transaction.commit();
    });
}

Result<void> SyncStore::applySnapshotPage(std::span<const RecordRow> rows, const std::string& nextCursor) {
    auto& impl = *m_replica.m_impl;
    const std::lock_guard lock(impl.writing);
    return impl.use([&](Connection& c) {
        WriteTransaction transaction(c);
        const std::int64_t seq = c.integer("SELECT snapshot_seq FROM sync_state");
        Rebase rebase(c, impl.clock, impl.rng);
        for (const RecordRow& row : rows)
            takeRow(c, rebase, row, seq);
        rebase.finish("snapshot");
        c.prepared("UPDATE sync_state SET snapshot_cursor = ?").bind(nextCursor).run();
        const bool erasing = rebase.leavesBytesToErase();
        transaction.commit();
        if (erasing)
            impl.eraseMarkedBlobs(c);
    });
}

Result<void> SyncStore::finishSnapshot(bool consent) {
    auto& impl = *m_replica.m_impl;
    const std::lock_guard lock(impl.writing);
    return impl.use([&](Connection& c) {
        WriteTransaction transaction(c);
        const std::vector<Missing> missing = missingRecords(c);
        const std::int64_t total = c.integer("SELECT count(*) FROM server_row");
        const auto count = static_cast<std::int64_t>(missing.size());
        // A restored server may lack what another office will send again: nothing goes unasked then.
        const bool restored = c.integer("SELECT count(*) FROM sync_state WHERE floor IS NOT NULL") > 0;
        if (!consent && count > 0 && (restored || count > kRemovedWithoutAsking || count * 5 > total))
            throw Exception(Error{ErrorCode::removalNeedsConsent,
                                  "the snapshot lacks records",
                                  {{"count", std::to_string(count)}, {"total", std::to_string(total)}}});
        Rebase rebase(c, impl.clock, impl.rng);
        for (const Missing& m : missing)
            forgetRecord(c, rebase, m);
        // Messages that the server does not have and that no pending mutation made.
        c.exec("DELETE FROM system_message WHERE id NOT IN (SELECT entity_id FROM snapshot_seen WHERE entity "
               "= 'system_message') AND cause NOT IN (SELECT a.mutation_id FROM outbox o JOIN audit_entry a "
               "ON a.seq = o.op_seq WHERE o.state <> 'parked')");
        // What was answered and lies within the snapshot is in it; kept as if it had been pulled, for a
        // server that is restored later.
        struct Done {
            std::int64_t opSeq, seq;
            MutationId id;
            std::string entity;
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
                done.push_back(
                    {q.integer(0), q.integer(1), q.id<MutationId>(2), q.text(3), q.uuid(4), q.text(5)});
        }
        for (const Done& d : done) {
            const std::string before = beforeOf(c, d.opSeq);
            c.prepared("INSERT INTO server_change (seq, mutation_id, entity, entity_id, mutation_json, "
                       "before_json) VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING")
                .bind(d.seq)
                .bind(d.id)
                .bind(d.entity)
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
        transaction.commit();
        impl.eraseMarkedBlobs(c);
    });
}

Result<std::optional<SyncStore::HistoryGap>> SyncStore::historyGap() {
    return m_replica.m_impl->use([&](Connection& c) -> std::optional<HistoryGap> {
        Query q = c.prepared("SELECT history_next, history_until FROM sync_state WHERE history_next < "
                             "history_until");
        if (!q.step())
            return std::nullopt;
        return HistoryGap{q.integer(0), q.integer(1)};
    });
}

Result<void> SyncStore::addHistory(std::span<const RecordChange> changes, std::int64_t checkpoint) {
    auto& impl = *m_replica.m_impl;
    const std::lock_guard lock(impl.writing);
    return impl.use([&](Connection& c) {
        WriteTransaction transaction(c);
        for (const RecordChange& change : changes)
            noteChange(c, change);
        c.prepared("UPDATE sync_state SET history_next = ?").bind(checkpoint).run();
        transaction.commit();
    });
}

Result<void> SyncStore::startEpoch(const std::string& epoch, std::int64_t epochStart) {
    auto& impl = *m_replica.m_impl;
    const std::lock_guard lock(impl.writing);
    return impl.use([&](Connection& c) {
        WriteTransaction transaction(c);
        // Two restores may leave two orders under the same numbers: from the lowest of their starts on
        // everything is sent again. What the server knows already is answered as a duplicate.
        c.prepared("UPDATE sync_state SET floor = min(coalesce(floor, ?1), ?1)").bind(epochStart).run();
        c.exec("UPDATE server_change SET resend = 1 WHERE seq > (SELECT floor FROM sync_state)");
        // Their answers came from the time that the server has forgotten.
        c.exec("UPDATE outbox SET state = 'sent', verdict = NULL, server_seq = NULL, error = NULL WHERE "
               "verdict IS NOT NULL");
        c.prepared(
             "UPDATE sync_state SET epoch = ?, checkpoint = min(checkpoint, ?), snapshot_cursor = NULL, "
             "snapshot_seq = NULL, snapshot_epoch = NULL")
            .bind(epoch)
            .bind(epochStart)
            .run();
        transaction.commit();
    });
}

Result<std::map<std::string, SyncStore::EntityDigest>> SyncStore::digest() {
    return m_replica.m_impl->use([&](Connection& c) {
        std::map<std::string, EntityDigest> result;
        for (const char* name :
             {entity::kSchool, entity::kStudent, entity::kBatch, entity::kCard, entity::kPhotoFile})
            result[name] = {};
        std::map<std::string, Sha256> sums;
        Query q = c.prepared("SELECT entity, entity_id, row_json FROM server_row ORDER BY entity, entity_id");
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
