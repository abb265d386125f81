#include "imaging/Raster.h"

#include "imaging/Limits.h"
#include "imaging/Turn.h"

#include <algorithm>

namespace esek::imaging {
namespace {

constexpr int kStripRows = 16;

std::uint64_t pixelBytes(const PixelSource& source, int eighths) {
    const ImageInfo& info = source.picture().info;
    return 3 * static_cast<std::uint64_t>(scaled(info.width, eighths)) *
           static_cast<std::uint64_t>(scaled(info.height, eighths));
}

/// Hands every strip of the picture that was started, in RGB, to `take(rows, firstRow, count)`.
template <class Take>
void readStrips(PixelSource& source, int eighths, const ColourTransform& colours, Take&& take) {
    const StoredPicture& picture = source.picture();
    const int width = scaled(picture.info.width, eighths);
    const int height = scaled(picture.info.height, eighths);
    const auto samples = static_cast<std::size_t>(samplesOf(picture.layout));
    const std::size_t stripPixels = static_cast<std::size_t>(width) * kStripRows;
    std::vector<std::uint8_t> native(stripPixels * samples);
    std::vector<std::uint8_t> rgb(colours.isIdentity() ? 0 : stripPixels * 3);
    for (int first = 0; first < height; first += kStripRows) {
        const int count = std::min(kStripRows, height - first);
        source.readRows(count, native.data());
        if (colours.isIdentity()) {
            take(native.data(), first, count);
        } else {
            colours.toSrgb(native.data(), rgb.data(),
                           static_cast<std::size_t>(width) * static_cast<std::size_t>(count));
            take(rgb.data(), first, count);
        }
    }
    source.finish();
}

} // namespace

std::uint64_t memoryNeeded(const PixelSource& source, int eighths) {
    return source.decoderBytes(eighths) + pixelBytes(source, eighths);
}

int eighthsFor(const PixelSource& source, double leastScale) {
    int eighths = 8;
    while (source.scales() && eighths > 1 && eighths / 2 >= leastScale * 8)
        eighths /= 2;
    return eighths;
}

void checkMemory(const PixelSource& source, int eighths) {
    if (memoryNeeded(source, eighths) <= kLimits.maxMemoryBytes)
        return;
    const ImageInfo& info = source.picture().info;
    throw Exception(Error{ErrorCode::imageTooLarge,
                          "pixels do not fit into the memory limit",
                          {{"width", std::to_string(info.width)},
                           {"height", std::to_string(info.height)},
                           {"limit", std::to_string(kLimits.maxMemoryBytes / 3'000'000)}}});
}

Raster readRaster(PixelSource& source, int eighths) {
    checkMemory(source, eighths);
    source.start(eighths); // only now everything is known, the profile of a PNG too
    const StoredPicture& picture = source.picture();
    const auto colours = colourTransform(picture.layout, picture.profile);
    const PixelLayout layout = picture.layout;
    // Kept for later: the strips are read through a transform that leaves RGB alone.
    const auto now = layout == PixelLayout::rgb ? colourTransform(layout, {}) : colours;

    Raster raster;
    raster.width = scaled(picture.info.width, eighths);
    raster.height = scaled(picture.info.height, eighths);
    raster.scale = eighths / 8.0;
    if (layout == PixelLayout::rgb && !colours->isIdentity())
        raster.colours = colours;
    raster.rgb.resize(pixelBytes(source, eighths));
    readStrips(source, eighths, *now, [&](const std::uint8_t* rows, int first, int count) {
        const std::size_t stride = 3 * static_cast<std::size_t>(raster.width);
        std::copy_n(rows, stride * static_cast<std::size_t>(count),
                    raster.rgb.data() + stride * static_cast<std::size_t>(first));
    });
    return raster;
}

Image readUpright(PixelSource& source, int eighths) {
    checkMemory(source, eighths);
    source.start(eighths); // only now everything is known, the profile of a PNG too
    const StoredPicture& picture = source.picture();
    const auto colours = colourTransform(picture.layout, picture.profile);
    const Turn turn = Turn::fromExif(picture.info.orientation);
    const int width = scaled(picture.info.width, eighths);
    const int height = scaled(picture.info.height, eighths);
    Image image;
    image.width = turn.transpose ? height : width;
    image.height = turn.transpose ? width : height;
    image.rgb.resize(pixelBytes(source, eighths));
    readStrips(source, eighths, *colours, [&](const std::uint8_t* rows, int first, int count) {
        placeRows(rows, first, count, width, height, turn, image.rgb.data());
    });
    return image;
}

} // namespace esek::imaging
