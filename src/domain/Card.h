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
    bool operator==(const CardBatch&) const = default;
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
