#include "imaging/Decode.h"

#include "imaging/Border.h"
#include "imaging/Limits.h"
#include "imaging/Raster.h"
#include "imaging/Resample.h"
#include "imaging/Turn.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace esek::imaging {
namespace {

std::pair<int, int> uprightSize(const PixelSource& source) {
    const ImageInfo& info = source.picture().info;
    return Turn::fromExif(info.orientation).transpose ? std::pair(info.height, info.width)
                                                      : std::pair(info.width, info.height);
}

} // namespace

Result<Image> decode(std::span<const std::uint8_t> file, const std::string& name,
                     const DecodeOptions& options) {
    return guardedForFile(name, [&] {
        const auto source = openSource(file);
        const auto [width, height] = uprightSize(*source);
        int eighths = 8;
        if (options.minWidth > 0 || options.minHeight > 0) {
            eighths = eighthsFor(*source, std::max(double{1} * options.minWidth / width,
                                                   double{1} * options.minHeight / height));
        } else {
            while (source->scales() && eighths > 1 && memoryNeeded(*source, eighths) > kLimits.maxMemoryBytes)
                eighths /= 2;
        }
        return readUpright(*source, eighths);
    });
}

Result<Image> thumbnail(std::span<const std::uint8_t> file, const std::string& name, int maxSide) {
    return guardedForFile(name, [&] {
        if (maxSide < 1)
            throw Exception(ErrorCode::internal, "thumbnail without a size");
        const auto source = openSource(file);
        const auto [width, height] = uprightSize(*source);
        const double scale = std::min(1.0, static_cast<double>(maxSide) / std::max(width, height));
        const int outWidth = std::max(1, static_cast<int>(std::lround(width * scale)));
        const int outHeight = std::max(1, static_cast<int>(std::lround(height * scale)));
        Image image = readUpright(*source, eighthsFor(*source, scale));
        if (image.width == outWidth && image.height == outHeight)
            return image;
        Image small{outWidth, outHeight, {}};
        small.rgb = resample({image.rgb.data(), image.width, image.height},
                             {0, 0, static_cast<double>(image.width), static_cast<double>(image.height)},
                             outWidth, outHeight);
        return small;
    });
}

} // namespace esek::imaging
