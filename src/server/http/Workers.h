#pragma once
#include <condition_variable>
#include <deque>
#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace esek::server {

/// A few threads for what touches the database or the disk. Tasks come in lanes, one for each school: the
/// lanes take turns, and only so many threads work for one lane at a time, so that a school whose tasks hang
/// does not stop the others. What a task throws is logged and ends nothing but the task; a task that somebody
/// waits for answers for itself.
class Workers {
  public:
    using Task = std::function<void()>;
    struct Limits {
        std::size_t threads = 8;
        std::size_t threadsPerLane = 3;
        std::size_t queue = 1'000; ///< tasks that wait
        std::size_t queuePerLane = 250;
    };
    explicit Workers(const Limits&);
    ~Workers(); ///< finishes what is queued
    Workers(const Workers&) = delete;
    Workers& operator=(const Workers&) = delete;
    /// False when the queue is full.
    bool run(const std::string& lane, Task);

  private:
    struct Lane {
        std::deque<Task> tasks;
        std::size_t running = 0;
        bool due = false; ///< stands in m_due
    };
    void work();
    void makeDue(const std::string& name, Lane&);

    Limits m_limits;
    std::mutex m_mutex;
    std::condition_variable m_news;
    std::map<std::string, Lane> m_lanes;
    std::deque<std::string> m_due; ///< lanes that have a task and may use one more thread
    std::size_t m_waiting = 0;     ///< tasks
    bool m_stop = false;
    std::vector<std::thread> m_threads;
};

} // namespace esek::server
