#include "decoder/Finish.h"

#include "imaging/ColourTransform.h"
#include "imaging/Limits.h"
#include "imaging/Samples.h"

#include <algorithm>

namespace esek::decoder {

imaging::Image finished(const std::uint8_t* rows, std::size_t stride, int width, int height, int channels,
                        std::span<const std::uint8_t> profile) {
    const std::size_t colours = channels >= 3 ? 3 : 1;
    const bool alpha = channels == 2 || channels >= 4;
    const auto transform = imaging::colourTransform(
        colours == 3 ? imaging::PixelLayout::rgb : imaging::PixelLayout::grey, profile);
    imaging::Image image{width, height, {}};
    const auto w = static_cast<std::size_t>(width);
    image.rgb.resize(3 * w * static_cast<std::size_t>(height));
    std::vector<std::uint8_t> line(w * colours);
    for (std::size_t y = 0; y < static_cast<std::size_t>(height); ++y) {
        const std::uint8_t* in = rows + y * stride;
        for (std::size_t x = 0; x < w; ++x, in += channels)
            for (std::size_t c = 0; c < colours; ++c)
                line[x * colours + c] =
                    alpha ? imaging::onWhite(in[c], in[colours], imaging::Alpha::straight) : in[c];
        transform->toSrgb(line.data(), image.rgb.data() + 3 * w * y, w);
    }
    return image;
}

void checkPicture(int width, int height) {
    const auto w = static_cast<std::uint64_t>(std::max(width, 0));
    const auto h = static_cast<std::uint64_t>(std::max(height, 0));
    imaging::checkSize(w, h);
    if (3 * w * h > imaging::kLimits.maxMemoryBytes)
        throw Exception(imaging::tooLarge(w, h));
}

} // namespace esek::decoder
