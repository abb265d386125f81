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

/// Versions of the protocol that a program speaks. A server is brought up to date first and its offices in
/// the weeks after: both speak the highest version that both know.
struct ProtocolRange {
    int lowest = 1;
    int highest = 1;
    bool holds(int version) const { return lowest <= version && version <= highest; }
    bool operator==(const ProtocolRange&) const = default;
};
/// 2: many photos in one request (Pack.h). 3: an office acts on behalf of a family (domain/OnBehalf.h).
inline constexpr ProtocolRange kProtocols{1, 3};
inline constexpr int kOnBehalfProtocol = 3; ///< from this version on a server takes it
/// Nothing when there is no version that both know.
std::optional<int> commonProtocol(ProtocolRange, ProtocolRange);
/// The version that a request is written in.
inline constexpr const char* kProtocolHeader = "X-Esek-Protocol";
inline constexpr const char* kUploadOffsetHeader = "Upload-Offset";
inline constexpr std::size_t kPushItems = 250;
inline constexpr std::size_t kPageRows = 1000;
inline constexpr std::size_t kIdsPerRequest = 1000;
inline constexpr std::int64_t kMaxJsonBytes = 8 * 1024 * 1024;
inline constexpr std::int64_t kMaxBlobBytes = 50 * 1024 * 1024;
/// Numbers of a school's order and of its cards. A peer that names greater ones is broken or means harm.
inline constexpr std::int64_t kGreatestSeq = std::int64_t{1} << 53;
inline constexpr std::int64_t kGreatestCardNumber = 9'999'999'999;
inline constexpr std::size_t kWordBytes = 200; ///< of an epoch, a token, a cursor, a version
inline constexpr std::int64_t kUploadChunkBytes = 4 * 1024 * 1024;

struct PushItem {
    domain::Mutation mutation;
    Json before; ///< state or record that it was made on; null for a new record
    Json later =
        nullptr; ///< a mutation that only a later program can read, as it came; `mutation` has its id alone
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
    int protocol = kProtocols.lowest; ///< for offices from before there were ranges
    std::string server;               ///< version of the program
    std::string epoch;
    std::int64_t epochStart = 0;
    std::int64_t head = 0;
    domain::SchoolId school;
    std::string device;
    domain::Role role = domain::Role::clerk;
    ProtocolRange protocols{}; ///< what the server speaks
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
