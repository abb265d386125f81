#include "imaging/Resample.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

namespace esek::imaging {
namespace {

/// Above this many input pixels per output pixel and direction the picture is first reduced by averaging
/// whole blocks, which costs little and leaves enough for the filter.
constexpr double kMostReduction = 4;

constexpr int kTableStep = 256;

/// lanczos3() at steps of 1/256: half a million output pixels ask for a dozen million weights.
float fromTable(float x) {
    static const auto table = [] {
        std::array<float, 3 * kTableStep + 2> values{};
        for (std::size_t i = 0; i < values.size(); ++i)
            values[i] = static_cast<float>(lanczos3(static_cast<double>(i) / kTableStep));
        return values;
    }();
    const float at = std::abs(x) * kTableStep;
    const auto index = static_cast<std::size_t>(at);
    if (index >= 3 * kTableStep)
        return 0;
    const float part = at - static_cast<float>(index);
    return table[index] + part * (table[index + 1] - table[index]);
}

std::vector<std::uint8_t> averageBlocks(const RgbView& in, int factor, int width, int height) {
    std::vector<std::uint8_t> out(3 * static_cast<std::size_t>(width) * static_cast<std::size_t>(height));
    std::vector<unsigned> sums(3 * static_cast<std::size_t>(width));
    for (int y = 0; y < height; ++y) {
        std::fill(sums.begin(), sums.end(), 0u);
        for (int v = 0; v < factor; ++v) {
            // The last blocks may stick out: the edge is repeated.
            const int row = std::min(y * factor + v, in.height - 1);
            const std::uint8_t* line =
                in.rgb + 3 * static_cast<std::size_t>(row) * static_cast<std::size_t>(in.width);
            for (int x = 0; x < width; ++x) {
                for (int u = 0; u < factor; ++u) {
                    const std::uint8_t* pixel = line + 3 * std::min(x * factor + u, in.width - 1);
                    for (std::size_t c = 0; c < 3; ++c)
                        sums[3 * static_cast<std::size_t>(x) + c] += pixel[c];
                }
            }
        }
        const auto area = static_cast<unsigned>(factor * factor);
        std::uint8_t* to = &out[3 * static_cast<std::size_t>(y) * static_cast<std::size_t>(width)];
        for (std::size_t i = 0; i < sums.size(); ++i)
            to[i] = static_cast<std::uint8_t>((sums[i] + area / 2) / area);
    }
    return out;
}

/// Weights of the pixels around one coordinate; pixels beside the picture stand for its edge.
struct Window {
    std::vector<float> weight;
    std::vector<int> index;
    int count = 0;

    explicit Window(float stretch)
        : weight(static_cast<std::size_t>(std::ceil(6 * stretch)) + 2), index(weight.size()) {}

    void place(float centre, float stretch, int length) {
        const int first = static_cast<int>(std::ceil(centre - 3 * stretch));
        const int last = static_cast<int>(std::floor(centre + 3 * stretch));
        count = 0;
        float sum = 0;
        for (int i = first; i <= last; ++i) {
            const float w = fromTable((static_cast<float>(i) - centre) / stretch);
            weight[static_cast<std::size_t>(count)] = w;
            index[static_cast<std::size_t>(count)] = std::clamp(i, 0, length - 1);
            ++count;
            sum += w;
        }
        for (int i = 0; i < count; ++i)
            weight[static_cast<std::size_t>(i)] /= sum;
    }
};

std::uint8_t toByte(float value) {
    return static_cast<std::uint8_t>(std::clamp(static_cast<int>(value + 0.5f), 0, 255));
}

} // namespace

std::vector<std::uint8_t> resampleTilted(const RgbView& in, const Region& region, double degrees,
                                         int outWidth, int outHeight) {
    const double stepX = region.w / outWidth;
    const double stepY = region.h / outHeight;
    if (const int factor = static_cast<int>(std::min(stepX, stepY) / (kMostReduction / 2));
        std::min(stepX, stepY) > kMostReduction && factor >= 2) {
        const int width = (in.width + factor - 1) / factor;
        const int height = (in.height + factor - 1) / factor;
        const auto small = averageBlocks(in, factor, width, height);
        return resampleTilted({small.data(), width, height},
                              {region.x / factor, region.y / factor, region.w / factor, region.h / factor},
                              degrees, outWidth, outHeight);
    }

    const double angle = degrees * std::numbers::pi / 180;
    const double cosine = std::cos(angle);
    const double sine = std::sin(angle);
    const double centreX = region.x + region.w / 2;
    const double centreY = region.y + region.h / 2;
    const auto stretchX = static_cast<float>(std::max(stepX, 1.0));
    const auto stretchY = static_cast<float>(std::max(stepY, 1.0));
    Window across(stretchX);
    Window down(stretchY);

    std::vector<std::uint8_t> out(3 * static_cast<std::size_t>(outWidth) *
                                  static_cast<std::size_t>(outHeight));
    std::uint8_t* to = out.data();
    for (int row = 0; row < outHeight; ++row) {
        for (int column = 0; column < outWidth; ++column, to += 3) {
            // The picture turns clockwise, so the place that is looked up turns the other way (y runs down).
            const double u = (column + 0.5) * stepX - region.w / 2;
            const double v = (row + 0.5) * stepY - region.h / 2;
            const double x = centreX + u * cosine + v * sine - 0.5;
            const double y = centreY - u * sine + v * cosine - 0.5;
            across.place(static_cast<float>(x), stretchX, in.width);
            down.place(static_cast<float>(y), stretchY, in.height);
            float sum[3] = {0, 0, 0};
            for (int i = 0; i < down.count; ++i) {
                const std::uint8_t* line =
                    in.rgb + 3 * static_cast<std::size_t>(down.index[static_cast<std::size_t>(i)]) *
                                 static_cast<std::size_t>(in.width);
                float part[3] = {0, 0, 0};
                for (int j = 0; j < across.count; ++j) {
                    const std::uint8_t* pixel = line + 3 * across.index[static_cast<std::size_t>(j)];
                    const float w = across.weight[static_cast<std::size_t>(j)];
                    part[0] += w * static_cast<float>(pixel[0]);
                    part[1] += w * static_cast<float>(pixel[1]);
                    part[2] += w * static_cast<float>(pixel[2]);
                }
                const float w = down.weight[static_cast<std::size_t>(i)];
                for (int c = 0; c < 3; ++c)
                    sum[c] += w * part[c];
            }
            for (int c = 0; c < 3; ++c)
                to[c] = toByte(sum[c]);
        }
    }
    return out;
}

} // namespace esek::imaging
