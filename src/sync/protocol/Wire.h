#pragma once
#include "base/Json.h"
#include "domain/Reconcile.h"
#include "domain/Record.h"

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

using Change = domain::RecordChange;
struct ChangesPage {
    std::vector<Change> changes;
    std::int64_t until = 0;
    bool more = false;
};

using SnapshotRow = domain::RecordRow;
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

using domain::errorFromJson;
using domain::errorToJson;
using domain::HeldBlob;
using domain::PhotoFileRow;

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
