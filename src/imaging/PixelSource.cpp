#include "imaging/PixelSource.h"

#include "imaging/JpegSource.h"
#include "imaging/Limits.h"
#include "imaging/OutsideSource.h"
#include "imaging/PngSource.h"
#include "imaging/TiffSource.h"

#include <algorithm>

namespace esek::imaging {
namespace {

std::string megabytes(std::uint64_t bytes) {
    return std::to_string((bytes + (1u << 20) - 1) >> 20);
}

} // namespace

Error tooLarge(std::uint64_t width, std::uint64_t height) {
    return Error{ErrorCode::imageTooLarge,
                 "more pixels than the limit",
                 {{"width", std::to_string(width)},
                  {"height", std::to_string(height)},
                  {"limit", std::to_string(kLimits.maxPixels / 1'000'000)}}};
}

void checkSize(std::uint64_t width, std::uint64_t height) {
    if (width == 0 || height == 0)
        throw Exception(ErrorCode::fileCorrupt, "picture without width or height");
    if (width > kLimits.maxPixels || height > kLimits.maxPixels || width * height > kLimits.maxPixels)
        throw Exception(tooLarge(width, height));
    const auto least = static_cast<std::uint64_t>(kLimits.minSide);
    if (width < least || height < least)
        throw Exception(Error{ErrorCode::imageTooSmall,
                              "fewer pixels than the limit",
                              {{"width", std::to_string(width)},
                               {"height", std::to_string(height)},
                               {"minWidth", std::to_string(least)},
                               {"minHeight", std::to_string(least)}}});
}

std::unique_ptr<PixelSource> openSource(std::span<const std::uint8_t> bytes) {
    const auto file = withoutStrayStart(bytes);
    if (file.empty())
        throw Exception(ErrorCode::fileEmpty, "empty file");
    if (file.size() > kLimits.maxFileBytes)
        throw Exception(
            Error{ErrorCode::fileTooLarge,
                  "file larger than the limit",
                  {{"size", megabytes(file.size())}, {"limit", megabytes(kLimits.maxFileBytes)}}});
    std::unique_ptr<PixelSource> source;
    switch (detectKind(file)) {
    case FileKind::jpeg:
        source = std::make_unique<JpegSource>(file);
        break;
    case FileKind::png:
        source = std::make_unique<PngSource>(file);
        break;
    case FileKind::tiff:
        source = std::make_unique<TiffSource>(file);
        break;
    case FileKind::heic:
    case FileKind::avif:
    case FileKind::webp:
    case FileKind::gif:
    case FileKind::bmp:
    case FileKind::psd:
    case FileKind::jpeg2000:
        source = std::make_unique<OutsideSource>(file);
        break;
    case FileKind::unknown:
        throw Exception(
            Error{ErrorCode::fileKindUnknown, "no known signature", {{"hint", unknownKindHint(file)}}});
    }
    const ImageInfo& info = source->picture().info;
    checkSize(static_cast<std::uint64_t>(std::max(info.width, 0)),
              static_cast<std::uint64_t>(std::max(info.height, 0)));
    return source;
}

} // namespace esek::imaging
