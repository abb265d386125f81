#include "server/router/Throttle.h"

#include <algorithm>

namespace esek::server {

namespace {
constexpr std::size_t kAddresses = 5000;
}

bool Throttle::take(const std::string& address, const Rate& rate) {
    const Timestamp now = m_clock.now();
    const std::lock_guard lock(m_mutex);
    if (m_times.size() >= kAddresses && !m_times.contains(address)) {
        std::erase_if(m_times, [&](const auto& entry) { return entry.second.back() + rate.time < now; });
        if (m_times.size() >= kAddresses)
            m_times.erase(std::min_element(m_times.begin(), m_times.end(), [](const auto& a, const auto& b) {
                return a.second.back() < b.second.back();
            }));
    }
    auto& times = m_times[address];
    std::erase_if(times, [&](Timestamp t) { return t + rate.time < now || t > now; });
    if (times.size() >= rate.requests)
        return false;
    times.push_back(now);
    return true;
}

void Throttle::giveBack(const std::string& address) {
    const std::lock_guard lock(m_mutex);
    const auto it = m_times.find(address);
    if (it == m_times.end())
        return;
    if (!it->second.empty())
        it->second.pop_back();
    if (it->second.empty())
        m_times.erase(it);
}

} // namespace esek::server
