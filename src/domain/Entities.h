#pragma once
#include "domain/Entity.h"
#include "domain/GuardianRules.h"
#include "domain/Reconcile.h"
#include "domain/Record.h"

#include <type_traits>

namespace esek::domain {

template <class... T>
struct TypeList {
    static constexpr std::size_t size = sizeof...(T);
};

/// The registry: every kind of record that mutations change. Storage, sync, server, verify and texts go over
/// this list; a place that does not know one of these kinds does not compile.
using Entities = TypeList<School, Student, Guardian, CardBatch, StudentCard, ValidityMarks, DuplicateRequest,
                          BlankDelivery, Blank, PhotoFile>;

/// What the other modules ask of a kind: its number and name, the changes that may happen to it, its JSON.
/// `onlyGrows` says that a record which the server does not have stays in the office: the register of cards.
/// Its rules are overloads of apply(), reconcile() and redo().
template <class T>
struct EntityTraits;

template <>
struct EntityTraits<School> {
    static constexpr Entity kind = Entity::school;
    static constexpr std::string_view name = "school";
    static constexpr bool onlyGrows = false;
    using Id = SchoolId;
    using Change = PutSchool;
    using Row = School;    ///< what the server keeps and sends
    using Before = School; ///< what a mutation was made on
    static constexpr auto rowFromJson = &schoolFromJson;
    static constexpr auto beforeFromJson = &schoolFromJson;
    static const School* carried(const Change& c) { return &c.school; }
};

template <>
struct EntityTraits<Student> {
    static constexpr Entity kind = Entity::student;
    static constexpr std::string_view name = "student";
    static constexpr bool onlyGrows = false;
    using Id = StudentId;
    using Change = PutStudent;
    using Row = Student;
    using Before = Student;
    static constexpr auto rowFromJson = &studentFromJson;
    static constexpr auto beforeFromJson = &studentFromJson;
    static const Student* carried(const Change& c) { return &c.student; }
};

template <>
struct EntityTraits<Guardian> {
    static constexpr Entity kind = Entity::guardian;
    static constexpr std::string_view name = "guardian";
    static constexpr bool onlyGrows = false;
    using Id = GuardianId;
    using Change = PutGuardian;
    using Row = Guardian;
    using Before = Guardian;
    static constexpr auto rowFromJson = &guardianFromJson;
    static constexpr auto beforeFromJson = &guardianFromJson;
    static const Guardian* carried(const Change& c) { return &c.guardian; }
};

template <>
struct EntityTraits<CardBatch> {
    static constexpr Entity kind = Entity::batch;
    static constexpr std::string_view name = "card_batch";
    static constexpr bool onlyGrows = true;
    using Id = BatchId;
    using Change = PutBatch;
    using Row = CardBatch;
    using Before = CardBatch;
    static constexpr auto rowFromJson = &batchFromJson;
    static constexpr auto beforeFromJson = &batchFromJson;
    static const CardBatch* carried(const Change& c) { return &c.batch; }
};

template <>
struct EntityTraits<StudentCard> {
    static constexpr Entity kind = Entity::card;
    static constexpr std::string_view name = "student_card";
    static constexpr bool onlyGrows = true;
    using Id = CardId;
    using Change = CardChange;
    using Row = StudentCard;
    using Before = StudentCard;
    static constexpr auto rowFromJson = &cardFromJson;
    static constexpr auto beforeFromJson = &cardFromJson;
    static const StudentCard* carried(const Change& c) {
        const auto* issue = std::get_if<IssueCard>(&c);
        return issue ? &issue->card : nullptr;
    }
};

template <>
struct EntityTraits<ValidityMarks> {
    static constexpr Entity kind = Entity::validityMarks;
    static constexpr std::string_view name = "validity_marks";
    static constexpr bool onlyGrows = true;
    using Id = CardId; ///< a card has one such record
    using Change = MarkChange;
    using Row = ValidityMarks;
    using Before = ValidityMarks;
    static constexpr auto rowFromJson = &validityMarksFromJson;
    static constexpr auto beforeFromJson = &validityMarksFromJson;
    static const ValidityMarks* carried(const Change&) { return nullptr; }
};

template <>
struct EntityTraits<DuplicateRequest> {
    static constexpr Entity kind = Entity::duplicateRequest;
    static constexpr std::string_view name = "duplicate_request";
    static constexpr bool onlyGrows = true;
    using Id = CardId; ///< of the card that is replaced
    using Change = DuplicateChange;
    using Row = DuplicateRequest;
    using Before = DuplicateRequest;
    static constexpr auto rowFromJson = &duplicateRequestFromJson;
    static constexpr auto beforeFromJson = &duplicateRequestFromJson;
    static const DuplicateRequest* carried(const Change&) { return nullptr; }
};

template <>
struct EntityTraits<BlankDelivery> {
    static constexpr Entity kind = Entity::blankDelivery;
    static constexpr std::string_view name = "blank_delivery";
    static constexpr bool onlyGrows = true;
    using Id = DeliveryId;
    using Change = DeliveryChange;
    using Row = BlankDelivery;
    using Before = BlankDelivery;
    static constexpr auto rowFromJson = &blankDeliveryFromJson;
    static constexpr auto beforeFromJson = &blankDeliveryFromJson;
    static const BlankDelivery* carried(const Change&) { return nullptr; }
};

template <>
struct EntityTraits<Blank> {
    static constexpr Entity kind = Entity::blank;
    static constexpr std::string_view name = "blank";
    static constexpr bool onlyGrows = true;
    using Id = BlankId;
    using Change = BookBlank;
    using Row = Blank;
    using Before = Blank;
    static constexpr auto rowFromJson = &blankFromJson;
    static constexpr auto beforeFromJson = &blankFromJson;
    static const Blank* carried(const Change& c) { return &c.blank; }
};

template <>
struct EntityTraits<PhotoFile> {
    static constexpr Entity kind = Entity::photoFile;
    static constexpr std::string_view name = "photo_file";
    static constexpr bool onlyGrows = false;
    using Id = StudentId; ///< a pupil has one photo file
    using Change = PhotoChange;
    using Row = PhotoFileRow;
    using Before = PhotoState;
    static constexpr auto rowFromJson = &photoFileRowFromJson;
    static constexpr auto beforeFromJson = &photoStateFromJson;
    static const PhotoFile* carried(const Change&) { return nullptr; }
};

namespace detail {
template <class... T, class F>
constexpr void forEach(TypeList<T...>, F&& f) {
    (f(std::type_identity<T>{}), ...);
}
template <class F, class T, class... Rest>
decltype(auto) with(TypeList<T, Rest...>, Entity kind, F&& f) {
    if (EntityTraits<T>::kind == kind)
        return f(std::type_identity<T>{});
    if constexpr (sizeof...(Rest) > 0)
        return with(TypeList<Rest...>{}, kind, std::forward<F>(f));
    else
        throw Exception(ErrorCode::internal, "a kind of records without mutations");
}
} // namespace detail

/// Calls f(std::type_identity<T>{}) for every kind, in the order of the list.
template <class F>
constexpr void forEachEntity(F&& f) {
    detail::forEach(Entities{}, std::forward<F>(f));
}

/// Calls f(std::type_identity<T>{}) for the kind and returns what it returns. A message, which no mutation
/// changes, is an internal error.
template <class F>
decltype(auto) withEntity(Entity kind, F&& f) {
    return detail::with(Entities{}, kind, std::forward<F>(f));
}

/// The kind of a row that came from elsewhere, when mutations change that kind here. Nothing for messages and
/// for the kinds of a later program.
std::optional<Entity> changeableEntity(std::string_view name);

} // namespace esek::domain
