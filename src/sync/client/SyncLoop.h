#pragma once
#include "sync/client/Engine.h"

#include <atomic>
#include <condition_variable>
#include <mutex>
#include <thread>

namespace esek::sync {

/// How the background work stands, for people.
struct LoopStatus {
    enum class State {
        off,      ///< no server, or not started
        working,  ///< a cycle is under way
        online,   ///< up to date, waiting for news
        offline,  ///< no network: a normal state; tried again by itself
        attention ///< stopped until a person acts: token, version, removal, disk
    };
    State state = State::off;
    Phase phase = Phase::meeting; ///< while working
    std::size_t done = 0, total = 0;
    std::optional<Error> error; ///< of the last cycle
    CycleReport report;         ///< of the last cycle that went well
    storage::SyncSummary summary;
    std::optional<Timestamp> lastContact;
};

/// The sync in the background of the desktop and of `sync --watch`: cycles when there are news on either
/// side, waits with full jitter when the server cannot be reached, and sleeps until a person acts when it
/// refuses. Destroying it ends a request that is under way.
class SyncLoop {
  public:
    using TransportFactory = std::function<Result<std::unique_ptr<Transport>>()>;
    using Observer = std::function<void(const LoopStatus&)>; ///< on the loop's threads

    SyncLoop(storage::Replica&, TransportFactory, TokenStore&, const Clock&, Rng&, EngineOptions, Observer);
    ~SyncLoop();
    SyncLoop(const SyncLoop&) = delete;
    SyncLoop& operator=(const SyncLoop&) = delete;

    /// A cycle now: a person asked, or the network is back.
    void wake(Consent = {});
    /// As wake(), and what could still be taken back leaves with it.
    void sendAll(Consent = {});
    LoopStatus status() const;
    /// The next wait after `failures` in a row: full jitter over 1 s, 2 s, 4 s ... 300 s.
    static std::chrono::milliseconds backoff(int failures, Rng&);
    /// What a busy server asked for, between a second and an hour; nothing when it said nothing that counts.
    static std::chrono::seconds askedPause(const Error&);

  private:
    void work();
    void listen();
    void cycle(std::unique_ptr<Transport>&, int& failures);
    void hear();
    void hold(std::unique_ptr<Transport>& owner, std::unique_ptr<Transport> next);
    bool stopping() const;
    bool sleep(std::chrono::milliseconds);
    void tell(const std::function<void(LoopStatus&)>&);
    std::int64_t waiting();

    storage::Replica& m_replica;
    TransportFactory m_makeTransport;
    TokenStore& m_tokens;
    const Clock& m_clock;
    Rng& m_rng;
    EngineOptions m_options;
    Observer m_observer;

    mutable std::mutex m_mutex;
    std::condition_variable m_changed;
    LoopStatus m_status;
    bool m_stopping = false;
    bool m_woken = false;
    Consent m_consent;
    bool m_sendAll = false;
    bool m_listening = false; ///< the last cycle went well: news may be waited for
    Progress m_progress;
    std::mutex m_transportMutex;
    Transport* m_listenTransport = nullptr;
    Transport* m_workTransport = nullptr;
    std::thread m_worker, m_listener;
};

} // namespace esek::sync
