#pragma once
#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace esek::server {

/// A few threads for what touches the database or the disk. What a task throws is logged and ends nothing but
/// the task; a task that somebody waits for answers for itself.
class Workers {
  public:
    using Task = std::function<void()>;
    Workers(std::size_t threads, std::size_t queue);
    ~Workers(); ///< finishes what is queued
    Workers(const Workers&) = delete;
    Workers& operator=(const Workers&) = delete;
    /// False when the queue is full.
    bool run(Task);

  private:
    void work();
    std::mutex m_mutex;
    std::condition_variable m_news;
    std::deque<Task> m_tasks;
    std::size_t m_limit;
    bool m_stop = false;
    std::vector<std::thread> m_threads;
};

} // namespace esek::server
