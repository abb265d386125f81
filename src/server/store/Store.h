#pragma once
#include "server/store/Tx.h"

#include <atomic>
#include <condition_variable>
#include <filesystem>
#include <functional>
#include <mutex>

namespace esek::server {

/// The server's database behind transactions; a pool of connections. Thread-safe. A transaction that the
/// database broke off (a deadlock) is run once more, so `body` must have no effect outside it.
class Store {
  public:
    /// Opens one connection, makes or brings up the tables. Errors: serverBusy (not reachable), schemaNewer,
    /// databaseFailed.
    explicit Store(DatabaseTarget, std::size_t connections = 8);
    Store(const Store&) = delete;
    Store& operator=(const Store&) = delete;

    /// One moment of the database for all statements.
    template <class F>
    auto read(F&& body) {
        return run(Mode::read, std::forward<F>(body));
    }
    /// For one statement that only reads: no transaction around it.
    template <class F>
    auto single(F&& body) {
        return run(Mode::single, std::forward<F>(body));
    }
    /// Committed, on disk, when it returns.
    template <class F>
    auto write(F&& body) {
        return run(Mode::write, std::forward<F>(body));
    }
    /// Without waiting for the disk: for what nobody misses when the power fails a moment later.
    template <class F>
    auto writeLightly(F&& body) {
        return run(Mode::light, std::forward<F>(body));
    }

    Dialect dialect() const { return m_target.dialect; }
    std::uint64_t errors() const { return m_errors; }

  private:
    enum class Mode { single, read, write, light };
    void transact(Mode, const std::function<void(Tx&)>&);
    std::unique_ptr<Database> take();
    void giveBack(std::unique_ptr<Database>); ///< null: one that is closed
    void dropIdle();
    static void rollback(Database&);
    void begin(Database&, Mode) const;
    void commit(Database&, Mode) const;

    template <class F>
    auto run(Mode mode, F&& body) {
        using Value = std::invoke_result_t<F, Tx&>;
        if constexpr (std::is_void_v<Value>) {
            transact(mode, std::forward<F>(body));
        } else {
            std::optional<Value> value;
            transact(mode, [&](Tx& tx) { value.emplace(body(tx)); });
            return std::move(*value);
        }
    }

    DatabaseTarget m_target;
    std::mutex m_mutex;
    std::condition_variable m_free;
    std::size_t m_open = 0;
    std::size_t m_limit;
    std::vector<std::unique_ptr<Database>> m_idle;
    std::atomic<std::uint64_t> m_errors{0};
};

DatabaseTarget sqliteTarget(const std::filesystem::path& file, bool flushToDisk = true);

} // namespace esek::server
