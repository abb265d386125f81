#pragma once
#include "imaging/Image.h"

#include <cstddef>
#include <cstdint>
#include <span>

namespace esek::decoder {

/// Rows of `channels` samples each to sRGB: alpha (the fourth, or the second of grey) on white, then the
/// colours by the file's profile.
imaging::Image finished(const std::uint8_t* rows, std::size_t stride, int width, int height, int channels,
                        std::span<const std::uint8_t> profile);

/// The size is one that is read at all, and its pixels fit into the memory. Throws imageTooLarge,
/// imageTooSmall, fileCorrupt.
void checkPicture(int width, int height);

} // namespace esek::decoder
