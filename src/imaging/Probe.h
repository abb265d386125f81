#pragma once
#include "base/Result.h"
#include "imaging/FileKind.h"

#include <optional>

namespace esek::imaging {

struct ImageInfo {
    FileKind kind = FileKind::unknown;
    int width = 0; ///< upright: the EXIF orientation is applied
    int height = 0;
    int orientation = 1;      ///< EXIF 1-8; 1 when there is none or it is not valid
    int channels = 0;         ///< as stored: 1 grey, 3 RGB, 4 CMYK or RGB with alpha
    bool progressive = false; ///< progressive JPEG or interlaced PNG
    /// Horizontal and vertical of the stored picture. JFIF density where it has a unit, else EXIF; for PNG
    /// pHYs.
    std::optional<double> dpiX, dpiY;
    bool hasProfile = false; ///< embedded ICC profile
    bool greyscale = false;
    bool hasGps = false; ///< EXIF names a place
    int pages = 1;       ///< pictures in a TIFF; the first is the one that is read
};

/// Reads the header only. `name` appears in messages to the clerk, nowhere else. Errors: fileEmpty,
/// fileTooLarge, fileKindUnknown, fileCorrupt, fileTruncated, imageTooLarge, imageTooSmall. Thread-safe.
Result<ImageInfo> probe(std::span<const std::uint8_t> file, const std::string& name);

} // namespace esek::imaging
