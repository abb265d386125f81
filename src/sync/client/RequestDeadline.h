#pragma once
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <functional>
#include <mutex>
#include <thread>

namespace esek::sync {

/// Ends a request that takes too long as a whole. A peer that sends a byte now and then is never silent, so a
/// limit on silence alone would let it hold an office for ever. Bytes that move give more time, at the pace
/// that a server asks of its offices too. begin(), moved() and end() are for the thread of the request.
class RequestDeadline {
  public:
    static constexpr std::int64_t kPace = 4096;         ///< bytes a second
    static constexpr std::chrono::minutes kLongest{30}; ///< whatever is moved

    /// `cut` ends the request's connection; called on a thread of its own, at most once a request.
    explicit RequestDeadline(std::function<void()> cut) : m_cut(std::move(cut)) {}
    ~RequestDeadline();
    RequestDeadline(const RequestDeadline&) = delete;
    RequestDeadline& operator=(const RequestDeadline&) = delete;

    void begin(std::chrono::milliseconds time);
    void moved(std::int64_t bytes);
    void end();
    /// Of the last request that began.
    bool passed() const;

  private:
    using Steady = std::chrono::steady_clock;
    void watch();

    const std::function<void()> m_cut;
    mutable std::mutex m_mutex;
    std::condition_variable m_changed;
    Steady::time_point m_began, m_until;
    std::int64_t m_bytes = 0;
    std::chrono::milliseconds m_time{0};
    bool m_running = false;
    bool m_passed = false;
    bool m_idle = false; ///< the thread waits for a request
    bool m_ended = false;
    std::thread m_thread; ///< from the first request on
};

} // namespace esek::sync
