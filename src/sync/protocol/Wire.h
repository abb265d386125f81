#pragma once
#include "base/Json.h"
#include "domain/Reconcile.h"

#include <optional>
#include <string>
#include <vector>

/// What goes over the wire (src/sync/README.md). Values and their JSON; no I/O. Reading checks shapes and
/// limits and ends with jsonInvalid.
namespace esek::sync {

inline constexpr int kProtocol = 1;
inline constexpr const char* kProtocolHeader = "X-Esek-Protocol";
inline constexpr const char* kUploadOffsetHeader = "Upload-Offset";
inline constexpr std::size_t kPushItems = 250;
inline constexpr std::size_t kPageRows = 1000;
inline constexpr std::size_t kIdsPerRequest = 1000;
inline constexpr std::int64_t kMaxJsonBytes = 8 * 1024 * 1024;
inline constexpr std::int64_t kMaxBlobBytes = 50 * 1024 * 1024;
inline constexpr std::int64_t kUploadChunkBytes = 4 * 1024 * 1024;

/// Names of the records on the wire: "school", "student", "card_batch", "student_card", "photo_file",
/// "system_message".
inline constexpr const char* kEntityOrder[] = {"school",       "student",    "card_batch",
                                               "student_card", "photo_file", "system_message"};
std::string_view wireName(domain::Entity);

struct PushItem {
    domain::Mutation mutation;
    Json before; ///< state or record that it was made on; null for a new record
};
struct PushRequest {
    std::vector<PushItem> items;
};
struct PushVerdict {
    domain::MutationId id;
    domain::Verdict verdict = domain::Verdict::rejected; ///< of a duplicate: the one of then
    bool duplicate = false;
    std::optional<std::int64_t> seq; ///< its number in the school's order
    std::optional<Error> error;
};
struct PushAnswer {
    std::vector<PushVerdict> verdicts;
    std::int64_t head = 0;
};

struct Change {
    std::int64_t seq = 0;
    std::string entity;
    Uuid id;
    Json row;
    std::optional<Json> mutation; ///< kept as text by the office; parsed when it is needed
    Json before;
    std::vector<domain::SystemMessage> messages;
};
struct ChangesPage {
    std::vector<Change> changes;
    std::int64_t until = 0;
    bool more = false;
};

struct SnapshotRow {
    std::string entity;
    Uuid id;
    Json row;
};
struct SnapshotPage {
    std::string epoch;
    std::int64_t seq = 0;
    std::vector<SnapshotRow> rows;
    std::string next; ///< empty on the last page
};

struct Meta {
    int protocol = kProtocol;
    std::string server; ///< version of the program
    std::string epoch;
    std::int64_t epochStart = 0;
    std::int64_t head = 0;
    domain::SchoolId school;
    std::string device;
    domain::Role role = domain::Role::clerk;
};
struct Enrolled {
    std::string token;
    Meta meta;
};

/// Bytes of a photo file on the server.
struct HeldBlob {
    domain::BlobId id;
    std::int64_t size = 0;
    bool operator==(const HeldBlob&) const = default;
};
struct PhotoFileRow {
    domain::PhotoFile file;
    Timestamp since{};
    std::vector<HeldBlob> held; ///< in the order of ids
    bool operator==(const PhotoFileRow&) const = default;
};
Json toJson(const PhotoFileRow&);
Result<PhotoFileRow> photoFileRowFromJson(const Json&);

Json toJson(const domain::SystemMessage&);
Result<domain::SystemMessage> messageFromJson(const Json&);

Json errorToJson(const Error&); ///< {"error": code, "context": {...}}; the technical message stays here
Error errorFromJson(const Json&);

Json toJson(const PushRequest&);
Result<PushRequest> pushRequestFromJson(const Json&);
Json toJson(const PushAnswer&);
Result<PushAnswer> pushAnswerFromJson(const Json&);
Json toJson(const ChangesPage&);
Result<ChangesPage> changesPageFromJson(const Json&);
Json toJson(const SnapshotPage&);
Result<SnapshotPage> snapshotPageFromJson(const Json&);
Json toJson(const Meta&);
Result<Meta> metaFromJson(const Json&);
Json toJson(const Enrolled&);
Result<Enrolled> enrolledFromJson(const Json&);

} // namespace esek::sync
