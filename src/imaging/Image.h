#pragma once
#include <cstdint>
#include <vector>

namespace esek::imaging {

/// 8-bit sRGB, interleaved R G B, rows tightly packed from the top, upright.
struct Image {
    int width = 0;
    int height = 0;
    std::vector<std::uint8_t> rgb;
};

} // namespace esek::imaging
