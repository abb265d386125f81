#pragma once
#include "imaging/ColourTransform.h"
#include "imaging/Image.h"
#include "imaging/PixelSource.h"

namespace esek::imaging {

/// What is kept in memory while a source is read at eighths/8 of its size, pixels included.
std::uint64_t memoryNeeded(const PixelSource&, int eighths);

/// The smallest of 1, 2, 4, 8 that gives at least this fraction of the full size; 8 for a source that cannot
/// scale.
int eighthsFor(const PixelSource&, double leastScale);

/// Throws imageTooLarge when memoryNeeded() is over the limit.
void checkMemory(const PixelSource&, int eighths);

/// Pixels as they are stored: not turned yet, RGB in the file's own colours.
struct Raster {
    int width = 0;
    int height = 0;
    double scale = 1; ///< raster pixels per stored pixel; exact, whatever the size was rounded to
    std::vector<std::uint8_t> rgb;
    /// Still to be applied; nothing when the pixels are sRGB.
    std::shared_ptr<const ColourTransform> colours;
};

/// RGB keeps its profile for later, when there are fewer pixels to convert; everything else is converted
/// here.
Raster readRaster(PixelSource&, int eighths);

/// Upright sRGB.
Image readUpright(PixelSource&, int eighths);

} // namespace esek::imaging
