#pragma once
#include "base/Json.h"
#include "domain/CropParams.h"
#include "domain/Ids.h"

#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace esek::domain {

/// Who acts. A pupil and a guardian are "the family" in the rules.
enum class Role { clerk, headteacher, guardian, student, administrator };
std::string_view toString(Role); ///< "clerk", "headteacher", "parent", "student", "administrator"
std::optional<Role> roleFromString(std::string_view);
inline bool isFamily(Role r) {
    return r == Role::guardian || r == Role::student;
}

/// One of the family for whom an office enters something.
struct Principal {
    Role role = Role::guardian; ///< guardian or student
    std::string name;           ///< may be empty
    bool operator==(const Principal&) const = default;
};

struct Actor {
    Role role = Role::clerk;
    std::string name;        ///< as shown: "Adam Kowalski"; may be empty
    std::string workstation; ///< stanowisko; empty for the panel
    /// What a parent brought on paper is entered by the office, on behalf of that parent. Never of a family.
    std::optional<Principal> onBehalfOf = std::nullopt;
    bool operator==(const Actor&) const = default;
};
/// What the actor does is a wish of the family, whoever entered it.
inline bool speaksForFamily(const Actor& a) {
    return isFamily(a.role) || a.onBehalfOf;
}

/// Where a photo came from ("miejsce" in README.md, Good photos).
enum class PhotoChannel { panel, office, import, scanner, previousPhoto };
std::string_view toString(PhotoChannel);
std::optional<PhotoChannel> channelFromString(std::string_view);

struct PhotoSource {
    PhotoChannel channel = PhotoChannel::office;
    Actor sender;
    std::string fileName; ///< as the sender named it; shown in the office only
    Timestamp sentAt{};
    /// The sender says that the head is covered for reasons of religion or health: the office confirms it as
    /// an exception. As sensitive as PhotoExceptionFlag in Student.h.
    bool asksForHeadwear = false;
    bool operator==(const PhotoSource&) const = default;
};

struct Photo {
    PhotoId id;
    BlobId blob;
    std::int64_t byteCount = 0;
    int width = 0; ///< pixels, upright
    int height = 0;
    PhotoSource source;
    /// Set by a person or accepted from a suggestion; without it the centred crop of the card's aspect is
    /// used.
    std::optional<CropParams> crop;
    bool operator==(const Photo&) const = default;
};

/// Reasons for a rejection that a family can act on. `other` needs a note.
enum class RejectionReason {
    faceNotVisible,
    notFrontal,
    eyesNotVisible,
    headCovering,
    darkGlasses,
    severalPeople,
    noFace,
    headCut,
    faceTooSmall,
    busyBackground,
    shadows,
    tooDark,
    overexposed,
    lowContrast,
    blurred,
    tooSmall,
    greyscale,
    compression,
    sideways,
    notThePupil,
    outdated,
    other
};
std::string_view toString(RejectionReason); ///< "face_not_visible" ...
std::optional<RejectionReason> reasonFromString(std::string_view);
const std::vector<RejectionReason>& allRejectionReasons();
/// A sentence for the family in the current language: what is wrong and what to do.
std::string describe(RejectionReason);
/// A few words for lists.
std::string label(RejectionReason);

struct Rejection {
    std::vector<RejectionReason> reasons; ///< at least one
    std::string note;
    Actor by;
    Timestamp at{};
    bool operator==(const Rejection&) const = default;
};

struct DeletionRequest {
    Actor by;
    Timestamp at{};
    std::string reason; ///< free words of the family; may be empty
    bool operator==(const DeletionRequest&) const = default;
};

struct ChangeRequest {
    Photo proposed;
    bool printCurrent = false; ///< the accepted photo may be printed meanwhile (README.md, Statuses)
    bool operator==(const ChangeRequest&) const = default;
};

// The photo file of a pupil: exactly what can be. A request exists only beside an accepted photo, and only
// one.
struct NoPhoto {
    bool operator==(const NoPhoto&) const = default;
};
struct AwaitingPhoto {
    Photo proposed;
    bool operator==(const AwaitingPhoto&) const = default;
};
struct RejectedPhoto {
    Photo photo; ///< kept so that the family sees which one
    Rejection rejection;
    bool operator==(const RejectedPhoto&) const = default;
};
struct AcceptedPhoto {
    Photo photo;
    std::variant<std::monostate, ChangeRequest, DeletionRequest> request;
    bool operator==(const AcceptedPhoto&) const = default;
};
using PhotoState = std::variant<NoPhoto, AwaitingPhoto, RejectedPhoto, AcceptedPhoto>;

/// What people see; computed, never stored beside the state (README.md, Statuses).
enum class PhotoStatus { none, pending, accepted, rejected, changeRequested, deletionRequested };
std::string_view toString(PhotoStatus); ///< "none", "pending", ..., "change_requested", "deletion_requested"
std::optional<PhotoStatus> statusFromString(std::string_view);
const std::vector<PhotoStatus>& allPhotoStatuses();
/// "Oczekuje na akceptację" ... as the office sees it, in the current language.
std::string officeLabel(PhotoStatus);
/// "Przesłane do weryfikacji" ... as the family sees it.
std::string familyLabel(PhotoStatus);
PhotoStatus statusOf(const PhotoState&);

struct PhotoFile {
    StudentId student;
    PhotoState state;
    std::int64_t version = 0;             ///< grows by one with every applied mutation
    std::optional<MutationId> lastChange; ///< the mutation that made this version
    bool operator==(const PhotoFile&) const = default;

    PhotoStatus status() const { return statusOf(state); }
    const Photo* accepted() const;
    const Photo* proposed() const; ///< awaiting or in a change request
    /// All photos that the state holds (for blob bookkeeping).
    std::vector<const Photo*> photos() const;
};

enum class PrintObstacle { none, notAccepted, deletionRequested, changeRequested };
/// May this pupil be printed now, and if not, why (README.md, Statuses).
PrintObstacle printObstacle(const PhotoFile&);

Json toJson(const Actor&);
Result<Actor> actorFromJson(const Json&);
Json toJson(const CropParams&);
Result<CropParams> cropFromJson(const Json&);
Json toJson(const Photo&);
Result<Photo> photoFromJson(const Json&);
Json toJson(const PhotoState&);
Result<PhotoState> photoStateFromJson(const Json&);

} // namespace esek::domain
