#include "storage/AuditReplay.h"

#include "base/Hex.h"
#include "storage/BodyTable.h"
#include "storage/CardTable.h"
#include "storage/GuardianTable.h"
#include "storage/PhotoTable.h"
#include "storage/StudentTable.h"

namespace esek::storage {

using domain::CardBatch;
using domain::PhotoFile;
using domain::School;
using domain::Student;
using domain::StudentCard;

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

AuditReplay::Key AuditReplay::keyOf(domain::Entity kind, const Uuid& id) {
    // There is one school; it may have been known under another id before the first pull.
    return {kind, kind == domain::Entity::school ? Uuid() : id};
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
                if (std::string why = startFromServer(c, r); !why.empty())
                    return std::string(toString(r.entity)) + " " + r.id.toString() + ": " + why;
    } catch (const std::exception&) {
        return "not readable";
    }
    return {};
}

template <class T>
void AuditReplay::start(const Uuid& id, const ServerRow* row, const std::vector<PendingMutation>& over) {
    // A record of a kind that only grows never goes.
    if constexpr (!domain::EntityTraits<T>::onlyGrows)
        records<T>().erase(typename domain::EntityTraits<T>::Id{id});
    if (auto record = merged<T>(row, over))
        records<T>().insert_or_assign(record->id, std::move(*record));
}
template <>
void AuditReplay::start<School>(const Uuid&, const ServerRow* row, const std::vector<PendingMutation>& over) {
    auto school = merged<School>(row, over);
    if (!school)
        return;
    records<School>().clear(); // it may have been here under another id
    records<School>().emplace(school->id, std::move(*school));
}
/// What the server does not have stays as this office made it.
template <>
void AuditReplay::start<CardBatch>(const Uuid& id, const ServerRow* row,
                                   const std::vector<PendingMutation>& over) {
    if (row)
        records<CardBatch>()[domain::BatchId{id}] = merged<CardBatch>(row, over).value();
}
template <>
void AuditReplay::start<PhotoFile>(const Uuid& id, const ServerRow* row,
                                   const std::vector<PendingMutation>& over) {
    const domain::StudentId student{id};
    records<PhotoFile>().erase(student);
    if (auto merged = mergedPhotoFile(student, row, over); merged.file.lastChange) {
        records<PhotoFile>().emplace(student, std::move(merged.file));
        m_since[student] = merged.since;
    }
}

std::string AuditReplay::startFromServer(Connection& c, const RebasedRecord& r) {
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
    withEntity(r.entity, [&](auto type) { start<typename decltype(type)::type>(r.id, server, over); });
    return {};
}

template <class T>
std::string AuditReplay::applyTo(const domain::Mutation& m, std::string_view) {
    const typename domain::EntityTraits<T>::Id id{m.entityId};
    auto next = domain::apply(find(records<T>(), id), m);
    if (next)
        records<T>()[id] = *next;
    return refused(next);
}
template <>
std::string AuditReplay::applyTo<School>(const domain::Mutation& m, std::string_view) {
    auto& schools = records<School>();
    auto school = domain::apply(schools.empty() ? nullptr : &schools.begin()->second, m);
    if (school) {
        schools.clear();
        schools.emplace(school->id, *school);
    }
    return refused(school);
}
template <>
std::string AuditReplay::applyTo<PhotoFile>(const domain::Mutation& m, std::string_view before) {
    const domain::StudentId student{m.entityId};
    if (!find(records<Student>(), student) && !fromServer(domain::Entity::student, student.uuid))
        return "a pupil who is not in the audit";
    PhotoFile& file = records<PhotoFile>().try_emplace(student, PhotoFile{student, {}, 0, {}}).first->second;
    if (photoStateFrom(before) != file.state)
        return "another state before";
    auto outcome = domain::apply(file, m);
    if (!outcome)
        return refused(outcome);
    if (!domain::sameQuestion(file, outcome->file))
        m_since[student] = m.at;
    file = std::move(outcome->file);
    if (outcome->takesBackMessages)
        m_messages.erase(*outcome->takesBackMessages);
    if (!outcome->messages.empty())
        m_messages[m.id] = std::move(outcome->messages);
    return {};
}

std::string AuditReplay::apply(std::int64_t seq, const domain::Mutation& m, std::string_view before) {
    if (const auto base = m_bases.find(keyOf(m.entity(), m.entityId));
        base != m_bases.end() && base->second.seq > seq)
        return {};
    return domain::withEntity(m.entity(),
                              [&](auto type) { return applyTo<typename decltype(type)::type>(m, before); });
}

template <>
void AuditReplay::compareWith<School>(Connection& c, const Report& report) const {
    const auto& schools = records<School>();
    if (loadSchool(c) != (schools.empty() ? std::nullopt : std::optional(schools.begin()->second)))
        report("school differs from the audit");
}

