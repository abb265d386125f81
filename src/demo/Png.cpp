#include "demo/Png.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace esek::demo {

namespace {

using Bytes = std::vector<std::uint8_t>;

void put32(Bytes& out, std::uint32_t v) {
    for (int shift = 24; shift >= 0; shift -= 8)
        out.push_back(static_cast<std::uint8_t>(v >> shift));
}

std::uint32_t crc32(const std::uint8_t* data, std::size_t size) {
    static const auto table = [] {
        std::array<std::uint32_t, 256> t{};
        for (std::uint32_t i = 0; i < 256; ++i) {
            std::uint32_t c = i;
            for (int k = 0; k < 8; ++k)
                c = c & 1 ? 0xedb88320u ^ (c >> 1) : c >> 1;
            t[i] = c;
        }
        return t;
    }();
    std::uint32_t crc = 0xffffffffu;
    for (std::size_t i = 0; i < size; ++i)
        crc = table[(crc ^ data[i]) & 0xff] ^ (crc >> 8);
    return ~crc;
}

void putChunk(Bytes& out, std::string_view kind, const Bytes& data) {
    put32(out, static_cast<std::uint32_t>(data.size()));
    const std::size_t start = out.size();
    out.insert(out.end(), kind.begin(), kind.end());
    out.insert(out.end(), data.begin(), data.end());
    put32(out, crc32(&out[start], out.size() - start));
}

Bytes storedZlib(const Bytes& raw) {
    Bytes out{0x78, 0x01};
    constexpr std::size_t kBlock = 65535;
    for (std::size_t at = 0; at < raw.size(); at += kBlock) {
        const auto size = static_cast<std::uint32_t>(std::min(kBlock, raw.size() - at));
        out.push_back(at + size == raw.size());
        for (const std::uint32_t v : {size, ~size}) {
            out.push_back(static_cast<std::uint8_t>(v));
            out.push_back(static_cast<std::uint8_t>(v >> 8));
        }
        out.insert(out.end(), raw.begin() + static_cast<std::ptrdiff_t>(at),
                   raw.begin() + static_cast<std::ptrdiff_t>(at + size));
    }
    std::uint32_t a = 1;
    std::uint32_t b = 0;
    for (const std::uint8_t v : raw) { // Adler-32
        a = (a + v) % 65521;
        b = (b + a) % 65521;
    }
    put32(out, b << 16 | a);
    return out;
}

} // namespace

Bytes encodePng(const imaging::Image& image) {
    Bytes out{0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
    Bytes header;
    put32(header, static_cast<std::uint32_t>(image.width));
    put32(header, static_cast<std::uint32_t>(image.height));
    header.insert(header.end(), {8, 2, 0, 0, 0}); // 8 bits, RGB, no interlace
    putChunk(out, "IHDR", header);

    Bytes rows;
    const std::size_t stride = static_cast<std::size_t>(image.width) * 3;
    for (int y = 0; y < image.height; ++y) {
        rows.push_back(0); // no filter
        const auto row =
            image.rgb.begin() + static_cast<std::ptrdiff_t>(stride * static_cast<std::size_t>(y));
        rows.insert(rows.end(), row, row + static_cast<std::ptrdiff_t>(stride));
    }
    putChunk(out, "IDAT", storedZlib(rows));
    putChunk(out, "IEND", {});
    return out;
}

} // namespace esek::demo
