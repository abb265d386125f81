#pragma once
#include "domain/Blank.h"
#include "domain/Card.h"
#include "domain/Duplicate.h"
#include "domain/Entity.h"
#include "domain/Guardian.h"
#include "domain/Photo.h"
#include "domain/School.h"
#include "domain/Student.h"
#include "domain/ValidityMarks.h"

#include <variant>
#include <vector>

namespace esek::domain {

// What can be done to a photo file (README.md, Statuses).
struct SubmitPhoto {
    Photo photo;
    bool accept = false; ///< a clerk's own photo, taken as accepted at once
    bool operator==(const SubmitPhoto&) const = default;
};
struct WithdrawRequest { ///< the sender takes back what is not decided yet
    bool operator==(const WithdrawRequest&) const = default;
};
struct RequestDeletion {
    std::string reason;
    bool operator==(const RequestDeletion&) const = default;
};
struct AcceptPhoto {
    bool operator==(const AcceptPhoto&) const = default;
};
struct RejectPhoto { ///< a proposal, or the acceptance of an accepted photo (withdrawal with a reason)
    std::vector<RejectionReason> reasons;
    std::string note;
    bool operator==(const RejectPhoto&) const = default;
};
struct KeepCurrent {                      ///< "Zostaw dotychczasowe"
    std::vector<RejectionReason> reasons; ///< may be empty
    std::string note;
    bool operator==(const KeepCurrent&) const = default;
};
struct TakeNew { ///< "Wybierz nowe"
    bool operator==(const TakeNew&) const = default;
};
struct ApproveDeletion {
    std::string note;
    bool operator==(const ApproveDeletion&) const = default;
};
struct RefuseDeletion {
    std::string note;
    bool operator==(const RefuseDeletion&) const = default;
};
struct AllowPrinting { ///< with the accepted photo while a change is asked for
    bool allow = true;
    bool operator==(const AllowPrinting&) const = default;
};
struct SetCrop {
    PhotoId photo;
    CropParams crop;
    bool operator==(const SetCrop&) const = default;
};
struct UndoDecision { ///< only while the decision has not left the office; storage checks that
    MutationId undoes;
    PhotoState before;
    bool operator==(const UndoDecision&) const = default;
};

// What can be done to the other records.
struct PutStudent { ///< adds or replaces
    Student student;
    bool operator==(const PutStudent&) const = default;
};
struct PutSchool {
    School school;
    bool operator==(const PutSchool&) const = default;
};
struct IssueCard {
    StudentCard card;
    bool operator==(const IssueCard&) const = default;
};
struct MarkCard {
    CardState state;
    std::string reason;
    /// Takes back the mark that led to this state: the card returns to `state` and `reason`, which it had
    /// before.
    std::optional<CardState> takesBack = {};
    bool operator==(const MarkCard&) const = default;
};
struct PutBatch {
    CardBatch batch;
    bool operator==(const PutBatch&) const = default;
};

struct PutGuardian { ///< adds, replaces, or with `removed` takes away
    Guardian guardian;
    bool operator==(const PutGuardian&) const = default;
};

using PhotoChange =
    std::variant<SubmitPhoto, WithdrawRequest, RequestDeletion, AcceptPhoto, RejectPhoto, KeepCurrent,
                 TakeNew, ApproveDeletion, RefuseDeletion, AllowPrinting, SetCrop, UndoDecision>;
using CardChange = std::variant<IssueCard, MarkCard>;
using Change = std::variant<PhotoChange, CardChange, MarkChange, DuplicateChange, DeliveryChange, PutStudent,
                            PutSchool, PutBatch, PutGuardian, BookBlank>;

/// The one door: who, when, what, on which version. Every change to data is one of these.
struct Mutation {
    MutationId id;
    Timestamp at{};
    Actor by;
    Uuid entityId;                        ///< of the record, as EntityTraits<T>::Id says
    std::optional<std::int64_t> expected; ///< refuse unless the record has this version
    Change change;
    bool operator==(const Mutation&) const = default;

    Entity entity() const;
    std::string_view kind() const; ///< "accept", "put_student" ...; stable, in audit and protocol
};

/// A clerk's decision that may be taken back while it has not left the office. An approved deletion is none:
/// its bytes are gone.
bool isUndoable(const Change&);

Json toJson(const Mutation&);
Result<Mutation> mutationFromJson(const Json&);

} // namespace esek::domain
