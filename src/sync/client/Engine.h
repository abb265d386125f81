#pragma once
#include "base/Clock.h"
#include "base/Progress.h"
#include "storage/SyncStore.h"
#include "sync/client/TokenStore.h"
#include "sync/client/Transport.h"
#include "sync/protocol/Wire.h"

#include <future>

namespace esek::sync {

class ArrivingPhotos;

/// What a person agreed to, for one cycle.
struct Consent {
    bool removal = false; ///< what finishSnapshot() asks about
    bool changes = false; ///< what was held back before this cycle, and nothing newer: it was to be seen
    /// Who wants the records that finishSnapshot() asks about to be sent to the server again.
    std::optional<domain::Actor> sendAgain = std::nullopt;
    bool operator==(const Consent&) const = default;
};

struct EngineOptions {
    std::size_t pushItems = kPushItems;
    /// Photos that one push names: the server leaves only so much there that no record names yet.
    std::int64_t pushPhotoBytes = 256 * 1024 * 1024;
    std::size_t pageRows = kPageRows;
    std::int64_t uploadChunk = 1024 * 1024;
    /// A new office takes a snapshot when it is this far behind.
    std::int64_t snapshotFrom = 2000;
    std::int64_t leaseSize = 400;   ///< card numbers asked for at once
    std::int64_t leaseRefill = 200; ///< when fewer than this are left
    /// Small pictures come first when the photos will take longer than this.
    std::chrono::seconds thumbsBeyond{10};
    /// A decision may be taken back for so long before it leaves.
    std::chrono::seconds keepBack{0};
    /// Pages of old mutations that a cycle fetches when all else is done.
    std::size_t historyPages = 4;
    /// Bytes of photos that the first request for them asks for; the next ones take what a few seconds bring.
    std::int64_t firstPack = 1024 * 1024;
    ProtocolRange protocols = kProtocols; ///< another range is for tests of programs of different ages
    Consent consent;
    /// Reads ahead, and writes photos, in threads of their own. Off: all in the caller's, so that a test can
    /// be repeated exactly.
    bool beside = true;
};

struct CycleReport {
    std::size_t pushed = 0;    ///< mutations that the server answered
    std::size_t pulled = 0;    ///< changes and records that came
    std::size_t conflicts = 0; ///< new ones for a person
    std::size_t photosUp = 0;
    std::size_t photosDown = 0;
    std::size_t sentAgain = 0; ///< records that the server had lost and that a person wanted it to have
    bool snapshot = false;
    std::int64_t head = 0;
};

/// Where the engine is, for the progress of people.
enum class Phase { meeting, sending, fetching, photos };

/// One office and its server: runs the cycle of README.md. One thread at a time; the replica may
/// be worked on meanwhile. Killed or cut at any point, the next cycle goes on.
class Engine {
  public:
    using Watch = std::function<void(Phase, std::size_t done, std::size_t total)>;
    Engine(storage::Replica&, Transport&, TokenStore&, const Clock&, EngineOptions = {});

    /// Errors: notEnrolled, serverUnreachable, serverBusy (context seconds), serverUnauthorized,
    /// serverProtocol, serverRefused, removalNeedsConsent, cancelled, and those of the disk.
    Result<CycleReport> cycle(Progress* = nullptr, const Watch& = {});

    /// Until the server has something newer than what is here, or the time is over. True: run a cycle.
    Result<bool> waitForNews(int seconds);

  private:
    Json call(const std::string& method, const std::string& target, const Json* body = nullptr);
    HttpResponse exchange(HttpRequest);
    /// Of answers without an error in JSON. `what` is for the log.
    static void requireSuccess(const HttpResponse&, const char* what);
    void loadToken();
    Meta meet();
    /// False when there is no version that both know.
    bool speak(ProtocolRange theirs);
    void push(CycleReport&);
    void upload(const std::vector<storage::OutgoingMutation>&, CycleReport&);
    void sendPacks(const std::vector<domain::BlobId>&, CycleReport&);
    struct OutgoingPack;
    OutgoingPack gather(const std::vector<domain::BlobId>&, std::size_t from, std::int64_t bytes) const;
    void sendPack(OutgoingPack, CycleReport&);
    void uploadBlob(const domain::BlobId&, CycleReport&);
    bool tryUpload(const domain::BlobId&, std::span<const std::uint8_t> bytes);
    void pull(const Meta&, CycleReport&);
    void snapshot(const Meta&, CycleReport&);
    /// What is needed next comes while the one before is worked on. The transport serves one at a time all
    /// the same: nobody else sends anything until a page is there.
    template <class F>
    std::future<std::invoke_result_t<F>> ahead(F fetch) const {
        return std::async(m_options.beside ? std::launch::async : std::launch::deferred, std::move(fetch));
    }
    void fetchHistory();
    void refillLease(const Meta&);
    void fetchPhotos(CycleReport&);
    void fetchPack(std::vector<domain::BlobId>, ArrivingPhotos&, std::size_t total);
    void fetchBlob(const domain::BlobId&, std::int64_t size, ArrivingPhotos&);
    void fetchThumbs(std::span<const storage::WantedBlob>);
    void sweepIncoming();
    void checkCancelled() const;
    void watch(Phase, std::size_t done, std::size_t total) const;

    storage::Replica& m_replica;
    storage::SyncStore m_store;
    Transport& m_transport;
    TokenStore& m_tokens;
    const Clock& m_clock;
    EngineOptions m_options;
    std::string m_token;
    int m_protocol = kProtocols.highest; ///< the version that is spoken with this server
    Progress* m_progress = nullptr;
    const Watch* m_watch = nullptr;
};

} // namespace esek::sync
