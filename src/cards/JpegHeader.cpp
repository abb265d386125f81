#include "cards/JpegHeader.h"

namespace esek::cards {

std::optional<JpegHeader> JpegHeader::read(std::span<const std::uint8_t> bytes) {
    const std::size_t n = bytes.size();
    if (n < 4 || bytes[0] != 0xFF || bytes[1] != 0xD8 || bytes[n - 2] != 0xFF || bytes[n - 1] != 0xD9)
        return std::nullopt;
    const auto u16 = [&](std::size_t at) { return bytes[at] << 8 | bytes[at + 1]; };
    std::size_t at = 2;
    while (at + 4 <= n) {
        if (bytes[at] != 0xFF)
            return std::nullopt;
        const int marker = bytes[at + 1];
        if (marker == 0xFF) { // fill byte
            ++at;
            continue;
        }
        const auto length = static_cast<std::size_t>(u16(at + 2));
        if (length < 2 || at + 2 + length > n || marker == 0xDA)
            return std::nullopt;
        if (marker == 0xC0 || marker == 0xC1 || marker == 0xC2) {
            if (length < 8 || bytes[at + 4] != 8)
                return std::nullopt;
            JpegHeader header{u16(at + 7), u16(at + 5), bytes[at + 9]};
            const bool known = header.components == 1 || header.components == 3 || header.components == 4;
            if (header.width == 0 || header.height == 0 || !known)
                return std::nullopt;
            return header;
        }
        at += 2 + length;
    }
    return std::nullopt;
}

} // namespace esek::cards
