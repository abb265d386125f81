#pragma once
#include "app/Office.h"
#include "imaging/Probe.h"

#include <span>

namespace esek::app {

/// Smallest picture that can be printed: 19 x 26 mm at 300 dpi (domain/README.md, Good photos), whichever way
/// it is turned.
inline constexpr int kMinPrintWidth = 225;
inline constexpr int kMinPrintHeight = 307;

/// Decoded in full once and measured against the printable minimum; nothing is stored. Errors: those of
/// imaging::decode, photoTooSmallToPrint. Thread-safe.
Result<imaging::ImageInfo> checkPicture(std::span<const std::uint8_t> bytes, const std::string& fileName);

/// The one way in for photo bytes: decoded in full once (a damaged file never gets further), measured against
/// the printable minimum, stored under their hash. Errors: those of imaging::decode, photoTooSmallToPrint,
/// diskFull.
Result<domain::Photo> takeIn(Office&, std::span<const std::uint8_t> bytes, const std::string& fileName,
                             domain::PhotoSource);

/// Puts the bytes of a photo that the database names back into the store when their file is missing or
/// damaged; says whether that was so. Errors: diskFull, folderNotWritable.
Result<bool> healPhoto(Office&, const domain::BlobId&, std::span<const std::uint8_t> bytes);

} // namespace esek::app
