#include "server/http/Workers.h"

#include "base/Guard.h"

namespace esek::server {

Workers::Workers(const Limits& limits) : m_limits(limits) {
    for (std::size_t i = 0; i < m_limits.threads; ++i)
        m_threads.emplace_back([this] { work(); });
}

Workers::~Workers() {
    {
        const std::lock_guard lock(m_mutex);
        m_stop = true;
    }
    m_news.notify_all();
    for (std::thread& t : m_threads)
        t.join();
}

bool Workers::run(const std::string& name, Task task) {
    const std::lock_guard lock(m_mutex);
    Lane& lane = m_lanes[name];
    if (m_waiting >= m_limits.queue || lane.tasks.size() >= m_limits.queuePerLane) {
        if (lane.tasks.empty() && lane.running == 0)
            m_lanes.erase(name);
        return false;
    }
    lane.tasks.push_back(std::move(task));
    ++m_waiting;
    makeDue(name, lane);
    return true;
}

void Workers::makeDue(const std::string& name, Lane& lane) {
    if (lane.due || lane.tasks.empty() || lane.running >= m_limits.threadsPerLane)
        return;
    lane.due = true;
    m_due.push_back(name);
    m_news.notify_one();
}

void Workers::work() {
    std::unique_lock lock(m_mutex);
    for (;;) {
        m_news.wait(lock, [this] { return !m_due.empty() || (m_stop && m_waiting == 0); });
        if (m_due.empty())
            return;
        const std::string name = std::move(m_due.front());
        m_due.pop_front();
        Lane& lane = m_lanes.at(name); // stays while it is due or running
        lane.due = false;
        Task task = std::move(lane.tasks.front());
        lane.tasks.pop_front();
        --m_waiting;
        ++lane.running;
        makeDue(name, lane);
        lock.unlock();
        runGuarded("a worker's task", task);
        task = nullptr; // what it holds goes outside the lock
        lock.lock();
        --lane.running;
        makeDue(name, lane);
        if (lane.tasks.empty() && lane.running == 0)
            m_lanes.erase(name);
        if (m_stop && m_waiting == 0)
            m_news.notify_all();
    }
}

} // namespace esek::server
