#include "server/central/Heads.h"

#include <algorithm>
#include <set>

namespace esek::server {

std::uint64_t Heads::listen(const std::string& school, std::int64_t since, Listener listener) {
    const std::lock_guard lock(m_mutex);
    if (const auto known = m_known.find(school); known != m_known.end() && known->second > since) {
        listener();
        return 0;
    }
    m_waiters[m_next] = {school, since, std::move(listener)};
    return m_next++;
}

void Heads::forget(std::uint64_t ticket) {
    const std::lock_guard lock(m_mutex);
    m_waiters.erase(ticket);
}

void Heads::advance(const std::string& school, std::int64_t head) {
    // Under the lock: after forget() has returned, a listener is never called.
    const std::lock_guard lock(m_mutex);
    std::int64_t& known = m_known[school];
    known = std::max(known, head);
    for (auto it = m_waiters.begin(); it != m_waiters.end();) {
        if (it->second.since < head && it->second.school == school) {
            it->second.listener();
            it = m_waiters.erase(it);
        } else {
            ++it;
        }
    }
}

void Heads::wakeAll() {
    const std::lock_guard lock(m_mutex);
    for (const auto& [ticket, waiter] : m_waiters)
        waiter.listener();
    m_waiters.clear();
}

std::vector<std::string> Heads::awaited() const {
    const std::lock_guard lock(m_mutex);
    std::set<std::string> schools;
    for (const auto& [ticket, waiter] : m_waiters)
        schools.insert(waiter.school);
    return {schools.begin(), schools.end()};
}

std::size_t Heads::waiting() const {
    const std::lock_guard lock(m_mutex);
    return m_waiters.size();
}

} // namespace esek::server
