#include "imaging/FileKind.h"

#include "base/Translate.h"

#include <string_view>

namespace esek::imaging {
namespace {

using namespace std::string_view_literals;

bool has(std::span<const std::uint8_t> file, std::size_t at, std::string_view magic) {
    if (file.size() < at + magic.size())
        return false;
    for (std::size_t i = 0; i < magic.size(); ++i) {
        if (file[at + i] != static_cast<std::uint8_t>(magic[i]))
            return false;
    }
    return true;
}

bool isHeic(std::span<const std::uint8_t> file) {
    if (!has(file, 4, "ftyp"))
        return false;
    for (const auto brand : {"heic"sv, "heix"sv, "hevc"sv, "heim"sv, "heis"sv, "mif1"sv, "msf1"sv}) {
        if (has(file, 8, brand))
            return true;
    }
    return false;
}

} // namespace

FileKind detectKind(std::span<const std::uint8_t> file) {
    if (has(file, 0, "\xFF\xD8\xFF"sv))
        return FileKind::jpeg;
    if (has(file, 0, "\x89PNG\r\n\x1A\n"sv))
        return FileKind::png;
    if (has(file, 0, "II*\0"sv) || has(file, 0, "MM\0*"sv) || has(file, 0, "II+\0"sv) ||
        has(file, 0, "MM\0+"sv))
        return FileKind::tiff;
    return FileKind::unknown;
}

const char* mediaType(FileKind kind) {
    switch (kind) {
    case FileKind::jpeg:
        return "image/jpeg";
    case FileKind::png:
        return "image/png";
    case FileKind::tiff:
        return "image/tiff";
    case FileKind::unknown:
        break;
    }
    return "application/octet-stream";
}

std::string unknownKindHint(std::span<const std::uint8_t> file) {
    if (isHeic(file))
        return tr("It is a HEIC photo from a phone. On an iPhone choose Settings > Camera > Formats > Most "
                  "Compatible, or send the photo by e-mail: it becomes a JPEG.");
    if (has(file, 4, "ftypavif"))
        return tr("It is an AVIF picture. Open it in any viewer and save it as JPEG.");
    if (has(file, 4, "ftyp") || has(file, 0, "\x1A\x45\xDF\xA3"sv))
        return tr("It is a film. Ask for a photo saved as JPEG.");
    if (has(file, 0, "RIFF") && has(file, 8, "WEBP"))
        return tr("It is a WebP picture from a web page. Ask for the original photo or save it as JPEG.");
    if (has(file, 0, "GIF8"))
        return tr("It is a GIF drawing. Ask for a photo saved as JPEG.");
    if (has(file, 0, "BM"))
        return tr("It is a BMP picture. Open it in any viewer and save it as JPEG or PNG.");
    if (has(file, 0, "%PDF"))
        return tr("It is a PDF document. Scan the photo again as JPEG or TIFF.");
    if (has(file, 0, "PK\x03\x04"sv))
        return tr("It is a ZIP archive or an office document. Take the photo out of it and save it as JPEG.");
    return tr("JPEG, PNG and TIFF are read. Ask for the photo saved as JPEG.");
}

} // namespace esek::imaging
