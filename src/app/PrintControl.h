#pragma once
#include "base/Progress.h"

#include <chrono>
#include <condition_variable>
#include <mutex>

namespace esek::app {

/// What a person may ask of a print that is under way. Any thread.
class PrintControl {
  public:
    /// `observer` hears of each card that was printed, on the thread that prints.
    explicit PrintControl(Progress::Observer observer = {}) : m_observer(std::move(observer)) {}

    void pause(); ///< no further card goes to the printer until resume()
    void resume();
    void stop(); ///< what has not come out is taken back from the queue; goOn() ends the rest
    bool paused() const;
    bool stopped() const;
    void report(std::size_t printed, std::size_t total) const {
        if (m_observer)
            m_observer(printed, total);
    }
    /// Until something was asked, or for this long.
    void wait(std::chrono::milliseconds) const;

  private:
    Progress::Observer m_observer;
    mutable std::mutex m_mutex;
    mutable std::condition_variable m_asked;
    bool m_paused = false;
    bool m_stopped = false;
};

} // namespace esek::app
