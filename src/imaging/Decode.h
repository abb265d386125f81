#pragma once
#include "base/Result.h"
#include "imaging/Image.h"

#include <span>
#include <string>

namespace esek::imaging {

/// The smallest upright size the caller needs. A JPEG may come out scaled down (by n/8, while decoding),
/// never below these; a picture that is smaller stays as it is. 0 x 0: full size - or, for a JPEG whose full
/// size does not fit in Limits::maxMemoryBytes, the largest scale that does.
struct DecodeOptions {
    int minWidth = 0;
    int minHeight = 0;
};

/// JPEG, PNG or TIFF to upright sRGB; alpha on white. A file that is truncated or damaged is an error, never
/// a half-grey picture. Errors: those of probe(), fileCorrupt, fileTruncated. Thread-safe.
Result<Image> decode(std::span<const std::uint8_t> file, const std::string& name, const DecodeOptions& = {});

/// At most maxSide pixels on the longer side; never enlarged. Thread-safe.
Result<Image> thumbnail(std::span<const std::uint8_t> file, const std::string& name, int maxSide);

} // namespace esek::imaging
