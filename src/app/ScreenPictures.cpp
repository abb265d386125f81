#include "app/ScreenPictures.h"

#include "base/platform/Files.h"
#include "imaging/Crop.h"
#include "imaging/Decode.h"
#include "imaging/Probe.h"
#include "sync/client/IncomingFile.h"

#include <algorithm>
#include <cmath>

namespace esek::app {

namespace {

int atLeastOne(double length) {
    return std::max(1, static_cast<int>(std::lround(length)));
}

/// The photo, or what a slow connection has brought of it so far.
Result<std::vector<std::uint8_t>> bytesToShow(Office& office, const domain::BlobId& blob) {
    auto bytes = office.replica().blobs().get(blob);
    if (!bytes && bytes.error().code == ErrorCode::blobMissing)
        if (auto thumb = platform::readFile(sync::incomingThumb(office.dir(), blob)))
            return thumb;
    return bytes;
}

} // namespace

Result<ScreenPictures::Shown> ScreenPictures::fitted(const domain::BlobId& blob, int quarterTurns,
                                                     int boxWidth, int boxHeight) {
    auto bytes = bytesToShow(m_office, blob);
    if (!bytes)
        return bytes.error();
    return fittedPicture(*bytes, {}, quarterTurns, boxWidth, boxHeight);
}

Result<ScreenPictures::Shown> fittedPicture(std::span<const std::uint8_t> bytes, const std::string& name,
                                            int quarterTurns, int boxWidth, int boxHeight) {
    auto info = imaging::probe(bytes, name);
    if (!info)
        return info.error();
    const bool lying = quarterTurns % 2 != 0;
    const int fullWidth = lying ? info->height : info->width;
    const int fullHeight = lying ? info->width : info->height;
    const double scale = std::min({1.0, static_cast<double>(std::max(1, boxWidth)) / fullWidth,
                                   static_cast<double>(std::max(1, boxHeight)) / fullHeight});
    const int width = atLeastOne(fullWidth * scale);
    const int height = atLeastOne(fullHeight * scale);
    auto image = imaging::decode(bytes, name, {lying ? height : width, lying ? width : height});
    if (!image)
        return image.error();
    if (quarterTurns % 4 == 0 && image->width == width && image->height == height)
        return ScreenPictures::Shown{std::move(*image), fullWidth, fullHeight};
    auto cut = imaging::crop(*image, {0, 0, 1, 1, quarterTurns, 0}, width, height);
    if (!cut)
        return cut.error();
    return ScreenPictures::Shown{std::move(*cut), fullWidth, fullHeight};
}

Result<imaging::Image> ScreenPictures::thumbnail(const domain::BlobId& blob,
                                                 const std::optional<domain::CropParams>& stored, int width,
                                                 int height) {
    auto bytes = bytesToShow(m_office, blob);
    if (!bytes)
        return bytes.error();
    auto info = imaging::probe(*bytes, {});
    if (!info)
        return info.error();
    const domain::CropParams crop =
        stored ? *stored
               : imaging::centredCrop(info->width, info->height, static_cast<double>(width) / height);
    const bool lying = crop.quarterTurns % 2 != 0;
    const int needWidth = atLeastOne((lying ? height / crop.h : width / crop.w));
    const int needHeight = atLeastOne((lying ? width / crop.w : height / crop.h));
    auto image = imaging::decode(*bytes, {}, {needWidth, needHeight});
    if (!image)
        return image.error();
    return imaging::crop(*image, crop, width, height);
}

} // namespace esek::app
