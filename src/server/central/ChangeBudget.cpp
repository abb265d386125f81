#include "server/central/ChangeBudget.h"

#include <algorithm>

namespace esek::server {

namespace {

constexpr std::chrono::hours kHour{1};

bool isOver(Timestamp began, Timestamp now) {
    return now < began || now - began >= kHour;
}

/// Not answered for good: the bytes or a newer program of the server are missing, and it comes again.
bool comesAgain(const sync::PushVerdict& v) {
    return v.error && (v.error->code == ErrorCode::blobMissing || v.error->code == ErrorCode::serverProtocol);
}

} // namespace

ChangeBudget::Hour& ChangeBudget::hourOf(const std::string& device, Timestamp now) {
    std::erase_if(m_hours, [&](const auto& entry) { return isOver(entry.second.began, now); });
    return m_hours.try_emplace(device, Hour{now, 0, 0, {}}).first->second;
}

void ChangeBudget::require(const std::string& device) {
    const Timestamp now = m_clock.now();
    const std::lock_guard lock(m_mutex);
    const Hour& hour = hourOf(device, now);
    if (hour.idle < m_limits.idle && hour.bytes < m_limits.bytes)
        return;
    const auto left = std::chrono::ceil<std::chrono::seconds>(hour.began + kHour - now);
    const auto minutes = std::chrono::ceil<std::chrono::minutes>(left);
    throw Exception(Error{ErrorCode::serverBusy,
                          "a device has used up its hour",
                          {{"seconds", std::to_string(std::max<std::int64_t>(left.count(), 1))},
                           {"minutes", std::to_string(minutes.count())},
                           {"limit", "hour"}}});
}

void ChangeBudget::charge(const std::string& device, const sync::PushRequest& request,
                          const sync::PushAnswer& answer, std::int64_t bytesWritten) {
    const std::lock_guard lock(m_mutex);
    Hour& hour = hourOf(device, m_clock.now());
    hour.bytes += bytesWritten;
    for (std::size_t i = 0; i < std::min(request.items.size(), answer.verdicts.size()); ++i) {
        const sync::PushVerdict& v = answer.verdicts[i];
        if (v.duplicate || comesAgain(v))
            continue;
        const domain::Mutation& m = request.items[i].mutation;
        if (v.verdict != domain::Verdict::applied ||
            ++hour.changes[{m.entity(), m.entityId}] > m_limits.ofOneRecord)
            ++hour.idle;
    }
}

} // namespace esek::server
