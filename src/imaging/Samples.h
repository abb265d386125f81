#pragma once
#include <cstddef>
#include <cstdint>

namespace esek::imaging {

/// How the alpha of a pixel is stored.
enum class Alpha {
    none,
    straight,   ///< beside colours that know nothing of it
    multiplied, ///< the colours have been multiplied by it
};

/// A colour of 0-255 with its alpha, laid on white.
constexpr std::uint8_t onWhite(unsigned colour, unsigned alpha, Alpha kind) {
    if (kind == Alpha::multiplied) {
        const unsigned sum = colour + 255u - alpha;
        return static_cast<std::uint8_t>(sum < 255u ? sum : 255u);
    }
    return static_cast<std::uint8_t>((colour * alpha + 255u * (255u - alpha) + 127u) / 255u);
}

} // namespace esek::imaging
