#pragma once
#include "domain/CropParams.h"
#include "domain/Photo.h"
#include "domain/School.h"
#include "domain/Student.h"

namespace esek::domain {

/// Life of a card in the register (README.md, Register and numbers).
enum class CardState { issued, printed, spoiled, handedOver, lost, returned, invalid };
std::string_view toString(
    CardState); ///< "new", "printed", "spoiled", "issued" (handed over), "lost", "returned", "invalid"
std::optional<CardState> cardStateFromString(std::string_view);
std::string label(CardState);

/// What was decided to be printed, frozen at issue: a later change of the pupil's data does not change the
/// card.
struct CardContents {
    std::string givenNames;
    std::string surname;
    std::optional<Date> birthDate;
    std::string pesel; ///< empty when a document stands in its place
    std::optional<IdentityDocument> document;
    std::string schoolName;
    Address schoolAddress;
    std::string headteacher;
    BlobId photo;
    std::optional<CropParams> crop;
    LaterFields laterFields;
    bool operator==(const CardContents&) const = default;
};

struct StudentCard {
    CardId id;
    StudentId student;
    BatchId batch;
    std::string number; ///< unique in the school
    std::string cardType;
    std::string classUnit; ///< at issue
    Date issuedOn{};
    CardState state = CardState::issued;
    std::string stateReason;
    int duplicate = 0; ///< 0 the original, 1 the first duplicate ...
    CardContents contents;
    LaterFields laterFields;
    std::int64_t version = 0;
    bool operator==(const StudentCard&) const = default;

    /// Still the pupil's card: a further one needs a duplicate or the end of this one.
    bool valid() const {
        return state == CardState::issued || state == CardState::printed || state == CardState::handedOver;
    }
};

struct CardBatch {
    BatchId id;
    int number = 0; ///< running number in the office, for people
    Date issuedOn{};
    Timestamp createdAt{};
    std::string createdBy;
    int cardCount = 0;
    LaterFields laterFields;
    bool operator==(const CardBatch&) const = default;
};

template <>
struct RecordFields<CardContents> {
    template <class Value>
    using F = Field<CardContents, Value>;
    static constexpr std::tuple list{
        F<std::string>{"givenNames", nullptr, &CardContents::givenNames, Presence::required, Merge::never},
        F<std::string>{"surname", nullptr, &CardContents::surname, Presence::required, Merge::never},
        F<std::optional<Date>>{"birthDate", nullptr, &CardContents::birthDate, Presence::ifSet, Merge::never},
        F<std::string>{"pesel", nullptr, &CardContents::pesel, Presence::ifSet, Merge::never},
        F<std::optional<IdentityDocument>>{"document", nullptr, &CardContents::document, Presence::ifSet,
                                           Merge::never},
        F<std::string>{"schoolName", nullptr, &CardContents::schoolName, Presence::required, Merge::never},
        F<Address>{"address", nullptr, &CardContents::schoolAddress, Presence::required, Merge::never},
        F<std::string>{"headteacher", nullptr, &CardContents::headteacher, Presence::required, Merge::never},
        F<BlobId>{"photo", nullptr, &CardContents::photo, Presence::required, Merge::never},
        F<std::optional<CropParams>>{"crop", nullptr, &CardContents::crop, Presence::ifSet, Merge::never},
        F<LaterFields>{nullptr, nullptr, &CardContents::laterFields, Presence::ifSet, Merge::never},
    };
};

template <>
struct RecordFields<StudentCard> {
    template <class Value>
    using F = Field<StudentCard, Value>;
    static constexpr std::tuple list{
        F<CardId>{"id", nullptr, &StudentCard::id, Presence::required, Merge::never},
        F<StudentId>{"student", nullptr, &StudentCard::student, Presence::required, Merge::never},
        F<BatchId>{"batch", nullptr, &StudentCard::batch, Presence::required, Merge::never},
        F<std::string>{"number", nullptr, &StudentCard::number, Presence::required, Merge::never},
        F<std::string>{"cardType", nullptr, &StudentCard::cardType, Presence::required, Merge::never},
        F<std::string>{"class", nullptr, &StudentCard::classUnit, Presence::ifSet, Merge::never},
        F<Date>{"issuedOn", nullptr, &StudentCard::issuedOn, Presence::required, Merge::never},
        F<CardState>{"state", nullptr, &StudentCard::state, Presence::required, Merge::never},
        F<std::string>{"stateReason", nullptr, &StudentCard::stateReason, Presence::ifSet, Merge::never},
        F<int>{"duplicate", nullptr, &StudentCard::duplicate, Presence::ifSet, Merge::never},
        F<CardContents>{"contents", nullptr, &StudentCard::contents, Presence::required, Merge::never},
        F<LaterFields>{nullptr, nullptr, &StudentCard::laterFields, Presence::ifSet, Merge::never},
        F<std::int64_t>{"version", nullptr, &StudentCard::version, Presence::always, Merge::never},
    };
};

template <>
struct RecordFields<CardBatch> {
    template <class Value>
    using F = Field<CardBatch, Value>;
    static constexpr std::tuple list{
        F<BatchId>{"id", nullptr, &CardBatch::id, Presence::required, Merge::never},
        F<int>{"number", nullptr, &CardBatch::number, Presence::required, Merge::never},
        F<Date>{"issuedOn", nullptr, &CardBatch::issuedOn, Presence::required, Merge::never},
        F<Timestamp>{"createdAt", nullptr, &CardBatch::createdAt, Presence::required, Merge::never},
        F<std::string>{"createdBy", nullptr, &CardBatch::createdBy, Presence::always, Merge::never},
        F<int>{"cardCount", nullptr, &CardBatch::cardCount, Presence::required, Merge::never},
        F<LaterFields>{nullptr, nullptr, &CardBatch::laterFields, Presence::ifSet, Merge::never},
    };
};

/// "{n}", "{n:5}" (zero padded), "{year}" (of issue), "{schoolyear}" (2026/2027), "{register}" (numer w
/// księdze),
/// "{class}" and plain letters, digits, / - . _ and spaces.
class NumberPattern {
  public:
    /// valueInvalid with a reason; a pattern must hold {n} or {register}, else numbers could not differ.
    static Result<NumberPattern> parse(std::string_view);
    std::string number(int running, Date issuedOn, const Student&) const;
    bool usesRunningNumber() const;

  private:
    std::string m_pattern;
};

/// "2026/2027"; a school year begins on 1 September.
std::string schoolYear(Date);

Json toJson(const StudentCard&);
Result<StudentCard> cardFromJson(const Json&);
Json toJson(const CardBatch&);
Result<CardBatch> batchFromJson(const Json&);

} // namespace esek::domain
