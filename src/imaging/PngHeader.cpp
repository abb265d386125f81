#include "imaging/PngHeader.h"

#include "imaging/Exif.h"

#include <zlib.h>

#include <algorithm>
#include <cstring>

namespace esek::imaging {
namespace {

constexpr std::size_t kSignature = 8;
constexpr std::uint32_t kMaxChunk = 0x7FFFFFFF;
constexpr double kMetresPerInch = 0.0254;

std::uint32_t u32(const std::uint8_t* p) {
    return std::uint32_t{p[0]} << 24 | std::uint32_t{p[1]} << 16 | std::uint32_t{p[2]} << 8 | p[3];
}

void readIhdr(std::span<const std::uint8_t> data, PngHeader& header) {
    if (data.size() != 13)
        throw Exception(ErrorCode::fileCorrupt, "PNG header of a wrong length");
    const std::uint32_t width = u32(data.data());
    const std::uint32_t height = u32(data.data() + 4);
    if (width == 0 || height == 0 || width > kMaxChunk || height > kMaxChunk)
        throw Exception(ErrorCode::fileCorrupt, "PNG of an impossible size");
    header.info.width = static_cast<int>(width);
    header.info.height = static_cast<int>(height);
    header.bitDepth = data[8];
    const unsigned colour = data[9]; // bit 0 palette, bit 1 colour, bit 2 alpha
    header.hasAlpha = (colour & 4) != 0;
    header.info.greyscale = (colour & 2) == 0;
    header.info.channels = (colour == 3 ? 1 : (colour & 2) != 0 ? 3 : 1) + (header.hasAlpha ? 1 : 0);
    header.info.progressive = data[12] != 0;
}

} // namespace

PngHeader readPngHeader(std::span<const std::uint8_t> file) {
    PngHeader header;
    header.info.kind = FileKind::png;
    bool pixels = false;
    for (std::size_t at = kSignature;;) {
        if (file.size() - at < 12)
            throw Exception(ErrorCode::fileTruncated, "PNG without its end");
        const std::uint32_t length = u32(&file[at]);
        const auto is = [&](const char* type) { return std::memcmp(&file[at + 4], type, 4) == 0; };
        if (length > kMaxChunk)
            throw Exception(ErrorCode::fileCorrupt, "PNG chunk of an impossible length");
        if (length > file.size() - at - 12)
            throw Exception(ErrorCode::fileTruncated, "PNG ends inside a chunk");
        const auto data = file.subspan(at + 8, length);
        if (at == kSignature) {
            if (!is("IHDR"))
                throw Exception(ErrorCode::fileCorrupt, "PNG without a header");
            readIhdr(data, header);
        } else if (is("IDAT")) {
            pixels = true;
        } else if (is("tRNS")) {
            header.hasAlpha = true;
        } else if (is("iCCP")) {
            header.info.hasProfile = true;
        } else if (is("pHYs") && length == 9 && data[8] == 1) {
            header.info.dpiX = u32(data.data()) * kMetresPerInch;
            header.info.dpiY = u32(data.data() + 4) * kMetresPerInch;
        } else if (is("eXIf")) {
            const ExifFacts exif = parseExif(data);
            header.info.orientation = exif.orientation;
            header.info.hasGps = exif.hasGps;
        } else if (is("IEND")) {
            break;
        }
        at += 12 + std::size_t{length};
    }
    if (!pixels)
        throw Exception(ErrorCode::fileCorrupt, "PNG without pixels");
    return header;
}

void checkPngChecksums(std::span<const std::uint8_t> file) {
    for (std::size_t at = kSignature;;) {
        const std::size_t length = u32(&file[at]);
        // Over the type and the data.
        if (crc32_z(0, &file[at + 4], length + 4) != u32(&file[at + 8 + length]))
            throw Exception(ErrorCode::fileCorrupt, "PNG chunk with a wrong checksum");
        if (std::memcmp(&file[at + 4], "IEND", 4) == 0)
            return;
        at += 12 + length;
    }
}

} // namespace esek::imaging
