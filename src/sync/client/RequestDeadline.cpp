#include "sync/client/RequestDeadline.h"

#include "base/Guard.h"

#include <algorithm>

namespace esek::sync {

RequestDeadline::~RequestDeadline() {
    {
        const std::lock_guard lock(m_mutex);
        m_ended = true;
    }
    m_changed.notify_all();
    if (m_thread.joinable())
        m_thread.join();
}

void RequestDeadline::begin(std::chrono::milliseconds time) {
    const std::lock_guard lock(m_mutex);
    m_began = Steady::now();
    m_time = time;
    m_bytes = 0;
    m_until = m_began + time;
    m_passed = false;
    m_running = true;
    if (!m_thread.joinable())
        m_thread = std::thread([this] { runGuarded("deadline of a request", [this] { watch(); }); });
    else if (m_idle)
        m_changed.notify_all();
}

void RequestDeadline::moved(std::int64_t bytes) {
    const std::lock_guard lock(m_mutex);
    m_bytes += bytes;
    const auto earned = std::chrono::milliseconds(m_bytes * 1000 / kPace);
    m_until = m_began + std::min<std::chrono::milliseconds>(m_time + earned, kLongest);
}

void RequestDeadline::end() {
    const std::lock_guard lock(m_mutex);
    m_running = false;
}

bool RequestDeadline::passed() const {
    const std::lock_guard lock(m_mutex);
    return m_passed;
}

void RequestDeadline::watch() {
    std::unique_lock lock(m_mutex);
    while (!m_ended) {
        if (!m_running) {
            m_idle = true;
            m_changed.wait(lock, [&] { return m_ended || m_running; });
            m_idle = false;
        } else if (Steady::now() >= m_until) {
            m_passed = true;
            m_running = false;
            m_cut(); // under the lock: the request cannot end meanwhile and leave its connection to another
        } else {
            // Requests that end and begin meanwhile only move the time on.
            m_changed.wait_until(lock, m_until, [&] { return m_ended; });
        }
    }
}

} // namespace esek::sync
