#pragma once
#include <algorithm>
#include <cmath>

namespace esek::demo {

/// sRGB values 0..1, mixed as a painter mixes: without linearising.
struct Rgb {
    float r = 0;
    float g = 0;
    float b = 0;
};

inline Rgb operator*(Rgb c, float k) {
    return {c.r * k, c.g * k, c.b * k};
}
inline Rgb operator*(Rgb a, Rgb b) {
    return {a.r * b.r, a.g * b.g, a.b * b.b};
}
inline Rgb operator+(Rgb a, Rgb b) {
    return {a.r + b.r, a.g + b.g, a.b + b.b};
}
inline Rgb mix(Rgb a, Rgb b, float t) {
    return a * (1 - t) + b * t;
}

inline float mix(float a, float b, float t) {
    return a + (b - a) * t;
}
inline float clamp01(float v) {
    return std::min(std::max(v, 0.0f), 1.0f);
}
/// 0 below `low`, 1 above `high`, smooth between.
inline float smoothStep(float low, float high, float v) {
    const float t = clamp01((v - low) / (high - low));
    return t * t * (3 - 2 * t);
}
/// 1 at the centre, 0 from distance 1 on, smooth at both ends; `d2` is the squared distance.
inline float bump(float d2) {
    const float k = std::max(0.0f, 1 - d2);
    return k * k * k;
}
/// bump() of an ellipse.
inline float spot(float x, float y, float cx, float cy, float rx, float ry) {
    const float dx = (x - cx) / rx;
    const float dy = (y - cy) / ry;
    return bump(dx * dx + dy * dy);
}
inline float luma(Rgb c) {
    return 0.299f * c.r + 0.587f * c.g + 0.114f * c.b;
}

} // namespace esek::demo
