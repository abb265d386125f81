#pragma once
#include <cstdint>
#include <vector>

namespace esek::imaging {

struct RgbView {
    const std::uint8_t* rgb = nullptr;
    int width = 0;
    int height = 0;
};

/// A rectangle in pixels; pixel i covers i to i + 1.
struct Region {
    double x = 0;
    double y = 0;
    double w = 0;
    double h = 0;
};

/// The region as outWidth x outHeight RGB pixels: Lanczos-3, separable, widened by the scale where the
/// picture gets smaller. Beyond the picture there is nothing: the weights of what is there count as the
/// whole.
std::vector<std::uint8_t> resample(const RgbView&, const Region&, int outWidth, int outHeight);

/// The same for a frame that is tilted about its centre: positive degrees turn the picture clockwise. One
/// pass over the pixels; outside the picture its edge is repeated.
std::vector<std::uint8_t> resampleTilted(const RgbView&, const Region&, double degrees, int outWidth,
                                         int outHeight);

/// Lanczos-3 window, zero from |x| = 3 on.
double lanczos3(double x);

} // namespace esek::imaging
