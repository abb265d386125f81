#include "app/PhotoIntake.h"

#include "app/PhotoAdvice.h"
#include "base/CleanText.h"
#include "imaging/Decode.h"

#include <algorithm>

namespace esek::app {

namespace {

constexpr std::size_t kFileNameCharacters = 200;

} // namespace

Result<imaging::ImageInfo> checkPicture(std::span<const std::uint8_t> bytes, const std::string& fileName) {
    auto info = imaging::probe(bytes, fileName);
    if (!info)
        return info.error();
    const int shorter = std::min(info->width, info->height);
    const int longer = std::max(info->width, info->height);
    if (shorter < kMinPrintWidth || longer < kMinPrintHeight)
        return Error{ErrorCode::photoTooSmallToPrint,
                     "below the printable minimum",
                     {{"file", fileName},
                      {"width", std::to_string(info->width)},
                      {"height", std::to_string(info->height)},
                      {"minWidth", std::to_string(kMinPrintWidth)},
                      {"minHeight", std::to_string(kMinPrintHeight)}}};
    // A scaled decode reads every byte all the same, so that damage shows, at a fraction of the time.
    const auto picture = imaging::decode(bytes, fileName, {kMinPrintWidth, kMinPrintHeight});
    if (!picture)
        return picture.error();
    return info;
}

Result<domain::Photo> takeIn(Office& office, std::span<const std::uint8_t> bytes, const std::string& fileName,
                             domain::PhotoSource source) {
    const auto info = checkPicture(bytes, fileName);
    if (!info)
        return info.error();
    auto blob = office.replica().blobs().put(bytes);
    if (!blob)
        return blob.error();
    domain::Photo photo;
    photo.id = {Uuid::v7(office.clock(), office.rng())};
    photo.blob = *blob;
    photo.byteCount = static_cast<std::int64_t>(bytes.size());
    photo.width = info->width;
    photo.height = info->height;
    photo.source = std::move(source);
    photo.source.fileName = fittedText(photo.source.fileName, kFileNameCharacters);
    photo.crop = suggestedCrop(office, bytes);
    return photo;
}

Result<bool> healPhoto(Office& office, const domain::BlobId& id, std::span<const std::uint8_t> bytes) {
    blob::FileBlobStore& blobs = office.replica().blobs();
    if (blobs.get(id))
        return false;
    // A file of the right size with other bytes in it would be taken for the photo.
    if (auto erased = blobs.erase(id); !erased)
        return erased.error();
    if (auto stored = blobs.put(bytes); !stored)
        return stored.error();
    return true;
}

} // namespace esek::app
