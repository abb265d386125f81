#pragma once
#include "domain/Apply.h"

#include <map>
#include <optional>
#include <string>
#include <vector>

/// What the replica is asked and what it answers.
namespace esek::storage {

struct StudentFilter {
    std::string classUnit; ///< empty: all
    std::string
        text; ///< beginnings of words of the names, of the register number and PESEL; any case, no diacritics
    bool includeLeft = false;
    std::optional<bool> hasPhoto; ///< an accepted one
    std::optional<bool> hasCard;  ///< a valid one
};

struct StudentRow {
    domain::Student student;
    domain::PhotoStatus photoStatus = domain::PhotoStatus::none;
    std::optional<domain::CardId> card; ///< the valid card
    std::string cardNumber;             ///< of the valid card, or empty
    std::optional<domain::CardState> cardState;
};

struct PhotoFilter {
    std::optional<domain::PhotoStatus> status; ///< none set: every pupil
    std::string classUnit;
    std::string text; ///< as StudentFilter::text
};

struct PhotoRow {
    domain::StudentId student;
    std::string surname;
    std::string givenNames;
    std::string classUnit;
    std::string registerNumber;
    domain::PhotoStatus status = domain::PhotoStatus::none;
    std::optional<domain::BlobId> thumb;    ///< the proposed photo, else the accepted, else the rejected one
    std::optional<domain::CropParams> crop; ///< of that photo
    Timestamp since{};                      ///< when this status or picture came to be; epoch for none
    std::int64_t version = 0;               ///< of the photo file
};

struct PhotoCounts {
    std::map<domain::PhotoStatus, int> byStatus; ///< every status has an entry
    int of(domain::PhotoStatus s) const {
        const auto it = byStatus.find(s);
        return it == byStatus.end() ? 0 : it->second;
    }
};

struct ClassRow {
    std::string classUnit;
    int students = 0;
};

struct CardFilter {
    std::optional<domain::BatchId> batch;
    std::optional<domain::StudentId> student;
    std::optional<domain::CardState> state;
    std::string classUnit; ///< at issue
    std::string text;      ///< as StudentFilter::text
};

/// A message and whose it is, for lists.
struct MessageRow {
    domain::SystemMessage message;
    std::string surname;
    std::string givenNames;
    std::string classUnit;
};

struct MessageFilter {
    std::optional<domain::StudentId> student;
    int limit = 1000; ///< the newest
};

struct AuditRow {
    std::int64_t seq = 0; ///< in this office's chain; 0 for what somebody else did
    domain::Mutation mutation;
    Digest hash{};
    std::optional<std::int64_t> serverSeq; ///< of what somebody else did
};

struct AuditFilter {
    std::optional<Uuid> entityId;
    int limit = 1000; ///< the newest
};

/// A decision that may still be taken back: make `UndoDecision{decision.id, before}` of it.
struct Undoable {
    domain::Mutation decision;
    domain::PhotoState before;
};

/// What a committed call led to. `versions` has an entry for each mutation, `files` one for each photo
/// mutation, both in the order of the mutations.
struct Committed {
    std::vector<std::int64_t> versions;
    std::vector<domain::PhotoFile> files;
    std::vector<domain::SystemMessage> messages;
};

struct VerifyProblem {
    /// "database", "foreign_key", "audit_chain", "audit_replay", "search", "outbox", "blob_missing",
    /// "blob_damaged", "message", "second_valid_card"
    std::string area;
    std::string detail; ///< technical; ids and numbers only
};

/// A photo that the database names and whose file is missing or damaged.
struct MissingPhoto {
    domain::StudentId student;
    std::string surname, givenNames, classUnit;
};

struct VerifyReport {
    std::vector<VerifyProblem> problems; ///< at most a hundred of each area
    std::int64_t auditEntries = 0;
    std::int64_t students = 0;
    std::int64_t photoFiles = 0;
    std::int64_t cards = 0;
    std::int64_t blobs = 0;
    std::int64_t orphanBlobs = 0; ///< files that no row names; harmless, swept later
    std::int64_t outboxPending = 0;
    bool ok() const { return problems.empty(); }
};

} // namespace esek::storage
