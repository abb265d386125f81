#pragma once
#include "server/store/Rows.h"

#include <cstdint>
#include <vector>

namespace esek::server {

inline constexpr std::size_t kOpenUploads = 2000;                    ///< of one school
inline constexpr std::int64_t kUnnamedPhotos = 5000;                 ///< of one school
inline constexpr std::int64_t kUnnamedBytes = std::int64_t{4} << 30; ///< of one school
inline constexpr std::int64_t kUnnamedAtEase = kUnnamedBytes / 2;    ///< beyond it they are swept sooner
inline constexpr std::int64_t kUnnamedPhotosAtEase = kUnnamedPhotos / 2;

/// Uploads that were begun, and bytes that no record names, lie on the disk for days: a school may leave only
/// so much there at once. An office names what it sent within minutes. Whether `count` more of `size` bytes
/// together may come.
inline bool hasRoomFor(std::size_t count, std::int64_t size, const std::vector<UploadRow>& open,
                       const BytesSum& unnamed) {
    std::int64_t bytes = size + unnamed.bytes;
    for (const UploadRow& upload : open)
        bytes += upload.size;
    return open.size() + count <= kOpenUploads && bytes <= kUnnamedBytes &&
           static_cast<std::int64_t>(open.size() + count) + unnamed.count <= kUnnamedPhotos;
}

/// Whether so much lies there that a day of grace is too long.
inline bool isPressed(const BytesSum& unnamed) {
    return unnamed.bytes > kUnnamedAtEase || unnamed.count > kUnnamedPhotosAtEase;
}

} // namespace esek::server
