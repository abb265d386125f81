#pragma once
#include "domain/Reconcile.h"
#include "domain/Record.h"
#include "storage/Replica.h"

#include <optional>
#include <span>
#include <string>
#include <vector>

namespace esek::storage {

/// A computer with this role looks at the school and changes nothing: the server takes nothing from it.
constexpr bool readsOnly(domain::Role role) {
    return role == domain::Role::headteacher;
}

/// How this office works with a server.
struct SyncState {
    std::string server; ///< https://host:port
    std::string caFile; ///< certificate of a server of its own; empty: those of the system
    std::string device;
    domain::SchoolId school;
    domain::Role role = domain::Role::clerk;
    std::string epoch;
    std::int64_t checkpoint = 0;
    bool snapshotUnderWay = false;
    std::string snapshotCursor; ///< empty: from the start
    std::int64_t snapshotSeq = 0;
    std::string snapshotEpoch;
    std::optional<Timestamp> lastContact;
};

/// A mutation on its way to the server, with the state that it was made on.
struct OutgoingMutation {
    domain::Mutation mutation;
    Json before;          ///< null for a new record
    Json later = nullptr; ///< of a later program, as it came; `mutation` has its id alone
};

struct MutationAnswer {
    domain::MutationId id;
    domain::Verdict verdict = domain::Verdict::rejected;
    std::optional<std::int64_t> seq;
    std::optional<Error> error;
};

struct ConflictRow {
    enum class Kind { conflict, rejected, notice };
    std::int64_t number = 0;
    Kind kind = Kind::conflict;
    domain::Entity entity{};
    Uuid entityId;
    domain::Mutation mine;
    std::string before; ///< JSON of what this office saw; empty for a new record
    std::string theirs; ///< JSON of the server's record now; empty when it has none
    std::optional<domain::Mutation> theirMutation; ///< the last one on this record on the server
    Error error;
    Timestamp at{};
    bool resolved = false;
};

enum class Resolution { mine, theirs };

struct SyncSummary {
    std::int64_t waiting = 0;        ///< mutations that have not left, or whose answer is not known
    std::int64_t conflicts = 0;      ///< open, of every kind
    std::int64_t wantedBlobs = 0;    ///< photos that are on the server and not here yet
    std::int64_t numbersLeft = 0;    ///< card numbers of the leases
    std::int64_t laterRows = 0;      ///< records that only a later version of this program can read
    std::int64_t refusedRows = 0;    ///< records of the server that do not fit what is here (PulledRow)
    std::int64_t forLaterServer = 0; ///< of those that wait: the server's program is too old for them
    std::int64_t heldPhotos = 0;     ///< the server wants them erased; a person is asked first
    /// Pupils whom the server wants to rename or mark as left, guardians whom it wants to rename or remove;
    /// likewise.
    std::int64_t heldPupils = 0;
};

struct WantedBlob {
    domain::BlobId id;
    std::int64_t size = 0;
};

/// The replica's side of the sync: moves mutations out and the server's records in. Each call is one
/// transaction; killed anywhere, the next cycle goes on. Thread-safe as the Replica is. The rules are
/// domain/Reconcile.h; nothing here knows the network.
class SyncStore {
  public:
    explicit SyncStore(Replica& replica) : m_replica(replica) {}

    Result<std::optional<SyncState>> state();
    /// Errors: alreadyEnrolled; schoolHasData when both sides have pupils. For a role that only reads, what
    /// waits here is forgotten: nobody would ever take it.
    Result<void> enrol(const SyncState&, bool serverHasPupils);
    /// The same school admits this computer anew: another token, everything else goes on. notEnrolled.
    Result<void> readmit(const SyncState&);
    Result<void> leave(); ///< data stay; what waits stays
    Result<void> noteContact();
    Result<void> noteRole(domain::Role); ///< as the server says now; from then on commit() follows it

