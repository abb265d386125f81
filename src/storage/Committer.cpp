#include "storage/Committer.h"

#include "domain/Check.h"
#include "domain/Record.h"
#include "storage/BodyTable.h"
#include "storage/CardTable.h"
#include "storage/Errors.h"
#include "storage/GuardianTable.h"
#include "storage/PhotoTable.h"
#include "storage/StudentTable.h"
#include "storage/UndoLog.h"

#include <algorithm>

namespace esek::storage {

namespace {

void requireSameId(const Uuid& entityId, const Uuid& inner) {
    if (entityId != inner)
        throw Exception(ErrorCode::internal, "the mutation names one record and carries another");
}

/// Which index SQLite complains of first is chance: a pupil who is there already is the reason that counts.
bool isSecondInsert(Connection& c, const domain::Mutation& m) {
    const auto* put = std::get_if<domain::PutStudent>(&m.change);
    return put && m.expected == 0 && studentExists(c, put->student.id);
}

/// Some blank of the delivery is no longer merely in stock.
bool anyBooked(Connection& c, const domain::DeliveryId& id) {
    return c.prepared("SELECT 1 FROM blank WHERE delivery = ? AND state <> 'in_stock' LIMIT 1")
        .bindText(id.toString())
        .step();
}

/// Runs f; an error tells the pupil of the card too.
template <class F>
std::int64_t named(const std::optional<domain::StudentCard>& card, F&& f) {
    try {
        return f();
    } catch (const Exception& e) {
        if (!card || !e.error().value("student").empty())
            throw;
        throw Exception(e.error().with("student", card->contents.surname + " " + card->contents.givenNames));
    }
}

/// The number that another record already has, for the sentence.
std::string takenNumber(const domain::Mutation& m) {
    if (const auto* put = std::get_if<domain::PutStudent>(&m.change))
        return put->student.registerNumber;
    if (const auto* change = std::get_if<domain::CardChange>(&m.change))
        if (const auto* issue = std::get_if<domain::IssueCard>(change))
            return issue->card.number;
    return {};
}

} // namespace

Committer::Committer(Connection& c, const blob::FileBlobStore& blobs, const Clock& clock, Rng& rng)
    : m_connection(c), m_blobs(blobs), m_clock(clock), m_rng(rng), m_audit(c) {}

void Committer::apply(std::span<const domain::Mutation> mutations) {
    m_result.versions.reserve(mutations.size());
    for (std::size_t i = 0; i < mutations.size(); ++i) {
        try {
            m_result.versions.push_back(applyOne(mutations[i]));
        } catch (const Exception& e) {
            throw Exception(e.error().with("index", std::to_string(i)));
        } catch (const SQLite::Exception& e) {
            Error error = toError(e);
            if (category(error.code) != ErrorCategory::rule)
                throw;
            if (isSecondInsert(m_connection, mutations[i]))
                error.code = ErrorCode::studentExists;
            throw Exception(
                std::move(error).with("index", std::to_string(i)).with("number", takenNumber(mutations[i])));
        }
    }
}

void Committer::setNumbersAside(std::span<const domain::Mutation> mutations) {
    for (const domain::Mutation& m : mutations)
        if (const auto* put = std::get_if<domain::PutStudent>(&m.change))
            clearStudentNumbers(m_connection, put->student.id);
}

void Committer::requireBlob(const domain::StudentId& student, const domain::BlobId& blob) {
    // In the write transaction: the bytes that another call is about to erase are called back here or are
    // gone.
    std::error_code ec;
    const auto size = std::filesystem::file_size(m_blobs.path(blob), ec);
    if (ec)
        throw Exception(
            Error{ErrorCode::blobMissing, "bytes are not in the store", {{"blob", blob.toString()}}});
    noteBlob(m_connection, student, blob, static_cast<std::int64_t>(size));
}

template <>
std::int64_t Committer::applyTo<domain::PhotoFile>(const domain::Mutation& m,
                                                   const domain::PhotoChange& change) {
    const domain::StudentId student{m.entityId};
    const auto stored = loadPhotoFile(m_connection, student);
    if (!stored)
        throw Exception(Error{ErrorCode::unknownStudent, "no such pupil", {{"student", student.toString()}}});
    if (const auto* undo = std::get_if<domain::UndoDecision>(&change)) {
        // The state to go back to is what the audit says, not what the caller says.
        if (undoableDecision(m_connection, undo->undoes).before != undo->before)
            throw Exception(ErrorCode::nothingToUndo, "another state before the decision");
    }
    domain::PhotoOutcome outcome = domain::apply(stored->file, m).value();
    if (const auto* submit = std::get_if<domain::SubmitPhoto>(&change))
        requireBlob(student, submit->photo.blob);
    savePhotoFile(m_connection, stored->studentNo, outcome.file,
                  domain::sameQuestion(stored->file, outcome.file) ? stored->since : m.at);
    if (outcome.takesBackMessages)
        removeMessages(m_connection, *outcome.takesBackMessages);
    for (domain::SystemMessage& message : outcome.messages) {
        message.id = domain::MessageId{Uuid::v7(m_clock, m_rng)};
        insertMessage(m_connection, message);
        m_result.messages.push_back(std::move(message));
    }
    if (outcome.eraseDropped) {
        std::vector<domain::BlobId> kept;
        for (const domain::Photo* p : outcome.file.photos())
            kept.push_back(p->blob);
        m_erasing |= markErasing(m_connection, student, kept);
    }
    m_audit.append(m, stored->stateJson, stored->file.version);
    const std::int64_t version = outcome.file.version;
    m_result.files.push_back(std::move(outcome.file));
    return version;
}

template <>
std::int64_t Committer::applyTo<domain::StudentCard>(const domain::Mutation& m,
                                                     const domain::CardChange& change) {
    const auto current = loadCard(m_connection, domain::CardId{m.entityId});
    if (!current && std::holds_alternative<domain::MarkCard>(change))
        throw Exception(Error{ErrorCode::unknownCard, "no such card", {{"number", m.entityId.toString()}}});
    const domain::StudentCard card = domain::apply(current ? &*current : nullptr, m).value();
    requireSameId(m.entityId, card.id.uuid);
    domain::checkSiblings(current ? &*current : nullptr, card, cardsOf(m_connection, card.student)).value();
    if (current) {
        updateCard(m_connection, card);
    } else {
        if (!studentExists(m_connection, card.student))
            throw Exception(
                Error{ErrorCode::unknownStudent, "no such pupil", {{"student", card.student.toString()}}});
        if (!batchExists(m_connection, card.batch))
            throw Exception(
                Error{ErrorCode::unknownBatch, "no such batch", {{"batch", card.batch.toString()}}});
        insertCard(m_connection, card);
    }
    m_audit.append(m, current ? domain::toJson(*current).dump() : std::string(), card.version - 1);
    return card.version;
}

template <>
std::int64_t Committer::applyTo<domain::Student>(const domain::Mutation& m, const domain::PutStudent& put) {
    requireSameId(m.entityId, put.student.id.uuid);
    // "On version 0" is a new pupil: the unique id refuses it if there is one already.
    const auto current = m.expected == 0 ? std::nullopt : loadStudent(m_connection, put.student.id);
    domain::admit(m, current ? &*current : nullptr, m_clock.today()).value();
    const domain::Student student = domain::apply(current ? &*current : nullptr, m).value();
    if (current)
        updateStudent(m_connection, student);
    else
        insertStudent(m_connection, student);
    m_audit.append(m, current ? domain::toJson(*current).dump() : std::string(), student.version - 1);
    return student.version;
}

template <>
std::int64_t Committer::applyTo<domain::School>(const domain::Mutation& m, const domain::PutSchool& put) {
    requireSameId(m.entityId, put.school.id.uuid);
    const auto current = loadSchool(m_connection);
    if (current)
        requireSameId(m.entityId, current->id.uuid);
    const domain::School school = domain::apply(current ? &*current : nullptr, m).value();
    saveSchool(m_connection, school);
    m_audit.append(m, current ? domain::toJson(*current).dump() : std::string(), school.version - 1);
    return school.version;
}

template <>
std::int64_t Committer::applyTo<domain::CardBatch>(const domain::Mutation& m, const domain::PutBatch& put) {
    requireSameId(m.entityId, put.batch.id.uuid);
    const auto current = loadBatch(m_connection, put.batch.id);
    saveBatch(m_connection, domain::apply(current ? &*current : nullptr, m).value());
    m_audit.append(m, {}, 0);
    return 1;
}

template <>
std::int64_t Committer::applyTo<domain::Guardian>(const domain::Mutation& m, const domain::PutGuardian& put) {
    requireSameId(m.entityId, put.guardian.id.uuid);
    if (!studentExists(m_connection, put.guardian.student))
        throw Exception(Error{
            ErrorCode::unknownStudent, "no such pupil", {{"student", put.guardian.student.toString()}}});
    const auto current = loadGuardian(m_connection, put.guardian.id);
    const domain::Guardian guardian = domain::apply(current ? &*current : nullptr, m).value();
    saveGuardian(m_connection, guardian);
    m_audit.append(m, current ? domain::toJson(*current).dump() : std::string(), guardian.version - 1);
    return guardian.version;
}

template <class T>
T Committer::put(const domain::Mutation& m, const std::optional<T>& current) {
    T next = domain::apply(current ? &*current : nullptr, m).value();
    requireSameId(m.entityId, next.id.uuid);
    saveBody(m_connection, next);
    m_audit.append(m, current ? domain::toJson(*current).dump() : std::string(), next.version - 1);
    return next;
}

template <>
std::int64_t Committer::applyTo<domain::ValidityMarks>(const domain::Mutation& m,
                                                       const domain::MarkChange& change) {
    const domain::CardId id{m.entityId};
    const auto card = loadCard(m_connection, id);
    if (std::holds_alternative<domain::PlaceMark>(change))
        domain::checkMarkedCard(card ? &*card : nullptr).value();
    return named(card, [&] { return put(m, loadBody<domain::ValidityMarks>(m_connection, id)).version; });
}

template <>
std::int64_t Committer::applyTo<domain::DuplicateRequest>(const domain::Mutation& m,
                                                          const domain::DuplicateChange&) {
    const domain::CardId id{m.entityId};
    const auto card = loadCard(m_connection, id);
    return named(card, [&] {
        const auto next = put(m, loadBody<domain::DuplicateRequest>(m_connection, id));
        const auto fresh = next.newCard ? loadCard(m_connection, *next.newCard) : std::nullopt;
        domain::checkCards(next, card ? &*card : nullptr, fresh ? &*fresh : nullptr).value();
        return next.version;
    });
}

template <>
std::int64_t Committer::applyTo<domain::BlankDelivery>(const domain::Mutation& m,
                                                       const domain::DeliveryChange& change) {
    const domain::DeliveryId id{m.entityId};
    const auto next = put(m, loadBody<domain::BlankDelivery>(m_connection, id));
    if (std::holds_alternative<domain::ReceiveBlanks>(change)) {
        const auto others = allBodies<domain::BlankDelivery>(m_connection);
        if (const auto* other = overlapping(next, others))
            throw Exception(overlapError(next, *other));
    } else if (anyBooked(m_connection, id)) {
        throw Exception(
            Error{ErrorCode::deliveryInUse, "blanks of it are booked", {{"range", next.range()}}});
    }
    return next.version;
}

template <>
std::int64_t Committer::applyTo<domain::Blank>(const domain::Mutation& m, const domain::BookBlank& book) {
    const auto delivery = loadBody<domain::BlankDelivery>(m_connection, book.blank.delivery);
    const auto card = book.blank.card ? loadCard(m_connection, *book.blank.card) : std::nullopt;
    domain::checkBlank(book.blank, delivery ? &*delivery : nullptr, card ? &*card : nullptr).value();
    return put(m, loadBody<domain::Blank>(m_connection, domain::BlankId{m.entityId})).version;
}

std::int64_t Committer::applyOne(const domain::Mutation& m) {
    if (m.entity() != domain::Entity::student) // a pupil's data are judged beside those that are there
        domain::admit(m, nullptr, m_clock.today()).value();
    return domain::withEntity(m.entity(), [&](auto type) {
        using T = typename decltype(type)::type;
        return applyTo<T>(m, std::get<typename domain::EntityTraits<T>::Change>(m.change));
    });
}

} // namespace esek::storage