template <>
void AuditReplay::compareWith<Student>(Connection& c, const Report& report) const {
    std::map<domain::StudentId, domain::Student> stored;
    std::set<std::string> numbers, pesels;
    const bool halfSnapshot =
        c.integer("SELECT count(*) FROM sync_state WHERE snapshot_cursor IS NOT NULL") > 0;
    Query q = c.query("SELECT " + studentColumns() + " FROM student s");
    while (q.step()) {
        auto student = studentFrom(q);
        numbers.insert(student.registerNumber);
        if (student.pesel)
            pesels.insert(student.pesel->text());
        stored.emplace(student.id, std::move(student));
    }
    // What the server has not seen gives its numbers up to a record that has them there, and so does a record
    // whose number still belongs to one whose change is held back (Rebase).
    for (auto& [id, student] : stored) {
        const auto* replayed = find(records<Student>(), id);
        if (!replayed)
            continue;
        const auto base = m_bases.find(keyOf(domain::Entity::student, id.uuid));
        const bool anyway = base != m_bases.end() && (base->second.withPending || halfSnapshot);
        if (student.registerNumber.empty() && (anyway || numbers.contains(replayed->registerNumber)))
            student.registerNumber = replayed->registerNumber;
        if (!student.pesel && replayed->pesel && (anyway || pesels.contains(replayed->pesel->text())))
            student.pesel = replayed->pesel;
    }
    compareMaps(stored, records<Student>(), "student", report);
}

template <>
void AuditReplay::compareWith<domain::Guardian>(Connection& c, const Report& report) const {
    std::map<domain::GuardianId, domain::Guardian> stored;
    for (domain::Guardian& guardian : allGuardians(c)) {
        const auto id = guardian.id;
        stored.emplace(id, std::move(guardian));
    }
    compareMaps(stored, records<domain::Guardian>(), "guardian", report);
}

template <>
void AuditReplay::compareWith<PhotoFile>(Connection& c, const Report& report) const {
    std::map<domain::StudentId, domain::PhotoFile> stored;
    Query q = c.query("SELECT s.id, p.version, p.last_change, p.state_json, p.since FROM photo_file p "
                      "JOIN student s ON s.student_no = p.student_no");
    while (q.step()) {
        const auto id = q.id<domain::StudentId>(0);
        if (const auto since = m_since.find(id); since != m_since.end() && since->second != q.time(4))
            report("photo_file " + id.toString() + " differs from the audit in its time");
        stored.emplace(
            id, domain::PhotoFile{id, photoStateFrom(q.view(3)), q.integer(1), q.id<domain::MutationId>(2)});
    }
    compareMaps(stored, records<PhotoFile>(), "photo_file", report);
}

template <>
void AuditReplay::compareWith<StudentCard>(Connection& c, const Report& report) const {
    std::map<domain::CardId, domain::StudentCard> cards;
    Query q = c.query("SELECT body_json FROM student_card");
    while (q.step()) {
        auto card = cardFrom(q.view(0));
        const auto id = card.id;
        cards.emplace(id, std::move(card));
    }
    // A card of the server whose number is taken here is not in the register; a person was told (Rebase).
    auto expected = records<StudentCard>();
    std::erase_if(expected, [&](const auto& entry) {
        return !cards.contains(entry.first) && fromServer(domain::Entity::card, entry.first.uuid) &&
               numberTaken(c, entry.second.number);
    });
    compareMaps(cards, expected, "student_card", report);
}

template <>
void AuditReplay::compareWith<CardBatch>(Connection& c, const Report& report) const {
    std::map<domain::BatchId, domain::CardBatch> batches;
    Query b = c.query("SELECT body_json FROM card_batch");
    while (b.step()) {
        auto batch = batchFrom(b.view(0));
        const auto id = batch.id;
        // Another office's batch may have taken the number of one that has not left yet.
        if (const auto* replayed = find(records<CardBatch>(), id);
            replayed && !m_bases.empty() && !fromServer(domain::Entity::batch, id.uuid))
            batch.number = replayed->number;
        batches.emplace(id, std::move(batch));
    }
    compareMaps(batches, records<CardBatch>(), "card_batch", report);
}

template <class T>
void AuditReplay::compareBodies(Connection& c, const Report& report) const {
    std::map<typename domain::EntityTraits<T>::Id, T> stored;
    for (T& record : allBodies<T>(c))
        stored.emplace(record.id, std::move(record));
    compareMaps(stored, records<T>(), bodyTable<T>().c_str(), report);
}
template <>
void AuditReplay::compareWith<domain::ValidityMarks>(Connection& c, const Report& report) const {
    compareBodies<domain::ValidityMarks>(c, report);
}
template <>
void AuditReplay::compareWith<domain::DuplicateRequest>(Connection& c, const Report& report) const {
    compareBodies<domain::DuplicateRequest>(c, report);
}
template <>
void AuditReplay::compareWith<domain::BlankDelivery>(Connection& c, const Report& report) const {
    compareBodies<domain::BlankDelivery>(c, report);
}
template <>
void AuditReplay::compareWith<domain::Blank>(Connection& c, const Report& report) const {
    compareBodies<domain::Blank>(c, report);
}

void AuditReplay::compare(Connection& c, const Report& report) const {
    domain::forEachEntity([&](auto type) { compareWith<typename decltype(type)::type>(c, report); });
    compareMessages(c, report);
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
        if (!fromServer(domain::Entity::photoFile,
                        m.student.uuid)) // the server's own audit answers for the others
            stored[m.cause].push_back(std::move(m));
    }
    auto replayed = m_messages;
    std::erase_if(replayed, [&](const auto& entry) {
        return !entry.second.empty() &&
               fromServer(domain::Entity::photoFile, entry.second.front().student.uuid);
    });
    compareMaps(stored, replayed, "message of", report);
}

} // namespace esek::storage
