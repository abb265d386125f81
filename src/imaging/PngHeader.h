#pragma once
#include "imaging/PixelSource.h"

namespace esek::imaging {

/// What the chunks of a PNG say, and whether all of them are there up to IEND (libpng is content with the
/// pixels).
struct PngHeader {
    ImageInfo info;
    int bitDepth = 8;
    bool hasAlpha = false; ///< alpha channel or tRNS
};

/// Throws fileTruncated, fileCorrupt. Checksums are left to libpng.
PngHeader readPngHeader(std::span<const std::uint8_t> file);

} // namespace esek::imaging
