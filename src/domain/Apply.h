#pragma once
#include "domain/Mutation.h"

#include <span>

namespace esek::domain {

/// Told to the pupil and each parent and guardian at every change of status (README.md, Statuses).
struct SystemMessage {
    MessageId id; ///< nil until storage gives one
    StudentId student;
    MutationId cause;
    PhotoStatus from = PhotoStatus::none;
    PhotoStatus to = PhotoStatus::none;
    std::vector<RejectionReason> reasons;
    std::string note;
    Timestamp at{};
    bool operator==(const SystemMessage&) const = default;

    /// The message as the family reads it, in the current language.
    std::string text() const;
};

/// What an applied mutation leads to.
struct PhotoOutcome {
    PhotoFile file;
    std::vector<SystemMessage> messages; ///< one for each change of status
    std::optional<MutationId>
        takesBackMessages;       ///< messages of an undone decision that never left the office
    std::vector<BlobId> dropped; ///< photos that this file no longer holds
    bool eraseDropped =
        false; ///< approved deletion: the bytes must go everywhere unless another file holds them
};

/// The rules of README.md, Statuses. Pure: the same input gives the same result. A refusal is an Error whose
/// category is rule (a RuleViolation); nothing else comes back as an error.
Result<PhotoOutcome> apply(const PhotoFile&, const Mutation&);

/// Card register: marking follows the life of a card. `current` is null for a card that is being issued.
/// A mark that takes another back is allowed where that other one was.
Result<StudentCard> apply(const StudentCard* current, const Mutation&);

/// A pupil never has two valid cards: `now` may become the valid `next` only while none of the pupil's other
/// cards is valid. `now` is null for a card that is being issued. Errors: cardAlreadyIssued with the pupil
/// and the number of the card that stands in the way.
Result<void> checkSiblings(const StudentCard* now, const StudentCard& next,
                           std::span<const StudentCard> cardsOfPupil);

/// Student, school and batch rows: checks the version and raises it. `current` is null for a new one. A batch
/// has no version; once given, its number stays.
Result<Student> apply(const Student* current, const Mutation&);
Result<School> apply(const School* current, const Mutation&);
Result<CardBatch> apply(const CardBatch* current, const Mutation&);

/// What is kept about the cards of a year: `current` is null for a record that is not there yet. Errors of
/// marks: markExists, markPlaceTaken, markPlacesFull, nothingToUndo; of requests: duplicateExists,
/// unknownRequest, requestClosed; of blanks: blankTaken, unknownDelivery; of all: valueRequired,
/// valueInvalid. Whether a card, a pupil or a delivery is there is asked beside them (checkMarkedCard,
/// checkCards, checkBlank).
Result<ValidityMarks> apply(const ValidityMarks* current, const Mutation&);
Result<DuplicateRequest> apply(const DuplicateRequest* current, const Mutation&);
Result<BlankDelivery> apply(const BlankDelivery* current, const Mutation&);
Result<Blank> apply(const Blank* current, const Mutation&);

} // namespace esek::domain
