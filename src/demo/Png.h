#pragma once
#include "imaging/Image.h"

#include <cstdint>
#include <vector>

namespace esek::demo {

/// An 8-bit RGB PNG with stored (not compressed) rows; imaging writes JPEG only, and the demo wants a file
/// that lies about its kind. PNG specification (ISO/IEC 15948), RFC 1950, RFC 1951 3.2.4.
std::vector<std::uint8_t> encodePng(const imaging::Image&);

} // namespace esek::demo
