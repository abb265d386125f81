#pragma once
#include <cstdint>
#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <vector>

namespace esek::server {

/// Who waits for which school's next change. Thread-safe. A listener is called on the thread that brought the
/// news; it must be quick and must not call back.
class Heads {
  public:
    using Listener = std::function<void()>;
    /// Once: called at the first head above `since`, or at the first wakeAll(); at once when such a head was
    /// told before. Returns a ticket, 0 when it was called already.
    std::uint64_t listen(const std::string& school, std::int64_t since, Listener);
    void forget(std::uint64_t ticket);
    void advance(const std::string& school, std::int64_t head);
    /// Everybody looks again: a device was revoked, the server stops.
    void wakeAll();
    std::vector<std::string> awaited() const;
    std::size_t waiting() const;

  private:
    struct Waiter {
        std::string school;
        std::int64_t since = 0;
        Listener listener;
    };
    mutable std::mutex m_mutex;
    std::map<std::uint64_t, Waiter> m_waiters;
    std::map<std::string, std::int64_t> m_known;
    std::uint64_t m_next = 1;
};

} // namespace esek::server
