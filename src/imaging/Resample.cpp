#include "imaging/Resample.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <numbers>

namespace esek::imaging {
namespace {

/// Four floats that the compiler keeps in one register (GCC and Clang, on every platform that we build for).
using Float4 = float __attribute__((vector_size(16)));

/// For every output pixel the input pixels that it is made of.
struct Taps {
    int count = 0;             ///< taps per output pixel, the same for all
    std::vector<int> first;    ///< per output pixel
    std::vector<float> weight; ///< count per output pixel
};

Taps makeTaps(int inLength, double start, double length, int outLength) {
    const double step = length / outLength;
    const double stretch = std::max(step, 1.0);
    const double radius = 3 * stretch;
    Taps taps;
    taps.count = std::min(static_cast<int>(std::ceil(2 * radius)) + 1, inLength);
    taps.first.resize(static_cast<std::size_t>(outLength));
    taps.weight.resize(static_cast<std::size_t>(outLength) * static_cast<std::size_t>(taps.count));
    for (int i = 0; i < outLength; ++i) {
        const double centre = start + (i + 0.5) * step - 0.5; // in the numbering of pixel centres
        const int first = std::clamp(static_cast<int>(std::ceil(centre - radius)), 0, inLength - taps.count);
        float* weight = &taps.weight[static_cast<std::size_t>(i) * static_cast<std::size_t>(taps.count)];
        double sum = 0;
        for (int t = 0; t < taps.count; ++t)
            sum += lanczos3((first + t - centre) / stretch);
        if (std::abs(sum) < 1e-6) { // wholly beside the picture: its nearest pixel
            weight[std::clamp(static_cast<int>(std::lround(centre)) - first, 0, taps.count - 1)] = 1;
        } else {
            for (int t = 0; t < taps.count; ++t)
                weight[t] = static_cast<float>(lanczos3((first + t - centre) / stretch) / sum);
        }
        taps.first[static_cast<std::size_t>(i)] = first;
    }
    return taps;
}

/// sum += weight * row, over floats; simple enough to be vectorised.
void addRow(const std::uint8_t* __restrict row, float weight, float* __restrict sum, std::size_t length) {
    for (std::size_t i = 0; i < length; ++i)
        sum[i] += weight * static_cast<float>(row[i]);
}

std::uint8_t toByte(float value) {
    return static_cast<std::uint8_t>(std::clamp(static_cast<int>(value + 0.5f), 0, 255));
}

} // namespace

double lanczos3(double x) {
    x = std::abs(x);
    if (x >= 3)
        return 0;
    if (x < 1e-9)
        return 1;
    const double a = std::numbers::pi * x;
    return 3 * std::sin(a) * std::sin(a / 3) / (a * a);
}

std::vector<std::uint8_t> resample(const RgbView& in, const Region& region, int outWidth, int outHeight) {
    const Taps across = makeTaps(in.width, region.x, region.w, outWidth);
    const Taps down = makeTaps(in.height, region.y, region.h, outHeight);
    const auto [lowest, highest] = std::minmax_element(across.first.begin(), across.first.end());
    const int column = *lowest;
    const std::size_t samples = 3 * static_cast<std::size_t>(*highest + across.count - column);
    const std::size_t stride = 3 * static_cast<std::size_t>(in.width);

    // One output row: first the columns are summed up over all rows that it needs, then along the row. The
    // last pixel is read as four floats, hence one more.
    std::vector<float> sums(samples + 1);
    std::vector<std::uint8_t> out(3 * static_cast<std::size_t>(outWidth) *
                                  static_cast<std::size_t>(outHeight));
    std::uint8_t* to = out.data();
    for (int y = 0; y < outHeight; ++y) {
        std::fill(sums.begin(), sums.end(), 0.0f);
        const float* weights =
            &down.weight[static_cast<std::size_t>(y) * static_cast<std::size_t>(down.count)];
        const int firstRow = down.first[static_cast<std::size_t>(y)];
        for (int t = 0; t < down.count; ++t) {
            if (weights[t] != 0)
                addRow(in.rgb + static_cast<std::size_t>(firstRow + t) * stride +
                           3 * static_cast<std::size_t>(column),
                       weights[t], sums.data(), samples);
        }
        for (int x = 0; x < outWidth; ++x, to += 3) {
            const float* weight =
                &across.weight[static_cast<std::size_t>(x) * static_cast<std::size_t>(across.count)];
            const float* from =
                &sums[3 * static_cast<std::size_t>(across.first[static_cast<std::size_t>(x)] - column)];
            Float4 sum = {0, 0, 0, 0};
            for (int t = 0; t < across.count; ++t, from += 3) {
                Float4 pixel;
                std::memcpy(&pixel, from, sizeof pixel);
                sum += pixel * weight[t];
            }
            to[0] = toByte(sum[0]);
            to[1] = toByte(sum[1]);
            to[2] = toByte(sum[2]);
        }
    }
    return out;
}

} // namespace esek::imaging
