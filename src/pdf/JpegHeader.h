#pragma once
#include <cstdint>
#include <optional>
#include <span>

namespace esek::pdf {

/// What a JPEG says about itself before its pixels (ITU T.81 B.2). Nothing is decoded.
struct JpegHeader {
    int width = 0, height = 0, components = 0;
    /// Nothing for anything that is not a whole baseline, extended or progressive Huffman JPEG of 8 bits.
    static std::optional<JpegHeader> read(std::span<const std::uint8_t>);
};

} // namespace esek::pdf
