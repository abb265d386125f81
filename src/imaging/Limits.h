#pragma once
#include <cstdint>

namespace esek::imaging {

/// What is read at all. Together they keep a hostile file under 300 MB of memory (file, decoder and pixels)
/// and an answer within a second; phone photos up to 64 megapixels pass.
struct Limits {
    std::uint64_t maxFileBytes = std::uint64_t{50} << 20;
    std::uint64_t maxPixels = 120'000'000;
    /// Pixels and decoder buffers of one picture, without the file itself. 64 megapixels of RGB fit.
    std::uint64_t maxMemoryBytes = std::uint64_t{200} << 20;
    /// Shorter side of a picture, pixels.
    int minSide = 16;
};

inline constexpr Limits kLimits{};

} // namespace esek::imaging
