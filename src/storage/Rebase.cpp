#include "storage/Rebase.h"

#include "base/Hex.h"
#include "storage/BodyTable.h"
#include "storage/CardTable.h"
#include "storage/GuardianTable.h"
#include "storage/PhotoTable.h"
#include "storage/StudentTable.h"
#include "storage/SyncConflicts.h"

#include <algorithm>

namespace esek::storage {

using namespace domain;

Rebase::Rebase(Connection& c, const Clock& clock, Rng& rng) : m_connection(c), m_clock(clock), m_rng(rng) {}

void Rebase::take(Entity entity, const Uuid& id, std::int64_t seq, const Json& record) {
    ServerRow row{seq, record.dump(), &record};
    saveServerRow(m_connection, entity, id, seq, row.json);
    m_rows[entity].insert_or_assign(id, std::move(row));
    touch(entity, id);
}

const ServerRow* Rebase::row(Entity entity, const Uuid& id) {
    auto& known = m_rows[entity];
    auto it = known.find(id);
    if (it == known.end())
        it = known.emplace(id, loadServerRow(m_connection, entity, id)).first;
    return it->second ? &*it->second : nullptr;
}

void Rebase::touch(Entity entity, const Uuid& id) {
    // There is one school; an office may have known it under another id before it met the server.
    if (entity == Entity::school) {
        Query q = m_connection.prepared("SELECT entity_id FROM server_row WHERE entity = 'school'");
        m_touched[entity].insert(q.step() ? q.uuid(0) : id);
        return;
    }
    m_touched[entity].insert(id);
}

void Rebase::takeMessages(const MutationId& cause, const std::vector<SystemMessage>& messages) {
    m_messages.emplace_back(cause, messages);
}

std::vector<PendingMutation> Rebase::pending(Entity entity, const Uuid& id) {
    if (!m_pending)
        m_pending = recordsWithPending(m_connection);
    // The school may be pending under an id of its own.
    if (entity != Entity::school && !m_pending->contains({entity, id}))
        return {};
    auto list = pendingOn(m_connection, entity, id);
    for (const PendingMutation& p : list)
        m_over[{entity, id}].push_back(p.mutation.id.toString());
    return list;
}

template <>
void Rebase::write<School>(const Keys& ids) {
    for (const Uuid& id : ids) {
        const auto school = merged<School>(row(Entity::school, id), pending(Entity::school, id));
        if (!school)
            continue;
        // An office that had its school before it met the server takes the server's id.
        m_connection.prepared("UPDATE school SET id = ?").bind(school->id).run();
        saveSchool(m_connection, *school);
    }
}

Rebase::Keys Rebase::freeNumbersFor(const Student& s) {
    // Another record has the number in the tables although the server gives it to this one: it is one that
    // the server has not seen yet, one whose change is held back, or one that this very page changes too.
    const std::string pesel = s.pesel ? s.pesel->text() : std::string();
    Keys others;
    {
        Query q = m_connection.prepared(
            "SELECT id FROM student WHERE (register_number = ?1 OR pesel = ?2) AND id <> ?3");
        q.bindOrNull(s.registerNumber).bindOrNull(pesel).bind(s.id);
        while (q.step())
            others.insert(q.uuid(0));
    }
    for (const Uuid& other : others)
        clearStudentNumbers(m_connection, StudentId{other});
    return others;
}

Rebase::Keys Rebase::lackingNumbers() {
    Keys ids;
    Query q = m_connection.prepared(
        "SELECT s.id FROM student s JOIN server_row r ON r.entity = 'student' AND r.entity_id = s.id WHERE "
        "(s.register_number IS NULL AND json_extract(r.row_json, '$.registerNumber') IS NOT NULL) OR "
        "(s.pesel IS NULL AND json_extract(r.row_json, '$.pesel') IS NOT NULL)");
    while (q.step())
        ids.insert(q.uuid(0));
    return ids;
}

void Rebase::writeStudent(const Student& s) {
    if (studentExists(m_connection, s.id))
        updateStudent(m_connection, s);
    else
        insertStudent(m_connection, s);
}

template <>
void Rebase::write<Student>(const Keys& ids) {
    // Those that exchange numbers must not clash half-way. One of them may have held a number that another
    // pupil waits for, but for those that are new.
    bool onlyNew = true;
    for (const Uuid& id : ids)
        onlyNew &= !clearStudentNumbers(m_connection, StudentId{id}) && row(Entity::student, id);
    Keys again = onlyNew ? Keys() : lackingNumbers();
    for (const Uuid& id : ids)
        again.erase(id);
    // What came from the server just now holds its numbers. What is only wanted here, and what had to give
    // way (a page of a snapshot may be older than another), takes those that are left; the server says the
    // last word on it later.
    std::vector<Student> rest;
    for (const Uuid& id : ids) {
        const ServerRow* const found = row(Entity::student, id);
        const auto over = pending(Entity::student, id);
        auto student = merged<Student>(found, over);
        if (!student)
            continue;
        if (!over.empty()) {
            rest.push_back(std::move(*student));
            continue;
        }
        again.merge(freeNumbersFor(*student));
        writeStudent(*student);
    }
    for (const Uuid& id : again) {
        touch(Entity::student, id);
        if (auto student = merged<Student>(row(Entity::student, id), pending(Entity::student, id)))
            rest.push_back(std::move(*student));
    }
    for (Student& s : rest) {
        dropTakenNumbers(s);
        writeStudent(s);
    }
}

void Rebase::dropTakenNumbers(Student& s) {
    Query q = m_connection.prepared("SELECT register_number IS ?1, pesel IS ?2 FROM student WHERE "
                                    "(register_number = ?1 OR pesel = ?2) AND id <> ?3");
    const std::string number = s.registerNumber;
    const std::string pesel = s.pesel ? s.pesel->text() : std::string();
    q.bindOrNull(number).bindOrNull(pesel).bind(s.id);
    while (q.step()) {
        if (!number.empty() && q.integer(0) != 0)
            s.registerNumber.clear();
        if (!pesel.empty() && q.integer(1) != 0)
            s.pesel.reset();
    }
}

template <>
void Rebase::write<Guardian>(const Keys& ids) {
    for (const Uuid& id : ids) {
        if (const auto guardian = merged<Guardian>(row(Entity::guardian, id), pending(Entity::guardian, id)))
            saveGuardian(m_connection, *guardian);
        else
            removeGuardian(m_connection, GuardianId{id});
    }
}

template <>
void Rebase::write<CardBatch>(const Keys& ids) {
    for (const Uuid& id : ids) {
        const ServerRow* const found = row(Entity::batch, id);
        if (!found)
            continue; // what only this office knows stands in the table already
        const CardBatch batch = merged<CardBatch>(found, pending(Entity::batch, id)).value();
        // The server keeps the number for the batch that came first; ours will get another one.
        m_connection
            .prepared("UPDATE card_batch SET body_json = json_set(body_json, '$.number', "
                      "(SELECT max(number) + 1 FROM card_batch)) WHERE number = ? AND id <> ?")
            .bind(batch.number)
            .bind(batch.id)
            .run();
        saveBatch(m_connection, batch);
    }
}

template <>
void Rebase::write<StudentCard>(const Keys& ids) {
    for (const Uuid& id : ids) {
        const auto card = merged<StudentCard>(row(Entity::card, id), pending(Entity::card, id));
        if (!card)
            continue;
        if (loadCard(m_connection, card->id)) {
            updateCard(m_connection, *card);
        } else if (!numberTaken(m_connection, card->number)) {
            insertCard(m_connection, *card);
        } else {
            // Cannot be with leased numbers. The register here keeps its card; a person must look at the
            // other.
            noteCardClash(m_connection, *card, m_clock.now(), MutationId{Uuid::v7(m_clock, m_rng)});
        }
    }
}

template <class T>
void Rebase::writeBodies(const Keys& ids) {
    constexpr Entity kind = EntityTraits<T>::kind;
    for (const Uuid& id : ids)
        if (const auto record = merged<T>(row(kind, id), pending(kind, id)))
            saveBody(m_connection, *record);
}
template <>
void Rebase::write<ValidityMarks>(const Keys& ids) {
    writeBodies<ValidityMarks>(ids);
}
template <>
void Rebase::write<DuplicateRequest>(const Keys& ids) {
    writeBodies<DuplicateRequest>(ids);
}
template <>
void Rebase::write<BlankDelivery>(const Keys& ids) {
    writeBodies<BlankDelivery>(ids);
}
template <>
void Rebase::write<Blank>(const Keys& ids) {
    writeBodies<Blank>(ids);
}

template <>
void Rebase::write<PhotoFile>(const Keys& ids) {
    for (const Uuid& id : ids)
        writePhotoFile(StudentId{id});
}

void Rebase::writePhotoFile(const StudentId& student) {
    const auto stored = loadPhotoFile(m_connection, student);
    if (!stored)
        return; // the pupil is not here (a page cut between the two cannot be: students come first)
    const ServerRow* const found = row(Entity::photoFile, student.uuid);
    const auto over = pending(Entity::photoFile, student.uuid);
    const MergedPhotoFile merged = mergedPhotoFile(student, found, over);
    if (merged.file.lastChange)
        savePhotoFile(m_connection, stored->studentNo, merged.file, merged.since);
    else
        m_connection.prepared("DELETE FROM photo_file WHERE student_no = ?").bind(stored->studentNo).run();
    noteHeldBytes(student, found, merged.file, over);
}

void Rebase::noteHeldBytes(const StudentId& student, const ServerRow* row, const PhotoFile& file,
                           const std::vector<PendingMutation>& over) {
    if (!row)
        return;
    std::vector<BlobId> kept;
    m_connection.prepared("DELETE FROM wanted_blob WHERE student_id = ?").bind(student).run();
    for (const HeldBlob& held : rowFrom<PhotoFile>(*row).held) {
        kept.push_back(held.id);
        // Bytes that came with another pupil's file, or were here all along, need not be fetched.
        Query here = m_connection.prepared("SELECT 1 FROM blob WHERE id = ? AND state = 'stored'");
        if (here.bind(held.id).step())
            noteBlob(m_connection, student, held.id, held.size);
        else
            m_connection.prepared("INSERT INTO wanted_blob (student_id, blob_id, size) VALUES (?, ?, ?)")
                .bind(student)
                .bind(held.id)
                .bind(held.size)
                .run();
    }
    for (const BlobId& blob : bytesOfOffice(m_connection, student, file, over))
        kept.push_back(blob);
    m_erasing |= markErasing(m_connection, student, kept);
}

std::vector<BlobId> bytesOfOffice(Connection& c, const StudentId& student, const PhotoFile& shown,
                                  const std::vector<PendingMutation>& pending) {
    std::vector<BlobId> kept;
    for (const Photo* photo : shown.photos())
        kept.push_back(photo->blob);
    for (const PendingMutation& p : pending)
        if (const auto* change = std::get_if<PhotoChange>(&p.mutation.change))
            if (const auto* submit = std::get_if<SubmitPhoto>(change))
                kept.push_back(submit->photo.blob);
    for (const BlobId& blob : blobsOfOpenConflicts(c, student.uuid))
        kept.push_back(blob);
    return kept;
}

void Rebase::finish(std::string_view why) {
    for (const Entity kind : kSnapshotOrder) {
        const Keys ids = m_touched[kind];
        if (!ids.empty())
            withEntity(kind, [&](auto type) { write<typename decltype(type)::type>(ids); });
    }
    for (const auto& [cause, messages] : m_messages) {
        removeMessages(m_connection, cause);
        for (const SystemMessage& message : messages)
            if (studentExists(m_connection, message.student))
                insertMessage(m_connection, message);
    }

    Json records = Json::array();
    for (const auto& [entity, ids] : m_touched)
        for (const Uuid& id : ids) {
            const ServerRow* const found = row(entity, id);
            Json record =
                Json::array({toString(entity), id.toString(), found ? toHex(Sha256::of(found->json)) : ""});
            if (const auto over = m_over.find({entity, id}); over != m_over.end())
                record.push_back(over->second);
            records.push_back(std::move(record));
        }
    if (records.empty())
        return;
    const MutationId id{Uuid::v7(m_clock, m_rng)};
    const Json body{{"id", id.toString()}, {"kind", why}, {"records", std::move(records)}};
    AuditLog(m_connection).appendSync(id, std::string(why), body.dump());
}

std::vector<RebasedRecord> rebasedRecords(std::string_view body) {
    std::vector<RebasedRecord> records;
    const Json json = parseJson(body).value();
    for (const Json& one : json.at("records")) {
        RebasedRecord r{
            changeableEntity(one.at(0).get<std::string>()).value(), {}, one.at(2).get<std::string>(), {}};
        r.id = Uuid::parse(one.at(1).get<std::string>()).value();
        if (one.size() > 3)
            for (const Json& id : one.at(3))
                r.over.push_back(MutationId{Uuid::parse(id.get<std::string>()).value()});
        records.push_back(std::move(r));
    }
    return records;
}

} // namespace esek::storage
