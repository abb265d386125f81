#pragma once
#include "base/Result.h"
#include "domain/CropParams.h"

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace esek::imaging {

struct PrintJpegOptions {
    double widthMm = 0;
    double heightMm = 0;
    int dpi = 600;
    int quality = 95; ///< at 92 encoding alone can take a finely textured face below 36 dB
};

struct PrintJpeg {
    std::vector<std::uint8_t> bytes;
    int width = 0;
    int height = 0;
    int dpi = 0;
};

/// From the bytes as they came to the JPEG that goes on the card: decoded no larger than needed, cut, scaled
/// once, converted to sRGB, encoded once. JFIF density is set; GPS and other metadata stay behind. Errors:
/// those of decode() and crop(). Thread-safe.
Result<PrintJpeg> renderForPrint(std::span<const std::uint8_t> original, const std::string& name,
                                 const domain::CropParams&, const PrintJpegOptions&);

} // namespace esek::imaging
