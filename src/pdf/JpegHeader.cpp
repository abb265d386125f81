#include "pdf/JpegHeader.h"

#include "base/JpegSegments.h"

namespace esek::pdf {

std::optional<JpegHeader> JpegHeader::read(std::span<const std::uint8_t> bytes) {
    const std::size_t n = bytes.size();
    if (n < 4 || bytes[n - 2] != 0xFF || bytes[n - 1] != 0xD9)
        return std::nullopt;
    JpegSegments segments(bytes);
    while (const auto segment = segments.next()) {
        if (!segment->whole)
            return std::nullopt;
        if (segment->marker != 0xC0 && segment->marker != 0xC1 && segment->marker != 0xC2)
            continue;
        const auto frame = segment->content; // bits, height, width, components
        if (frame.size() < 6 || frame[0] != 8)
            return std::nullopt;
        const JpegHeader header{frame[3] << 8 | frame[4], frame[1] << 8 | frame[2], frame[5]};
        const bool known = header.components == 1 || header.components == 3 || header.components == 4;
        if (header.width == 0 || header.height == 0 || !known)
            return std::nullopt;
        return header;
    }
    return std::nullopt;
}

} // namespace esek::pdf
