#pragma once
#include <algorithm>
#include <deque>
#include <mutex>
#include <optional>
#include <vector>

namespace esek::ui::model {

/// What is wanted on screen now, most urgent first. The interface thread says the whole list anew whenever it
/// changes, which drops what was scrolled away; workers take one after another. Thread-safe.
template <class Key>
class ThumbnailRequests {
  public:
    /// How many workers should be started besides those that run, at most `limit` in all.
    std::size_t want(const std::vector<Key>& keys, std::size_t limit) {
        const std::lock_guard lock(m_mutex);
        m_waiting.clear();
        for (const Key& k : keys) {
            if (std::find(m_underWay.begin(), m_underWay.end(), k) == m_underWay.end())
                m_waiting.push_back(k);
        }
        const std::size_t needed = std::min(limit, m_workers + m_waiting.size());
        const std::size_t started = needed > m_workers ? needed - m_workers : 0;
        m_workers += started;
        return started;
    }
    /// By a worker; nothing left ends that worker.
    std::optional<Key> take() {
        const std::lock_guard lock(m_mutex);
        if (m_waiting.empty()) {
            --m_workers;
            return std::nullopt;
        }
        Key key = std::move(m_waiting.front());
        m_waiting.pop_front();
        m_underWay.push_back(key);
        return key;
    }
    void finished(const Key& key) {
        const std::lock_guard lock(m_mutex);
        std::erase(m_underWay, key);
    }
    std::size_t waiting() const {
        const std::lock_guard lock(m_mutex);
        return m_waiting.size();
    }

  private:
    mutable std::mutex m_mutex;
    std::deque<Key> m_waiting;
    std::vector<Key> m_underWay;
    std::size_t m_workers = 0;
};

} // namespace esek::ui::model
