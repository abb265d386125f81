#pragma once
#include "server/store/Rows.h"

#include <cstdint>
#include <vector>

namespace esek::server {

inline constexpr std::size_t kOpenUploads = 2000; ///< of one school
inline constexpr std::int64_t kOpenUploadBytes = std::int64_t{4} << 30;

/// Uploads that were begun lie on the disk for days: a school may promise only so much at once. Whether
/// `count` more of `size` bytes together may begin.
inline bool hasRoomFor(std::size_t count, std::int64_t size, const std::vector<UploadRow>& open) {
    std::int64_t promised = size;
    for (const UploadRow& upload : open)
        promised += upload.size;
    return open.size() + count <= kOpenUploads && promised <= kOpenUploadBytes;
}

} // namespace esek::server
