#pragma once
#include "base/Rng.h"

#include <cstddef>

namespace esek::demo {

/// Chances out of a SeededRng: the same on every platform, unlike the distributions of <random>.
class Dice {
  public:
    explicit Dice(SeededRng& rng) : m_rng(rng) {}
    float unit() { return static_cast<float>(m_rng.next() >> 40) / static_cast<float>(1 << 24); }
    float between(float low, float high) { return low + (high - low) * unit(); }
    bool chance(float p) { return unit() < p; }
    std::size_t index(std::size_t count) { return static_cast<std::size_t>(m_rng.next() % count); }

  private:
    SeededRng& m_rng;
};

} // namespace esek::demo
