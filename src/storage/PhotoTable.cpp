#include "storage/PhotoTable.h"

#include <algorithm>

namespace esek::storage {

using domain::BlobId;
using domain::StudentId;

domain::PhotoState photoStateFrom(std::string_view json) {
    return domain::photoStateFromJson(parseJson(json).value()).value();
}

std::optional<StoredPhotoFile> loadPhotoFile(Connection& c, const StudentId& student) {
    Query q =
        c.prepared("SELECT s.student_no, p.version, p.last_change, p.since, p.state_json FROM student s "
                   "LEFT JOIN photo_file p ON p.student_no = s.student_no WHERE s.id = ?");
    q.bind(student);
    if (!q.step())
        return std::nullopt;
    StoredPhotoFile stored;
    stored.studentNo = q.integer(0);
    stored.file.student = student;
    if (q.isNull(1)) {
        stored.stateJson = domain::toJson(stored.file.state).dump();
        return stored;
    }
    stored.file.version = q.integer(1);
    stored.file.lastChange = q.id<domain::MutationId>(2);
    stored.since = q.time(3);
    stored.stateJson = q.text(4);
    stored.file.state = photoStateFrom(stored.stateJson);
    return stored;
}

void savePhotoFile(Connection& c, std::int64_t studentNo, const domain::PhotoFile& file, Timestamp since) {
    const std::string state = domain::toJson(file.state).dump();
    c.prepared("INSERT INTO photo_file (student_no, version, last_change, since, state_json) VALUES (?, ?, "
               "?, ?, ?) "
               "ON CONFLICT (student_no) DO UPDATE SET version = excluded.version, last_change = "
               "excluded.last_change, "
               "since = excluded.since, state_json = excluded.state_json")
        .bind(studentNo)
        .bind(file.version)
        .bind(file.lastChange.value())
        .bind(since)
        .bind(state)
        .run();
}

void noteBlob(Connection& c, const StudentId& student, const BlobId& blob, std::int64_t size) {
    c.prepared("INSERT INTO blob (id, size, state) VALUES (?, ?, 'stored') ON CONFLICT (id) DO UPDATE SET "
               "state = 'stored' WHERE state <> 'stored'")
        .bind(blob)
        .bind(size)
        .run();
    c.prepared("INSERT INTO photo (student_id, blob_id) VALUES (?, ?) ON CONFLICT DO NOTHING")
        .bind(student)
        .bind(blob)
        .run();
}

bool markErasing(Connection& c, const StudentId& student, const std::vector<BlobId>& kept) {
    std::vector<BlobId> held;
    {
        Query q = c.prepared("SELECT blob_id FROM photo WHERE student_id = ?");
        q.bind(student);
        while (q.step())
            held.push_back(q.blobId(0));
    }
    bool any = false;
    for (const BlobId& blob : held) {
        if (std::find(kept.begin(), kept.end(), blob) != kept.end())
            continue;
        c.prepared("DELETE FROM photo WHERE student_id = ? AND blob_id = ?").bind(student).bind(blob).run();
        any |=
            c.prepared(
                 "UPDATE blob SET state = 'erasing' WHERE id = ?1 AND NOT EXISTS (SELECT 1 FROM photo WHERE "
                 "blob_id = ?1)")
                .bind(blob)
                .run() > 0;
    }
    return any;
}

void insertMessage(Connection& c, const domain::SystemMessage& m) {
    Json reasons = Json::array();
    for (const auto reason : m.reasons)
        reasons.push_back(toString(reason));
    const std::string reasonText = reasons.dump();
    c.prepared(
         "INSERT INTO system_message (id, student_id, cause, from_status, to_status, reasons_json, note, at) "
         "VALUES (?, ?, ?, ?, ?, ?, ?, ?)")
        .bind(m.id)
        .bind(m.student)
        .bind(m.cause)
        .bindText(toString(m.from))
        .bindText(toString(m.to))
        .bind(reasonText)
        .bind(m.note)
        .bind(m.at)
        .run();
}

void removeMessages(Connection& c, const domain::MutationId& cause) {
    c.prepared("DELETE FROM system_message WHERE cause = ?").bind(cause).run();
}

} // namespace esek::storage
