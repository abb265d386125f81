#include "quality/JpegQuality.h"

#include "base/JpegSegments.h"

#include <algorithm>

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

std::optional<double> jpegQuality(std::span<const std::uint8_t> file) {
    JpegSegments segments(file);
    while (const auto segment = segments.next()) {
        if (segment->marker != 0xDB)
            continue;
        auto tables = segment->content;
        while (!tables.empty()) {
            const bool wide = tables[0] >> 4 != 0;
            const int table = tables[0] & 15;
            const std::size_t bytes = wide ? 128 : 64;
            if (tables.size() < 1 + bytes)
                break;
            const auto values = tables.subspan(1, bytes);
            double sum = 0;
            for (std::size_t i = 0; i < 64; ++i)
                sum += wide ? values[2 * i] * 256 + values[2 * i + 1] : values[i];
            if (table == 0) // 32: half a step of rounding in 64 values
                return qualityOf(100 * (sum - 32) / kStandardSum);
            tables = tables.subspan(1 + bytes);
        }
    }
    return std::nullopt;
}

} // namespace esek::quality
