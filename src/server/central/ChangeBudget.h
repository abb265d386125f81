#pragma once
#include "base/Clock.h"
#include "sync/protocol/Wire.h"

#include <cstdint>
#include <map>
#include <mutex>
#include <string>
#include <utility>

namespace esek::server {

/// What one computer may add to its school's order of changes within an hour. That order is kept for good, so
/// a stolen token could fill the disk by changing a class back and forth. The limits are far beyond what an
/// office does in September (2,000 pupils at first, lists and bulk decisions of 600, 300 decisions an hour),
/// and an office that meets one goes on by itself later. Counted in this process alone, and forgotten when it
/// ends. Thread-safe.
class ChangeBudget {
  public:
    struct Limits {
        /// Changes of one record that an hour of honest work may need; the ones after it are idle.
        std::size_t ofOneRecord = 10;
        /// Mutations that changed nothing, or a record that had been changed too often.
        std::size_t idle = 3000;
        std::int64_t bytes = 64 * 1024 * 1024; ///< written to the order of changes
    };
    explicit ChangeBudget(const Clock& clock) : ChangeBudget(clock, Limits{}) {}
    ChangeBudget(const Clock& clock, Limits limits) : m_clock(clock), m_limits(limits) {}

    /// Throws serverBusy with `seconds`, `minutes` and `limit` ("hour") until the device's hour is over, when
    /// it has used up its budget.
    void require(const std::string& device);
    /// After a push. A mutation that was answered before costs nothing, for nothing is kept of it; neither
    /// does one that is to be sent again later.
    void charge(const std::string& device, const sync::PushRequest&, const sync::PushAnswer&,
                std::int64_t bytesWritten);

  private:
    struct Hour {
        Timestamp began{};
        std::size_t idle = 0;
        std::int64_t bytes = 0;
        std::map<std::pair<domain::Entity, Uuid>, std::size_t> changes;
    };
    Hour& hourOf(const std::string& device, Timestamp now);

    const Clock& m_clock;
    const Limits m_limits;
    std::mutex m_mutex;
    std::map<std::string, Hour> m_hours; ///< by the id of the device
};

} // namespace esek::server
