#pragma once
#include "base/Rng.h"

#include <algorithm>
#include <array>
#include <cstddef>

namespace esek {

/// Draws ahead from another generator: ids by the thousand, where each call of OpenSSL costs more than its
/// bytes. One thread, and for one piece of work: an object that lived on in a forked process would hand the
/// same bytes out twice. Never for tokens.
class RngBuffer final : public Rng {
  public:
    explicit RngBuffer(Rng& source) : m_source(source) {}

    void fill(std::span<std::uint8_t> bytes) override {
        while (!bytes.empty()) {
            if (m_used == m_drawn.size()) {
                m_source.fill(m_drawn);
                m_used = 0;
            }
            const std::size_t n = std::min(bytes.size(), m_drawn.size() - m_used);
            std::copy_n(m_drawn.begin() + static_cast<std::ptrdiff_t>(m_used), n, bytes.begin());
            m_used += n;
            bytes = bytes.subspan(n);
        }
    }

  private:
    Rng& m_source;
    std::array<std::uint8_t, 4096> m_drawn{};
    std::size_t m_used = m_drawn.size();
};

} // namespace esek
