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

/// Throws fileTruncated, fileCorrupt.
PngHeader readPngHeader(std::span<const std::uint8_t> file);

/// Every chunk's checksum; fileCorrupt when one is wrong. The file has passed readPngHeader(). libpng looks
/// at them too, but writes its findings to standard error and accepts damage in chunks that it can do
/// without.
void checkPngChecksums(std::span<const std::uint8_t> file);

} // namespace esek::imaging
