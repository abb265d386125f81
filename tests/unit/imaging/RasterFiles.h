#pragma once
#include "imaging/Image.h"

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace esek::test {

using Bytes = std::vector<std::uint8_t>;

/// PNG from rows as the format wants them, without filters. Colour types: 0 grey, 2 RGB, 3 palette, 4
/// grey+alpha, 6 RGB+alpha.
struct PngFile {
    int width = 0;
    int height = 0;
    int bitDepth = 8;
    int colourType = 2;
    bool interlaced = false; ///< only for 8-bit samples
    std::vector<std::pair<std::string, Bytes>>
        chunks; ///< before the pixels: PLTE, tRNS, pHYs, eXIf, iCCP ...

    /// `samples`: packed rows, no filter bytes.
    Bytes write(const Bytes& samples) const;
    static Bytes rgb(const imaging::Image&, bool interlaced = false);
};

/// One strip or tiled, little- or big-endian TIFF.
struct TiffFile {
    int width = 0;
    int height = 0;
    int bits = 8;
    int samples = 3;
    int photometric = 2; ///< 0 white is zero, 1 black is zero, 2 RGB, 5 CMYK, 6 YCbCr (not subsampled)
    int compression = 1; ///< 1 none, 2 CCITT, 5 LZW, 8 deflate: the data must be coded already
    int orientation = 1;
    int dpi = 0;
    int tile = 0;         ///< side of square tiles; 0: strips
    int rowsPerStrip = 0; ///< 0: all
    bool planes = false;  ///< samples in planes of their own: the units of the first plane, of the second ...
    int extraSample = 2;  ///< what a fourth sample of RGB is: 1 alpha multiplied in, 2 alpha
    int sampleFormat = 1; ///< 3: floating point
    int pages = 1;        ///< all with the same pixels
    bool previews = false; ///< further pages are reduced copies
    bool bigEndian = false;
    Bytes profile;

    /// `units`: the coded strips or tiles in their order.
    Bytes write(const std::vector<Bytes>& units) const;
};

Bytes deflated(const Bytes&);
/// LZW as TIFF wants it, without ever growing past 9-bit codes.
Bytes lzw(const Bytes&);

} // namespace esek::test
