#include "domain/Entities.h"
#include "storage/PhotoTable.h"
#include "storage/PulledRow.h"
#include "storage/ReplicaCore.h"
#include "storage/SyncStore.h"

namespace esek::storage {

using namespace domain;

Result<std::optional<SyncState>> SyncStore::state() {
    return m_replica.m_core->use([&](Connection& c) -> std::optional<SyncState> {
        Query q = c.prepared("SELECT server, device, school_id, role, epoch, checkpoint, snapshot_cursor, "
                             "snapshot_seq, snapshot_epoch, last_contact, ca_file FROM sync_state");
        if (!q.step())
            return std::nullopt;
        SyncState s;
        s.server = q.text(0);
        s.caFile = q.text(10);
        s.device = q.text(1);
        s.school = q.id<SchoolId>(2);
        s.role = roleFromString(q.view(3)).value_or(Role::clerk);
        s.epoch = q.text(4);
        s.checkpoint = q.integer(5);
        if (!q.isNull(6)) {
            s.snapshotUnderWay = true;
            s.snapshotCursor = q.text(6);
            s.snapshotSeq = q.integer(7);
            s.snapshotEpoch = q.text(8);
        }
        if (!q.isNull(9))
            s.lastContact = q.time(9);
        return s;
    });
}

Result<void> SyncStore::enrol(const SyncState& s, bool serverHasPupils) {
    return m_replica.m_core->transact([&](Connection& c) {
        if (Query q = c.prepared("SELECT server FROM sync_state"); q.step())
            throw Exception(Error{ErrorCode::alreadyEnrolled, "enrolled", {{"server", q.text(0)}}});
        if (serverHasPupils && c.prepared("SELECT 1 FROM student LIMIT 1").step())
            throw Exception(ErrorCode::schoolHasData, "both sides have pupils");
        const std::string role(toString(s.role));
        c.prepared(
             "INSERT INTO sync_state (one, server, device, school_id, role, epoch, checkpoint, ca_file) "
             "VALUES (1, ?, ?, ?, ?, ?, ?, ?)")
            .bind(s.server)
            .bind(s.device)
            .bind(s.school)
            .bind(role)
            .bind(s.epoch)
            .bind(s.checkpoint)
            .bind(s.caFile)
            .run();
        if (readsOnly(s.role))
            c.exec("DELETE FROM outbox");
    });
}

Result<void> SyncStore::noteRole(Role role) {
    return m_replica.m_core->transact([&](Connection& c) {
        const std::string name(toString(role));
        c.prepared("UPDATE sync_state SET role = ?").bind(name).run();
    });
}

Result<void> SyncStore::readmit(const SyncState& s) {
    return m_replica.m_core->transact([&](Connection& c) {
        const std::string role(toString(s.role));
        if (!c.prepared("SELECT 1 FROM sync_state WHERE school_id = ?").bind(s.school).step())
            throw Exception(ErrorCode::notEnrolled, "not a computer of this school");
        c.prepared("UPDATE sync_state SET server = ?, device = ?, role = ?, ca_file = ?")
            .bind(s.server)
            .bind(s.device)
            .bind(role)
            .bind(s.caFile)
            .run();
    });
}

Result<void> SyncStore::leave() {
    return m_replica.m_core->transact([&](Connection& c) {
        c.exec("DELETE FROM sync_state");
        c.exec("DELETE FROM later_row WHERE held_back > 0");
        c.exec("DELETE FROM number_lease");
        c.exec("DELETE FROM snapshot_seen");
    });
}

Result<void> SyncStore::noteContact() {
    auto& core = *m_replica.m_core;
    return core.transact([&](Connection& c) {
        c.prepared("UPDATE sync_state SET last_contact = ?").bind(core.clock.now()).run();
    });
}

Result<std::vector<WantedBlob>> SyncStore::wantedBlobs(std::size_t limit) {
    return m_replica.m_core->use([&](Connection& c) {
        // The newest pupils' pictures last: the order of ids is that of time, and the queue shows the oldest
        // request first.
        std::vector<WantedBlob> wanted;
        Query q = c.prepared("SELECT blob_id, max(size) FROM wanted_blob GROUP BY blob_id LIMIT ?");
        q.bind(static_cast<std::int64_t>(limit));
        while (q.step())
            wanted.push_back({q.blobId(0), q.integer(1)});
        return wanted;
    });
}

Result<void> SyncStore::blobsArrived(std::span<const BlobId> blobs) {
    return m_replica.m_core->transact([&](Connection& c) {
        for (const BlobId& blob : blobs) {
            std::vector<std::pair<StudentId, std::int64_t>> owners;
            {
                Query q = c.prepared("SELECT student_id, size FROM wanted_blob WHERE blob_id = ?");
                q.bind(blob);
                while (q.step())
                    owners.emplace_back(q.id<StudentId>(0), q.integer(1));
            }
            for (const auto& [student, size] : owners)
                noteBlob(c, student, blob, size);
            c.prepared("DELETE FROM wanted_blob WHERE blob_id = ?").bind(blob).run();
        }
    });
}

Result<void> SyncStore::addLease(std::int64_t first, std::int64_t last) {
    return m_replica.m_core->transact([&](Connection& c) {
        c.prepared("INSERT OR IGNORE INTO number_lease (first, last, next) VALUES (?1, ?2, ?1)")
            .bind(first)
            .bind(last)
            .run();
    });
}

Result<std::vector<std::pair<std::int64_t, std::int64_t>>> SyncStore::freeNumbers() {
    return m_replica.m_core->use([&](Connection& c) {
        std::vector<std::pair<std::int64_t, std::int64_t>> ranges;
        Query q = c.prepared("SELECT next, last FROM number_lease WHERE next <= last ORDER BY first");
        while (q.step())
            ranges.emplace_back(q.integer(0), q.integer(1));
        return ranges;
    });
}

Result<void> SyncStore::numbersUsed(std::int64_t upTo) {
    return m_replica.m_core->transact([&](Connection& c) {
        c.prepared("UPDATE number_lease SET next = max(next, min(last, ?1) + 1) WHERE first <= ?1")
            .bind(upTo)
            .run();
    });
}

Result<SyncSummary> SyncStore::summary() {
    return m_replica.m_core->use([&](Connection& c) {
        SyncSummary s;
        s.waiting = c.integer("SELECT count(*) FROM outbox WHERE state <> 'parked'") +
                    c.integer("SELECT count(*) FROM server_change WHERE resend <> 0");
        s.conflicts = c.integer("SELECT count(*) FROM conflict WHERE resolved_at IS NULL");
        s.wantedBlobs = c.integer("SELECT count(DISTINCT blob_id) FROM wanted_blob");
        s.numbersLeft = c.integer("SELECT coalesce(sum(last - next + 1), 0) FROM number_lease");
        Query kept = c.prepared("SELECT entity, row_json FROM later_row WHERE held_back = 0");
        while (kept.step()) {
            const auto kind = changeableEntity(kept.view(0));
            ++(kind && isReadHere(*kind, parseJson(kept.view(1)).value()) ? s.refusedRows : s.laterRows);
        }
        s.forLaterServer = c.integer("SELECT count(*) FROM outbox WHERE verdict = 'waiting'") +
                           c.integer("SELECT count(*) FROM server_change WHERE resend = 2");
        s.heldPhotos =
            c.integer("SELECT coalesce(sum(held_back), 0) FROM later_row WHERE entity = 'photo_file'");
        s.heldPupils = c.integer("SELECT coalesce(sum(held_back), 0) FROM later_row WHERE entity IN "
                                 "('student', 'guardian')");
        return s;
    });
}

} // namespace esek::storage
