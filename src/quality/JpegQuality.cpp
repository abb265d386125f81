#include "quality/JpegQuality.h"

#include <algorithm>
#include <array>

namespace esek::quality {

namespace {

// Luma table of ITU-T T.81, annex K, summed: libjpeg scales it by the quality.
constexpr double kStandardSum = 3692;

/// Mean percentage by which libjpeg scales its table -> quality (inverse of jpeg_quality_scaling).
double qualityOf(double percent) {
    if (percent <= 0)
        return 100;
    return std::clamp(percent <= 100 ? (200 - percent) / 2 : 5000 / percent, 1.0, 100.0);
}

} // namespace

std::optional<double> jpegQuality(std::span<const std::uint8_t> f) {
    if (f.size() < 4 || f[0] != 0xFF || f[1] != 0xD8)
        return std::nullopt;
    std::size_t at = 2;
    while (at + 4 <= f.size() && f[at] == 0xFF) {
        const int marker = f[at + 1];
        if (marker == 0xFF) { // fill byte
            ++at;
            continue;
        }
        if (marker == 0xDA || marker == 0xD9)
            break;
        const std::size_t length = static_cast<std::size_t>(f[at + 2]) << 8 | f[at + 3];
        const std::size_t end = std::min(f.size(), at + 2 + length);
        if (length < 2)
            break;
        if (marker == 0xDB) {
            std::size_t p = at + 4;
            while (p < end) {
                const bool wide = f[p] >> 4 != 0;
                const int table = f[p] & 15;
                ++p;
                const std::size_t bytes = wide ? 128 : 64;
                if (p + bytes > end)
                    break;
                double sum = 0;
                for (std::size_t i = 0; i < 64; ++i)
                    sum += wide ? f[p + 2 * i] * 256 + f[p + 2 * i + 1] : f[p + i];
                if (table == 0)
                    return qualityOf(100 * (sum - 32) /
                                     kStandardSum); // 32: half a step of rounding in 64 values
                p += bytes;
            }
        }
        at = end;
    }
    return std::nullopt;
}

} // namespace esek::quality
