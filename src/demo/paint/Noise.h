#pragma once
#include <cmath>

namespace esek::demo {

namespace detail {
inline constexpr int kNoiseSize = 256;
/// kNoiseSize x kNoiseSize values 0..1, made when the program starts.
extern const float* const kNoise;
} // namespace detail

/// Smooth repeatable noise, 0..1, features of about one unit, repeating every 256 units. Inline: several
/// calls for each pixel.
inline float noise(float x, float y) {
    constexpr int size = detail::kNoiseSize;
    const float fx = std::floor(x);
    const float fy = std::floor(y);
    float tx = x - fx;
    float ty = y - fy;
    tx = tx * tx * (3 - 2 * tx);
    ty = ty * ty * (3 - 2 * ty);
    const int x0 = static_cast<int>(fx) & (size - 1);
    const int y0 = (static_cast<int>(fy) & (size - 1)) * size;
    const int x1 = (x0 + 1) & (size - 1);
    const int y1 = (y0 + size) & (size * size - 1);
    const float* const v = detail::kNoise;
    const float top = v[y0 + x0] + (v[y0 + x1] - v[y0 + x0]) * tx;
    const float bottom = v[y1 + x0] + (v[y1 + x1] - v[y1 + x0]) * tx;
    return top + (bottom - top) * ty;
}

/// Two octaves, for cloth and skin.
inline float cloud(float x, float y) {
    return 0.65f * noise(x, y) + 0.35f * noise(x * 2.1f + 17, y * 2.1f + 5);
}

} // namespace esek::demo
