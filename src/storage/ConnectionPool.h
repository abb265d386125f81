#pragma once
#include "storage/Connection.h"

#include <mutex>
#include <vector>

namespace esek::storage {

/// Connections for any number of threads; each is used by one thread at a time. Thread-safe.
class ConnectionPool {
  public:
    ConnectionPool(std::filesystem::path file, std::chrono::milliseconds busyTimeout)
        : m_file(std::move(file)), m_busyTimeout(busyTimeout) {}

    std::unique_ptr<Connection> take() {
        {
            const std::lock_guard lock(m_mutex);
            if (!m_idle.empty()) {
                auto connection = std::move(m_idle.back());
                m_idle.pop_back();
                return connection;
            }
        }
        return std::make_unique<Connection>(m_file, Connection::Mode::openWal, m_busyTimeout);
    }
    /// A connection that met an error of SQLite is not given back, it is dropped.
    void giveBack(std::unique_ptr<Connection> connection) {
        const std::lock_guard lock(m_mutex);
        m_idle.push_back(std::move(connection));
    }
    const std::filesystem::path& file() const { return m_file; }

  private:
    std::filesystem::path m_file;
    std::chrono::milliseconds m_busyTimeout;
    std::mutex m_mutex;
    std::vector<std::unique_ptr<Connection>> m_idle;
};

} // namespace esek::storage
