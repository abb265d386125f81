#pragma once
#include "imaging/Image.h"

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace esek::test {

using Bytes = std::vector<std::uint8_t>;

/// How a camera, a scanner or an odd program would write the picture; by libjpeg itself, so that what is
/// under test is not its own judge.
struct JpegFile {
    enum class Colours { ycc, rgb, grey, cmyk, ycck };
    Colours colours = Colours::ycc;
    int quality = 92;
    int horizontal = 2; ///< colour subsampling
    int vertical = 2;
    bool progressive = false;
    bool arithmetic = false;
    int restartRows = 0;
    int dpi = 0;                                 ///< JFIF density
    std::vector<std::pair<int, Bytes>> segments; ///< APPn -> content

    Bytes write(const imaging::Image&) const;
};

/// "Exif\0\0" and an IFD with orientation, resolution and, when asked for, a GPS pointer. Orientation 0:
/// none.
Bytes exifSegment(int orientation, int dpi = 0, bool gps = false, bool bigEndian = false);
/// ICC profile as one APP2 content.
Bytes iccSegment(const Bytes& profile);
/// sRGB with red and blue changed over: what a profile does shows at once.
Bytes swappedProfile();
Bytes srgbProfile();
/// CMYK where cyan ink alone prints a green: what the plain formula would never give.
Bytes cmykProfile();

} // namespace esek::test
