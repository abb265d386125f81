#pragma once
#include "base/Clock.h"

namespace esek::test {

/// Stands still until told to move. Not thread-safe while it moves.
class FixedClock final : public Clock {
  public:
    explicit FixedClock(std::string_view iso = "2026-09-01T08:00:00.000Z") : m_now(*timestampFromIso(iso)) {}
    Timestamp now() const override { return m_now; }
    Date today() const override { return Date(std::chrono::floor<std::chrono::days>(m_now)); }
    void advance(std::chrono::milliseconds by) { m_now += by; }

  private:
    Timestamp m_now;
};

} // namespace esek::test
