#pragma once
#include <cstdint>
#include <span>

namespace esek {

/// The one source of randomness. Thread-safe.
class Rng {
  public:
    virtual ~Rng() = default;
    virtual void fill(std::span<std::uint8_t> bytes) = 0;
};

/// The operating system's generator.
class SystemRng final : public Rng {
  public:
    void fill(std::span<std::uint8_t> bytes) override;
};

/// Repeatable bytes from a seed, for tests and the demo. Never for tokens. Not thread-safe.
class SeededRng final : public Rng {
  public:
    explicit SeededRng(std::uint64_t seed) : m_state(seed) {}
    void fill(std::span<std::uint8_t> bytes) override;
    std::uint64_t next();

  private:
    std::uint64_t m_state;
};

} // namespace esek
