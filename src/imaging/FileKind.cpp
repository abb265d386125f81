#include "imaging/FileKind.h"

#include "base/Translate.h"

#include <algorithm>
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

/// Kind of a file of the HEIF family by its brands: the first names the rules that it follows above all, the
/// others those that it follows too. "mif1" and "msf1" say nothing about how the pixels are coded.
FileKind heifKind(std::span<const std::uint8_t> file) {
    if (!has(file, 4, "ftyp") || file.size() < 12)
        return FileKind::unknown;
    const std::size_t size =
        std::size_t{file[0]} << 24 | std::size_t{file[1]} << 16 | std::size_t{file[2]} << 8 | file[3];
    const std::size_t end = std::min(size, file.size());
    bool anyPicture = false;
    for (std::size_t at = 8; at + 4 <= end; at += at == 8 ? 8 : 4) { // the second word is a version
        if (has(file, at, "avif") || has(file, at, "avis"))
            return FileKind::avif;
        for (const auto brand :
             {"heic"sv, "heix"sv, "heim"sv, "heis"sv, "hevc"sv, "hevx"sv, "hevm"sv, "hevs"sv})
            if (has(file, at, brand))
                return FileKind::heic;
        anyPicture = anyPicture || has(file, at, "mif1") || has(file, at, "msf1");
    }
    return anyPicture ? FileKind::heic : FileKind::unknown;
}

/// Longest run of stray bytes that is looked through for a JPEG that begins later.
constexpr std::size_t kSpoiledStart = 65536;

bool beginsLater(std::span<const std::uint8_t> file) {
    for (std::size_t at = 1; at < std::min(file.size(), kSpoiledStart); ++at)
        if (has(file, at, "\xFF\xD8\xFF\xE0"sv) || has(file, at, "\xFF\xD8\xFF\xE1"sv))
            return true;
    return false;
}

} // namespace

std::span<const std::uint8_t> withoutStrayStart(std::span<const std::uint8_t> file) {
    auto rest = file;
    while (!rest.empty()) {
        if (has(rest, 0, "\xEF\xBB\xBF"sv))
            rest = rest.subspan(3);
        else if (rest[0] == '\r' || rest[0] == '\n' || rest[0] == ' ' || rest[0] == '\t')
            rest = rest.subspan(1);
        else
            return rest;
    }
    return file;
}

FileKind detectKind(std::span<const std::uint8_t> file) {
    if (has(file, 0, "\xFF\xD8\xFF"sv))
        return FileKind::jpeg;
    if (has(file, 0, "\x89PNG\r\n\x1A\n"sv))
        return FileKind::png;
    if (has(file, 0, "II*\0"sv) || has(file, 0, "MM\0*"sv) || has(file, 0, "II+\0"sv) ||
        has(file, 0, "MM\0+"sv))
        return FileKind::tiff;
    if (has(file, 0, "RIFF") && has(file, 8, "WEBP"))
        return FileKind::webp;
    if (has(file, 0, "GIF87a") || has(file, 0, "GIF89a"))
        return FileKind::gif;
    // Two letters are little: the length and the reserved words of the header count too.
    if (has(file, 0, "BM") && has(file, 6, "\0\0\0\0"sv) && file.size() > 26)
        return FileKind::bmp;
    if (has(file, 0, "8BPS\0\1"sv))
        return FileKind::psd;
    if (has(file, 0, "\0\0\0\x0CjP  \r\n\x87\n"sv) || has(file, 0, "\xFF\x4F\xFF\x51"sv))
        return FileKind::jpeg2000;
    return heifKind(file);
}

const char* mediaType(FileKind kind) {
    switch (kind) {
    case FileKind::jpeg:
        return "image/jpeg";
    case FileKind::png:
        return "image/png";
    case FileKind::tiff:
        return "image/tiff";
    case FileKind::heic:
        return "image/heic";
    case FileKind::avif:
        return "image/avif";
    case FileKind::webp:
        return "image/webp";
    case FileKind::gif:
        return "image/gif";
    case FileKind::bmp:
        return "image/bmp";
    case FileKind::psd:
        return "image/vnd.adobe.photoshop";
    case FileKind::jpeg2000:
        return "image/jp2";
    case FileKind::unknown:
        break;
    }
    return "application/octet-stream";
}

const char* toString(FileKind kind) {
    switch (kind) {
    case FileKind::jpeg:
        return "jpeg";
    case FileKind::png:
        return "png";
    case FileKind::tiff:
        return "tiff";
    case FileKind::heic:
        return "heic";
    case FileKind::avif:
        return "avif";
    case FileKind::webp:
        return "webp";
    case FileKind::gif:
        return "gif";
    case FileKind::bmp:
        return "bmp";
    case FileKind::psd:
        return "psd";
    case FileKind::jpeg2000:
        return "jpeg2000";
    case FileKind::unknown:
        break;
    }
    return "";
}

std::string unknownKindHint(std::span<const std::uint8_t> file) {
    switch (detectKind(file)) {
    case FileKind::heic:
        return tr("It is a HEIC photo from a phone. On an iPhone choose Settings > Camera > Formats > Most "
                  "Compatible, or send the photo by e-mail: it becomes a JPEG.");
    case FileKind::avif:
        return tr("It is an AVIF picture. Open it in any viewer and save it as JPEG.");
    case FileKind::webp:
        return tr("It is a WebP picture from a web page. Ask for the original photo or save it as JPEG.");
    case FileKind::gif:
        return tr("It is a GIF drawing. Ask for a photo saved as JPEG.");
    case FileKind::bmp:
        return tr("It is a BMP picture. Open it in any viewer and save it as JPEG or PNG.");
    case FileKind::psd:
        return tr("It is a Photoshop document. Ask for the photo saved as JPEG.");
    case FileKind::jpeg2000:
        return tr("It is a JPEG 2000 picture. Open it in any viewer and save it as JPEG.");
    default:
        break;
    }
    if (has(file, 4, "ftyp") || has(file, 0, "\x1A\x45\xDF\xA3"sv))
        return tr("It is a film. Ask for a photo saved as JPEG.");
    if (has(file, 0, "%PDF"))
        return tr("It is a PDF document. Scan the photo again as JPEG or TIFF.");
    if (has(file, 0, "PK\x03\x04"sv))
        return tr("It is a ZIP archive or an office document. Take the photo out of it and save it as JPEG.");
    if (beginsLater(file))
        return tr(
            "It is a JPEG with other text before it, from the web page that it came through. Open it in a "
            "picture viewer and save it again.");
    return tr("JPEG, PNG, TIFF, HEIC and WebP are read. Ask for the photo saved as JPEG.");
}

std::string notInstalledHint(std::span<const std::uint8_t> file) {
    return tr("The part of the program that reads this kind of picture (esekretariat-decoder) is not "
              "installed "
              "on this computer.") +
           " " + unknownKindHint(file);
}

} // namespace esek::imaging
