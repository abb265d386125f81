#include "app/PrintControl.h"

namespace esek::app {

void PrintControl::pause() {
    const std::lock_guard lock(m_mutex);
    m_paused = true;
    m_asked.notify_all();
}

void PrintControl::resume() {
    const std::lock_guard lock(m_mutex);
    m_paused = false;
    m_asked.notify_all();
}

void PrintControl::stop() {
    const std::lock_guard lock(m_mutex);
    m_stopped = true;
    m_asked.notify_all();
}

bool PrintControl::paused() const {
    const std::lock_guard lock(m_mutex);
    return m_paused;
}

bool PrintControl::stopped() const {
    const std::lock_guard lock(m_mutex);
    return m_stopped;
}

void PrintControl::wait(std::chrono::milliseconds most) const {
    std::unique_lock lock(m_mutex);
    if (!m_stopped)
        m_asked.wait_for(lock, most);
}

} // namespace esek::app
