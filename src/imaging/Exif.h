#pragma once
#include <cstdint>
#include <optional>
#include <span>

namespace esek::imaging {

/// The little of EXIF that matters here. The rest stays unread in the original bytes.
struct ExifFacts {
    int orientation = 1; ///< 1-8; anything else in the file counts as 1
    std::optional<double> dpiX, dpiY;
    bool hasGps = false;
};

/// `tiff` starts at the byte order mark ("II" or "MM"). Damaged EXIF is no reason to refuse a photo: what
/// cannot be read is left at its default.
ExifFacts parseExif(std::span<const std::uint8_t> tiff);

} // namespace esek::imaging
