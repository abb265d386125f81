#pragma once
#include "app/JoinStop.h"
#include "app/Office.h"
#include "base/Progress.h"
#include "storage/SyncStore.h"
#include "sync/client/SyncLoop.h"

#include <memory>

namespace esek::app {

/// The office's work with a server. All calls may take long (network) unless they say otherwise; none is for
/// the interface thread. Working without a network is normal: nothing here is needed for the daily work.
class SyncService {
  public:
    struct JoinRequest {
        std::string server;                  ///< https://host[:port]
        std::string code;                    ///< one-time, from the administrator of the server
        std::string caFile;                  ///< UTF-8; certificate of a server with one of its own
        std::string deviceName;              ///< as the administrator sees it; empty: the computer's name
        std::shared_ptr<JoinStop> stop = {}; ///< where the join can be ended from outside
    };
    /// Joins with this school. Errors: those of sync::join and sync::enrol.
    static Result<void> join(Office&, const JoinRequest&, sync::TokenStore&);
    /// Makes a new office of the server's school in a folder without one; its data come with the first cycle.
    static Result<std::unique_ptr<Office>> joinNew(const std::filesystem::path& folder, const JoinRequest&,
                                                   const Clock&, Rng&);
    /// The server no longer admits this computer: joins again with a new code of the same school; what waits
    /// stays. Errors: notEnrolled, serverRefused (another school) and those of sync::join.
    static Result<void> rejoin(Office&, const JoinRequest&, sync::TokenStore&);
    /// Forgets the server; the data and what waits stay.
    static Result<void> leave(Office&, sync::TokenStore&);

    using Consent = sync::Consent;
    struct Options {
        Consent consent;
    };
    /// One cycle now, with every photo. Errors: those of sync::Engine::cycle.
    static Result<sync::CycleReport> once(Office&, sync::TokenStore&, const Options&, Progress* = nullptr,
                                          const sync::Engine::Watch& = {});

    /// The cycle in the background until the object is gone; `observer` runs on its threads. What a clerk
    /// decides leaves after `keepBack`, so that it can still be taken back.
    static std::unique_ptr<sync::SyncLoop> start(Office&, sync::TokenStore&, sync::SyncLoop::Observer,
                                                 std::chrono::seconds keepBack = std::chrono::seconds(20));

    /// A person's answer to a conflict: one transaction, no network. Errors: unknownConflict, nothingToDo
    /// (this side cannot be brought about any more), and those of the rules.
    static Result<void> resolve(Office&, std::int64_t number, storage::Resolution);

    /// The question about what the server wants and was not done, because it is very much at once; none
    /// when nothing is held back.
    static std::optional<Error> heldBack(const storage::SyncSummary&);

    /// The server's address and how to trust it; notEnrolled.
    static Result<sync::HttpOptions> connection(Office&);
};

/// A conflict in words for people: what this office decided, what stands, who did it and when. No network.
struct ConflictText {
    std::int64_t number = 0;
    storage::ConflictRow::Kind kind = storage::ConflictRow::Kind::conflict;
    std::optional<domain::StudentId> student;
    std::string title;  ///< "Nowak Zofia, 1A" or "Legitymacja 12/2026"
    std::string reason; ///< one sentence
    std::string mine;   ///< "Zdjęcie zaakceptowane – Anna Nowak, 12.09.2026; 12:11:32"
    std::string theirs; ///< likewise; empty when the server has no record
    /// Pictures that the two sides decided about, when they are here.
    std::optional<domain::BlobId> minePhoto, theirsPhoto;
    bool canTakeMine = false;
};
Result<std::vector<ConflictText>> describeConflicts(Office&);

} // namespace esek::app
