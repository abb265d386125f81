#pragma once
#include <atomic>
#include <cstddef>
#include <functional>

namespace esek {

/// How far long work is, and whether a person stopped it. One worker reports; any thread may cancel.
class Progress {
  public:
    using Observer = std::function<void(std::size_t done, std::size_t total)>;
    Progress() = default;
    explicit Progress(Observer observer) : m_observer(std::move(observer)) {}
    Progress(const Progress&) = delete;
    Progress& operator=(const Progress&) = delete;

    /// Called on the worker's thread.
    void report(std::size_t done, std::size_t total) {
        if (m_observer)
            m_observer(done, total);
    }
    void cancel() { m_cancelled = true; }
    bool cancelled() const { return m_cancelled; }

  private:
    Observer m_observer;
    std::atomic<bool> m_cancelled{false};
};

} // namespace esek
