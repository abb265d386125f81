#pragma once
#include "imaging/Image.h"

#include <cmath>
#include <cstdint>
#include <vector>

namespace esek::test {

/// A picture that has no symmetry, smooth areas, edges and a little texture.
inline imaging::Image paintedPicture(int width, int height) {
    imaging::Image image{
        width, height,
        std::vector<std::uint8_t>(3 * static_cast<std::size_t>(width) * static_cast<std::size_t>(height))};
    const auto byte = [](double v) { return static_cast<std::uint8_t>(std::fmin(255, std::fmax(0, v))); };
    for (int y = 0; y < height; ++y) {
        for (int x = 0; x < width; ++x) {
            const double u = (x + 0.5) / width;
            const double v = (y + 0.5) / height;
            double r = 40 + 180 * u;
            double g = 30 + 160 * v;
            double b = 200 - 120 * u;
            const double du = u - 0.35;
            const double dv = v - 0.3;
            if (du * du + 0.6 * dv * dv < 0.04) { // an off-centre face
                r = 225 - 60 * v;
                g = 180 - 40 * u;
                b = 150;
            }
            if (u > 0.7 && v > 0.8) { // a corner that stands out
                r = 250;
                g = 20;
                b = 20;
            }
            const double texture = 8 * std::sin(40 * u + 13 * v) * std::cos(37 * v);
            std::uint8_t* p = &image.rgb[3 * (static_cast<std::size_t>(y) * static_cast<std::size_t>(width) +
                                              static_cast<std::size_t>(x))];
            p[0] = byte(r + texture);
            p[1] = byte(g + texture);
            p[2] = byte(b + texture);
        }
    }
    return image;
}

/// Decibels over all samples; 99 when equal, 0 when the sizes differ.
inline double psnr(const imaging::Image& a, const imaging::Image& b) {
    if (a.width != b.width || a.height != b.height || a.rgb.size() != b.rgb.size() || a.rgb.empty())
        return 0;
    double sum = 0;
    for (std::size_t i = 0; i < a.rgb.size(); ++i) {
        const double d = static_cast<double>(a.rgb[i]) - static_cast<double>(b.rgb[i]);
        sum += d * d;
    }
    const double mean = sum / static_cast<double>(a.rgb.size());
    return mean == 0 ? 99 : 10 * std::log10(255.0 * 255.0 / mean);
}

} // namespace esek::test
