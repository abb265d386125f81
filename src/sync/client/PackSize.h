#pragma once
#include <algorithm>
#include <chrono>
#include <cstdint>

namespace esek::sync {

/// How many bytes of photos go in one request: as many as take a few seconds, so that progress shows, a
/// person can stop it, a cut costs little, and other things get their turn on a slow connection.
class PackSize {
  public:
    PackSize(std::int64_t first, std::int64_t most) : m_bytes(std::min(first, most)), m_most(most) {}
    std::int64_t bytes() const { return m_bytes; }
    void took(std::chrono::steady_clock::duration time) {
        constexpr std::chrono::seconds kShort{1}, kLong{4};
        if (time < kShort)
            m_bytes = std::min(m_bytes * 2, m_most);
        else if (time > kLong)
            m_bytes = std::max(m_bytes / 2, kLeast);
    }

  private:
    static constexpr std::int64_t kLeast = 256 * 1024;
    std::int64_t m_bytes, m_most;
};

} // namespace esek::sync
