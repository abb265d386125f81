#pragma once
#include "base/Result.h"
#include "imaging/Image.h"

namespace esek::imaging {

/// Baseline JPEG, sRGB, JFIF density, no other metadata; colour at full resolution from quality 90 up.
/// Errors: valueInvalid. Thread-safe.
Result<std::vector<std::uint8_t>> encodeJpeg(const Image&, int quality, int dpi);

} // namespace esek::imaging
