#include "storage/AuditReplay.h"

#include "base/Hex.h"
#include "storage/CardTable.h"
#include "storage/PhotoTable.h"
#include "storage/StudentTable.h"

namespace esek::storage {

namespace {

template <class Map>
auto* find(Map& map, const typename Map::key_type& key) {
    const auto it = map.find(key);
    return it == map.end() ? nullptr : &it->second;
}

template <class T>
std::string refused(const Result<T>& result) {
    return result ? std::string() : "refused: " + std::string(name(result.error().code));
}

/// Both sides hold the same keys with equal values.
template <class Map>
void compareMaps(const Map& stored, const Map& replayed, const char* what,
                 const AuditReplay::Report& report) {
    for (const auto& [id, value] : stored) {
        const auto* other = find(replayed, id);
        if (!other)
            report(std::string(what) + " " + id.toString() + " is not in the audit");
        else if (!(*other == value))
            report(std::string(what) + " " + id.toString() + " differs from the audit");
    }
    for (const auto& [id, value] : replayed)
        if (!find(stored, id))
            report(std::string(what) + " " + id.toString() + " is missing");
}

} // namespace

AuditReplay::Key AuditReplay::keyOf(const std::string& entity, const Uuid& id) {
    // There is one school; it may have been known under another id before the first pull.
    return {entity, entity == entity::kSchool ? Uuid() : id};
}

AuditReplay::AuditReplay(Connection& c) {
    Query q = c.query("SELECT seq, body_json FROM audit_entry WHERE entity = 'sync' ORDER BY seq");
    while (q.step()) {
        try {
            for (const RebasedRecord& r : rebasedRecords(q.view(1)))
                m_bases[keyOf(r.entity, r.id)] = {q.integer(0), !r.over.empty()};
        } catch (const std::exception&) {
            // The chain does not fit either: checkAudit says so.
        }
    }
}

std::string AuditReplay::applySync(Connection& c, std::int64_t seq, std::string_view body) {
    try {
        for (const RebasedRecord& r : rebasedRecords(body))
            if (m_bases.at(keyOf(r.entity, r.id)).seq == seq)
                if (std::string why = takeBase(c, r); !why.empty())
                    return r.entity + " " + r.id.toString() + ": " + why;
    } catch (const std::exception&) {
        return "not readable";
    }
    return {};
}

std::string AuditReplay::takeBase(Connection& c, const RebasedRecord& r) {
    const auto row = loadServerRow(c, r.entity, r.id);
    if ((row ? toHex(Sha256::of(row->json)) : std::string()) != r.sha256)
        return "the server's record differs from the audit";
    std::vector<PendingMutation> over;
    for (const domain::MutationId& id : r.over) {
        Query q = c.prepared("SELECT seq, body_json FROM audit_entry WHERE mutation_id = ?");
        q.bind(id);
        if (!q.step())
            return "a pending mutation is not in the audit";
        const std::int64_t seq = q.integer(0);
        over.push_back({seq, domain::mutationFromJson(parseJson(q.view(1)).value()).value(), {}});
    }
    for (PendingMutation& p : over)
        p.before = beforeOf(c, p.opSeq);
    const ServerRow* server = row ? &*row : nullptr;
    if (r.entity == entity::kSchool) {
        if (auto school = mergedSchool(server, over))
            m_school = std::move(school);
    } else if (r.entity == entity::kStudent) {
        m_students.erase(domain::StudentId{r.id});
        if (auto student = mergedStudent(server, over))
            m_students.emplace(student->id, *student);
    } else if (r.entity == entity::kCard) {
        if (auto card = mergedCard(server, over))
            m_cards[card->id] = *card;
    } else if (r.entity == entity::kBatch) {
        if (row)
            m_batches[domain::BatchId{r.id}] = batchFrom(row->json);
    } else if (r.entity == entity::kPhotoFile) {
        const domain::StudentId student{r.id};
        m_files.erase(student);
        if (auto merged = mergedPhotoFile(student, server, over); merged.file.lastChange)
            m_files.emplace(student, std::move(merged.file));
    }
    return {};
}

std::string AuditReplay::apply(std::int64_t seq, const domain::Mutation& m, std::string_view before) {
    if (const auto base = m_bases.find(keyOf(std::string(toString(m.entity())), m.entityId));
        base != m_bases.end() && base->second.seq > seq)
        return {};
    if (std::holds_alternative<domain::PhotoChange>(m.change)) {
        const domain::StudentId student{m.entityId};
        if (!find(m_students, student) && !fromServer(entity::kStudent, student.uuid))
            return "a pupil who is not in the audit";
        domain::PhotoFile& file =
            m_files.try_emplace(student, domain::PhotoFile{student, {}, 0, {}}).first->second;
        if (photoStateFrom(before) != file.state)
            return "another state before";
        auto outcome = domain::apply(file, m);
        if (!outcome)
            return refused(outcome);
        file = std::move(outcome->file);
        if (outcome->takesBackMessages)
            m_messages.erase(*outcome->takesBackMessages);
        if (!outcome->messages.empty())
            m_messages[m.id] = std::move(outcome->messages);
        return {};
    }
    if (std::holds_alternative<domain::CardChange>(m.change)) {
        const domain::CardId id{m.entityId};
        auto card = domain::apply(find(m_cards, id), m);
        if (card)
            m_cards[id] = *card;
        return refused(card);
    }
    if (std::holds_alternative<domain::PutStudent>(m.change)) {
        const domain::StudentId id{m.entityId};
        auto student = domain::applyStudent(find(m_students, id), m);
        if (student)
            m_students[id] = *student;
        return refused(student);
    }
    if (std::holds_alternative<domain::PutSchool>(m.change)) {
        auto school = domain::applySchool(m_school ? &*m_school : nullptr, m);
        if (school)
            m_school = *school;
        return refused(school);
    }
    m_batches[domain::BatchId{m.entityId}] = std::get<domain::PutBatch>(m.change).batch;
    return {};
}

void AuditReplay::compare(Connection& c, const Report& report) const {
    compareStudents(c, report);
    comparePhotoFiles(c, report);
    compareCards(c, report);
    compareMessages(c, report);
    if (loadSchool(c) != m_school)
        report("school differs from the audit");
}

void AuditReplay::compareStudents(Connection& c, const Report& report) const {
    std::map<domain::StudentId, domain::Student> stored;
    const bool halfSnapshot =
        c.integer("SELECT count(*) FROM sync_state WHERE snapshot_cursor IS NOT NULL") > 0;
    Query q = c.query(std::string("SELECT ") + kStudentColumns + " FROM student s");
    while (q.step()) {
        auto student = studentFrom(q);
        const auto id = student.id;
        // What the server has not seen gives its numbers up to a record that has them there (Rebase).
        if (const auto base = m_bases.find(keyOf(entity::kStudent, id.uuid));
            base != m_bases.end() && (base->second.withPending || halfSnapshot))
            if (const auto* replayed = find(m_students, id)) {
                if (student.registerNumber.empty())
                    student.registerNumber = replayed->registerNumber;
                if (!student.pesel)
                    student.pesel = replayed->pesel;
            }
        stored.emplace(id, std::move(student));
    }
    compareMaps(stored, m_students, "student", report);
}

void AuditReplay::comparePhotoFiles(Connection& c, const Report& report) const {
    std::map<domain::StudentId, domain::PhotoFile> stored;
    Query q = c.query("SELECT s.id, p.version, p.last_change, p.state_json FROM photo_file p "
                      "JOIN student s ON s.student_no = p.student_no");
    while (q.step()) {
        const auto id = q.id<domain::StudentId>(0);
        stored.emplace(
            id, domain::PhotoFile{id, photoStateFrom(q.view(3)), q.integer(1), q.id<domain::MutationId>(2)});
    }
    compareMaps(stored, m_files, "photo_file", report);
}

void AuditReplay::compareCards(Connection& c, const Report& report) const {
    std::map<domain::CardId, domain::StudentCard> cards;
    Query q = c.query("SELECT body_json FROM student_card");
    while (q.step()) {
        auto card = cardFrom(q.view(0));
        const auto id = card.id;
        cards.emplace(id, std::move(card));
    }
    // A card of the server whose number is taken here is not in the register; a person was told (Rebase).
    auto expected = m_cards;
    std::erase_if(expected, [&](const auto& entry) {
        return !cards.contains(entry.first) && fromServer(entity::kCard, entry.first.uuid) &&
               numberTaken(c, entry.second.number);
    });
    compareMaps(cards, expected, "student_card", report);

    std::map<domain::BatchId, domain::CardBatch> batches;
    Query b = c.query("SELECT body_json FROM card_batch");
    while (b.step()) {
        auto batch = batchFrom(b.view(0));
        const auto id = batch.id;
        // Another office's batch may have taken the number of one that has not left yet.
        if (const auto* replayed = find(m_batches, id);
            replayed && !m_bases.empty() && !fromServer(entity::kBatch, id.uuid))
            batch.number = replayed->number;
        batches.emplace(id, std::move(batch));
    }
    compareMaps(batches, m_batches, "card_batch", report);
}

void AuditReplay::compareMessages(Connection& c, const Report& report) const {
    std::map<domain::MutationId, std::vector<domain::SystemMessage>> stored;
    Query q = c.query(
        "SELECT student_id, cause, from_status, to_status, reasons_json, note, at FROM system_message");
    while (q.step()) {
        domain::SystemMessage m;
        m.student = q.id<domain::StudentId>(0);
        m.cause = q.id<domain::MutationId>(1);
        m.from = domain::statusFromString(q.view(2)).value_or(domain::PhotoStatus::none);
        m.to = domain::statusFromString(q.view(3)).value_or(domain::PhotoStatus::none);
        for (const Json& item : parseJson(q.view(4)).value())
            m.reasons.push_back(
                domain::reasonFromString(item.get<std::string>()).value_or(domain::RejectionReason::other));
        m.note = q.text(5);
        m.at = q.time(6);
        if (!fromServer(entity::kPhotoFile, m.student.uuid)) // the server's own audit answers for the others
            stored[m.cause].push_back(std::move(m));
    }
    auto replayed = m_messages;
    std::erase_if(replayed, [&](const auto& entry) {
        return !entry.second.empty() && fromServer(entity::kPhotoFile, entry.second.front().student.uuid);
    });
    compareMaps(stored, replayed, "message of", report);
}

} // namespace esek::storage
