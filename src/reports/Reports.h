#pragma once
#include "domain/Card.h"
#include "domain/Duplicate.h"
#include "domain/Photo.h"
#include "reports/Table.h"

namespace esek::reports {

// The reports of the office. Each is a pure function from what the replica holds to a Table; rows keep the
// order in which they come unless a report says otherwise. Days are those of the office's time zone. What is
// not asked for (another class, another period) is left out before; name, title and subtitle are the
// caller's. Any thread.

/// A pupil in the lists of photos.
struct PupilLine {
    std::string surname, givenNames, classUnit, registerNumber;
    domain::PhotoStatus status = domain::PhotoStatus::none;
    std::optional<Date> since; ///< when this status came to be
    bool needsNoCard = false;
};

/// Every pupil without an accepted photo, and what the office waits for.
Table missingPhotos(const std::vector<PupilLine>&);
/// What families sent and the office has not decided for more than `days` days, the longest first.
Table pendingPhotos(const std::vector<PupilLine>&, Date today, int days);
/// How many pupils of each class have which status, and the share with an accepted photo.
Table photoProgress(const std::vector<PupilLine>&);

/// A rejection: of a sent photo, or of a newer one beside an accepted photo.
struct RejectionLine {
    domain::StudentId student;
    std::vector<domain::RejectionReason> reasons;
};
/// How often each reason was given, the most frequent first.
Table rejections(const std::vector<RejectionLine>&);

/// A mark in the history of a card, in the order in which they were made.
struct CardMark {
    domain::CardId card;
    domain::CardState state;
    std::optional<domain::CardState> takesBack;
    Date on{};
};
/// A card of the register with the days on which it was printed and handed over.
struct CardLine {
    domain::StudentCard card;
    std::string registerNumber; ///< of the pupil's book; may be empty
    std::optional<Date> printedOn, receivedOn;
};
/// Puts the days to the cards: the last mark counts, one that was taken back leaves none, and nothing is
/// said that the state of the card contradicts.
void addDays(std::vector<CardLine>&, const std::vector<CardMark>&);

/// Ewidencja wydanych legitymacji i duplikatów: first the five columns of the law (names, PESEL, number, date
/// of receipt, signature; domain/README.md, Register and numbers), then the practical ones.
Table cardRegister(const std::vector<CardLine>&);
/// A batch, which classes it is of, and how many of its cards are where.
struct BatchLine {
    domain::CardBatch batch;
    std::string classes; ///< in words
    std::int64_t toPrint = 0, printed = 0, handedOver = 0, spoiled = 0, ended = 0;
};
/// The batches of cards; each card is counted once, so the counts together give the cards of a batch. Types
/// of cards are not named: beside a class of few pupils they would tell health data.
Table batches(const std::vector<BatchLine>&);
/// A list to sign on, class by class in the order of names, with room for the day and the signature.
Table handover(const std::vector<CardLine>&);
/// Duplicates, what became of the cards before them, and what was paid. `chosen` says which of all cards are
/// listed.
Table duplicates(const std::vector<CardLine>& all, const std::vector<const CardLine*>& chosen,
                 const std::vector<domain::DuplicateRequest>& requests);

/// A computer of the office or a login of a family that is not ended.
struct AccessLine {
    std::string kind;      ///< in words: what it is
    std::string name;      ///< of the computer, or whose login
    std::string classUnit; ///< of the pupil; empty for a computer
    std::string role;      ///< in words
    std::optional<Date> since, used;
};
/// Who can see data of pupils through the server, the computers first.
Table whoHasAccess(const std::vector<AccessLine>&);

/// An entry of the journal.
struct ChangeLine {
    Date on{};
    std::string time; ///< "12:11:32"
    std::string who, workstation, about, what;
};
/// Who decided what, and when.
Table decisions(const std::vector<ChangeLine>&);

} // namespace esek::reports
