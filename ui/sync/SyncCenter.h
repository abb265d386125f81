#pragma once
#include "app/SyncService.h"
#include "app/TaskRunner.h"
#include "ui/model/SyncTokens.h"

#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace esek::ui {

/// The open school's work with its server, for all windows: joins, leaves, runs the background sync and tells
/// how it stands. Interface thread only; the sync's own threads reach it through the event loop, and what
/// they tell after its end is dropped.
class SyncCenter {
  public:
    SyncCenter(app::Office&, app::TaskRunner&, std::shared_ptr<model::Keychain>);
    ~SyncCenter(); ///< ends a request that is under way; with a dead network see stop()
    SyncCenter(const SyncCenter&) = delete;
    SyncCenter& operator=(const SyncCenter&) = delete;

    /// Looks whether the office is joined and begins.
    void start();
    /// Ends the background work; false when it did not end in this time (a search for an address cannot be
    /// stopped). What it does may be cut anywhere.
    bool stop(std::chrono::milliseconds);

    bool known() const { return m_known; } ///< it was read whether the office is joined
    bool joined() const { return m_server.has_value(); }
    /// False for a computer that only reads (headteacher): what it changed would never leave it.
    bool mayChange() const { return !m_server || !storage::readsOnly(m_server->role); }
    std::string server() const { return m_server ? m_server->server : std::string(); }
    std::string caFile() const { return m_server ? m_server->caFile : std::string(); }
    const sync::LoopStatus& status() const { return m_status; }
    bool offlineBefore() const { return m_offlineBefore; }
    /// Cycles that ended, well or not, since the school was opened.
    int cyclesEnded() const { return m_cyclesEnded; }
    /// The token of this computer, for a request of its own on a worker.
    std::shared_ptr<model::KeychainTokenStore> tokens() const;

    void syncNow(app::SyncService::Consent = {}); ///< everything leaves, also what is young
    using Done = std::function<void(const Result<void>&)>;
    /// Joins, or joins again when the server no longer admits this computer.
    void join(const app::SyncService::JoinRequest&, Done);
    void leave(Done);
    /// Decisions were made here or taken back: what waits is counted anew.
    void count();

    /// Called with every change until the scope ends.
    void listen(const app::TaskRunner::Scope&, std::function<void()>);
    /// Something came from the server that views show.
    std::function<void()> onArrived;

  private:
    struct Mailbox;
    void read();
    void begin();
    void take(const sync::LoopStatus&);
    void lookForNews(bool settled);
    void tell();

    app::Office& m_office;
    app::TaskRunner& m_tasks;
    std::shared_ptr<model::Keychain> m_keychain;
    std::unique_ptr<model::KeychainTokenStore> m_tokens;
    std::shared_ptr<Mailbox> m_mailbox;
    std::unique_ptr<sync::SyncLoop> m_loop;
    bool m_known = false;
    bool m_justJoined = false;
    std::optional<storage::SyncState> m_server;
    sync::LoopStatus m_status;
    bool m_offlineBefore = false;
    int m_cyclesEnded = 0;
    std::int64_t m_checkpoint = 0; ///< of what the views show
    std::size_t m_photosShown = 0; ///< of this cycle, when the views were told last
    std::vector<std::pair<std::shared_ptr<bool>, std::function<void()>>> m_listeners;
    app::TaskRunner::Scope m_scope;
};

} // namespace esek::ui
