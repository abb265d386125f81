#pragma once
#include <array>
#include <cstdint>
#include <memory>
#include <span>
#include <string_view>

namespace esek {

using Digest = std::array<std::uint8_t, 32>;

/// SHA-256 (FIPS 180-4), by OpenSSL. One object, one thread.
class Sha256 {
  public:
    Sha256();
    ~Sha256();
    Sha256(Sha256&&) noexcept;
    Sha256& operator=(Sha256&&) noexcept;
    void update(std::span<const std::uint8_t> bytes);
    void update(std::string_view text);
    /// Ends the computation; afterwards the object starts anew.
    Digest finish();

    static Digest of(std::span<const std::uint8_t> bytes);
    static Digest of(std::string_view text);

  private:
    struct Context;
    std::unique_ptr<Context> m_context;
};

} // namespace esek