    /// The next mutations in their order, at most `limit`; marks them as on their way: from now on they
    /// cannot be taken back. Decisions that were taken back before are not among them. What is younger than
    /// `keep` stays with all after it, so that a clerk can still take it back.
    Result<std::vector<OutgoingMutation>> takeOutgoing(std::size_t limit,
                                                       std::chrono::seconds keep = std::chrono::seconds(0));
    /// A mutation that the server's program is too old for (serverProtocol) waits until askAgain().
    Result<void> recordAnswers(std::span<const MutationAnswer>);
    /// At the start of a cycle: what the server's program was too old for is sent once more.
    Result<void> askAgain();

    /// A page of changes and the checkpoint after it.
    Result<void> applyChanges(std::span<const domain::RecordChange>, std::int64_t checkpoint);
    /// Records that an earlier version of this program could not read: those that it can read now go to the
    /// tables. To be called once at the start.
    Result<void> takeLaterRows();
    /// At the end of a pull. Records that would erase photos here, rename a pupil or mark one as left have
    /// not gone to the tables yet: now they do, unless they are very many (more than 50 or a fifth in a day).
    /// Those wait for `consent`; summary() counts them.
    Result<void> releaseHeldBack(bool consent);
    Result<void> beginSnapshot(const std::string& epoch, std::int64_t seq);
    Result<void> applySnapshotPage(std::span<const domain::RecordRow>, const std::string& nextCursor);
    /// Ends the snapshot: the checkpoint is its seq. Records that it did not bring go. Without `consent` more
    /// than 50 of them or a fifth, or any after a restore of the server (other offices may still send them
    /// again), end with removalNeedsConsent, and nothing changed.
    Result<void> finishSnapshot(bool consent);
    /// Before finishSnapshot(), when a person wants what the snapshot did not bring to be on the server
    /// again: puts changes that make each of these records anew, by `by`, among those that are sent. From
    /// then on they count as brought. What the server refuses becomes a conflict. Returns the number of
    /// records.
    Result<std::size_t> sendMissingAgain(const domain::Actor& by);
    /// A snapshot brings records without the mutations that led to them. An office fetches these afterwards:
    /// for its history, and because whoever knows them can give them back to a restored server.
    struct HistoryGap {
        std::int64_t since = 0;
        std::int64_t until = 0;
    };
    Result<std::optional<HistoryGap>> historyGap();
    Result<void> addHistory(std::span<const domain::RecordChange>, std::int64_t checkpoint);
    /// After a pull: refused mutations become conflicts, and their records show the server's state.
    Result<std::size_t> settle();
    /// A restored server: what is newer than `epochStart` is sent again, everybody's.
    Result<void> startEpoch(const std::string& epoch, std::int64_t epochStart);

    Result<std::vector<WantedBlob>> wantedBlobs(std::size_t limit);
    /// The bytes are in blobs(). One transaction.
    Result<void> blobsArrived(std::span<const domain::BlobId>);

    Result<void> addLease(std::int64_t first, std::int64_t last);
    /// The first number of the leases from which on nothing was given yet; none: numbersExhausted.
    Result<std::vector<std::pair<std::int64_t, std::int64_t>>> freeNumbers();
    Result<void> numbersUsed(std::int64_t upTo);

    Result<SyncSummary> summary();
    Result<std::vector<ConflictRow>> conflicts(bool withResolved = false);
    /// `mine` makes new mutations that bring this side about on the record as it is now; notices and refused
    /// ones can only be put away. Errors: unknownConflict, and those of the rules.
    Result<void> resolve(std::int64_t number, Resolution, const domain::Actor& by);

    /// SHA-256 per entity over the server's records as they are here (GET /v1/digest).
    struct EntityDigest {
        std::int64_t count = 0;
        std::string sha256;
        bool operator==(const EntityDigest&) const = default;
    };
    Result<std::map<std::string, EntityDigest>> digest();

  private:
    Replica& m_replica;
};

} // namespace esek::storage
