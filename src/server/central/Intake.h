#pragma once
#include "server/central/Caller.h"
#include "server/central/CentralCore.h"
#include "server/central/ChangeBudget.h"
#include "sync/protocol/Wire.h"

#include <atomic>

namespace esek::server {

/// How often pushes ended how; for /metrics.
struct PushCounts {
    std::atomic<std::uint64_t> applied{0}, same{0}, duplicate{0}, conflict{0}, rejected{0};
};

/// Takes in what offices and families change, and gives out the card numbers that offices need for it.
/// Thread-safe. Errors are thrown as Exception: roleNotAllowed, serverUnauthorized, serverBusy.
class Intake {
  public:
    explicit Intake(CentralCore& core) : m_core(core), m_budget(core.clock) {}

    sync::PushAnswer push(const Caller&, const sync::PushRequest&);
    /// The first and the last number of a new lease. Errors besides: jsonInvalid, numbersExhausted.
    std::pair<std::int64_t, std::int64_t> lease(const Caller&, std::int64_t count);
    const PushCounts& counts() const { return m_counts; }

  private:
    void count(const sync::PushAnswer&);

    CentralCore& m_core;
    ChangeBudget m_budget;
    PushCounts m_counts;
};

} // namespace esek::server
