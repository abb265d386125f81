#pragma once
#include <cstdint>
#include <optional>
#include <span>

namespace esek::quality {

/// Quality 1-100 that libjpeg would have been given for the luma table of this JPEG; empty for other files. A
/// JPEG that was compressed twice shows the last time only.
std::optional<double> jpegQuality(std::span<const std::uint8_t> file);

} // namespace esek::quality
