#include "server/http/Workers.h"

#include "base/Guard.h"

namespace esek::server {

Workers::Workers(std::size_t threads, std::size_t queue) : m_limit(queue) {
    for (std::size_t i = 0; i < threads; ++i)
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

bool Workers::run(Task task) {
    {
        const std::lock_guard lock(m_mutex);
        if (m_tasks.size() >= m_limit)
            return false;
        m_tasks.push_back(std::move(task));
    }
    m_news.notify_one();
    return true;
}

void Workers::work() {
    for (;;) {
        Task task;
        {
            std::unique_lock lock(m_mutex);
            m_news.wait(lock, [this] { return m_stop || !m_tasks.empty(); });
            if (m_tasks.empty())
                return;
            task = std::move(m_tasks.front());
            m_tasks.pop_front();
        }
        runGuarded("a worker's task", task);
    }
}

} // namespace esek::server
