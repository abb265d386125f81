#pragma once
#include <atomic>
#include <condition_variable>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

namespace esek::app {

/// Work off the interface thread. `work` runs on a worker; what it returns is handed to `done` through the
/// dispatcher given at construction (the desktop: wxEvtHandler::CallAfter), so `done` runs on the interface
/// thread. A result whose Scope has ended is dropped: no callback reaches a window that is gone.
class TaskRunner {
  public:
    using Job = std::function<void()>;
    using Dispatcher = std::function<void(Job)>;
    enum class Priority { now, soon, idle };

    TaskRunner(Dispatcher toInterface, unsigned workers = 2);
    ~TaskRunner(); ///< drops waiting work, waits for what runs
    TaskRunner(const TaskRunner&) = delete;
    TaskRunner& operator=(const TaskRunner&) = delete;

    /// Member of the window or view model that asks; lives on the interface thread.
    class Scope {
      public:
        Scope() : m_alive(std::make_shared<bool>(true)) {}
        ~Scope() { *m_alive = false; }
        Scope(const Scope&) = delete;
        Scope& operator=(const Scope&) = delete;
        /// Drops all results that are still under way.
        void renew() {
            *m_alive = false;
            m_alive = std::make_shared<bool>(true);
        }
        std::shared_ptr<bool> token() const { return m_alive; }

      private:
        std::shared_ptr<bool> m_alive; // read and written on the interface thread only
    };

    template <class Work, class Done>
    void run(const Scope& scope, Work work, Done done, Priority priority = Priority::now) {
        enqueue(priority,
                [this, alive = scope.token(), work = std::move(work), done = std::move(done)]() mutable {
                    auto result = std::make_shared<decltype(work())>(work());
                    m_toInterface([alive = std::move(alive), result, done = std::move(done)]() mutable {
                        if (*alive)
                            done(std::move(*result));
                    });
                });
    }

    /// Waiting work of this priority is forgotten (thumbnails that were scrolled away).
    void forget(Priority);
    /// For tests: until nothing waits and nothing runs (dispatched results may still be under way).
    void waitIdle();

  private:
    void enqueue(Priority, Job);
    void loop();
    Dispatcher m_toInterface;
    std::mutex m_mutex;
    std::condition_variable m_wake;
    std::condition_variable m_idle;
    std::deque<Job> m_queues[3];
    unsigned m_running = 0;
    bool m_stopping = false;
    std::vector<std::thread> m_workers;
};

} // namespace esek::app
