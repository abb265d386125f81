#include "server/http/BodyBudget.h"

#include <utility>

namespace esek::server {

namespace {

constexpr std::chrono::seconds kSilence{1};

void subtract(std::map<std::string, std::size_t>& sums, const std::string& key, std::size_t bytes) {
    const auto it = sums.find(key);
    if (it != sums.end() && (it->second -= bytes) == 0)
        sums.erase(it);
}

} // namespace

void BodyBudget::set(std::uint64_t connection, Holder holder) {
    remove(connection);
    if (holder.bytes == 0)
        return;
    m_all += holder.bytes;
    m_inMemory += holder.inMemory;
    if (!holder.device.empty())
        m_devices[holder.device] += holder.bytes;
    m_addresses[holder.address] += holder.bytes;
    m_holders[connection] = std::move(holder);
}

void BodyBudget::remove(std::uint64_t connection) {
    const auto it = m_holders.find(connection);
    if (it == m_holders.end())
        return;
    const Holder& h = it->second;
    m_all -= h.bytes;
    m_inMemory -= h.inMemory;
    subtract(m_devices, h.device, h.bytes);
    subtract(m_addresses, h.address, h.bytes);
    m_holders.erase(it);
}

std::optional<std::uint64_t> BodyBudget::whoHasToGo(std::uint64_t connection, Moment now) const {
    const auto it = m_holders.find(connection);
    if (it == m_holders.end())
        return std::nullopt;
    const Holder& h = it->second;
    std::optional<std::uint64_t> silent;
    if (!h.device.empty() && m_devices.at(h.device) > m_limits.perDevice)
        silent = longestSilent([&](const Holder& other) { return other.device == h.device; }, now);
    else if (m_addresses.at(h.address) > m_limits.perAddress)
        silent = longestSilent([&](const Holder& other) { return other.address == h.address; }, now);
    else if (m_all > m_limits.all)
        silent = longestSilent([](const Holder&) { return true; }, now);
    else
        return std::nullopt;
    return silent.value_or(connection);
}

template <class F>
std::optional<std::uint64_t> BodyBudget::longestSilent(F&& among, Moment now) const {
    const std::pair<const std::uint64_t, Holder>* found = nullptr;
    for (const auto& entry : m_holders)
        if (!entry.second.complete && entry.second.lastByte + kSilence <= now && among(entry.second) &&
            (!found || entry.second.lastByte < found->second.lastByte))
            found = &entry;
    return found ? std::optional(found->first) : std::nullopt;
}

} // namespace esek::server
