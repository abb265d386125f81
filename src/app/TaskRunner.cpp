#include "app/TaskRunner.h"

namespace esek::app {

TaskRunner::TaskRunner(Dispatcher toInterface, unsigned workers) : m_toInterface(std::move(toInterface)) {
    for (unsigned i = 0; i < workers; ++i)
        m_workers.emplace_back([this] { loop(); });
}

TaskRunner::~TaskRunner() {
    {
        const std::lock_guard lock(m_mutex);
        m_stopping = true;
        for (auto& queue : m_queues)
            queue.clear();
    }
    m_wake.notify_all();
    for (std::thread& t : m_workers)
        t.join();
}

void TaskRunner::enqueue(Priority priority, Job job) {
    {
        const std::lock_guard lock(m_mutex);
        if (m_stopping)
            return;
        m_queues[static_cast<std::size_t>(priority)].push_back(std::move(job));
    }
    m_wake.notify_one();
}

void TaskRunner::forget(Priority priority) {
    std::deque<Job> dropped; // destroyed outside the lock
    const std::lock_guard lock(m_mutex);
    dropped.swap(m_queues[static_cast<std::size_t>(priority)]);
}

void TaskRunner::waitIdle() {
    std::unique_lock lock(m_mutex);
    m_idle.wait(lock, [this] {
        return m_running == 0 && m_queues[0].empty() && m_queues[1].empty() && m_queues[2].empty();
    });
}

void TaskRunner::loop() {
    std::unique_lock lock(m_mutex);
    for (;;) {
        std::deque<Job>* queue = nullptr;
        for (auto& q : m_queues) {
            if (!q.empty()) {
                queue = &q;
                break;
            }
        }
        if (!queue) {
            m_idle.notify_all();
            if (m_stopping)
                return;
            m_wake.wait(lock);
            continue;
        }
        Job job = std::move(queue->front());
        queue->pop_front();
        ++m_running;
        lock.unlock();
        job();
        job = nullptr; // its captures end before the runner counts as idle
        lock.lock();
        --m_running;
    }
}

} // namespace esek::app
