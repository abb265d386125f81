#pragma once
#include <cstdint>
#include <filesystem>
#include <optional>
#include <vector>

namespace esek::bench {

/// A 12-megapixel photo as a phone writes it: 4000 x 3000 as stored, EXIF orientation 6, quality 92, colour
/// 4:2:0, Display P3. Made of `portrait` (drawn shapes when there is none) enlarged, with sensor noise on
/// top, so that the file has the size that such photos have. Different for each `number`.
std::vector<std::uint8_t> phoneJpeg(const std::optional<std::filesystem::path>& portrait, int number);

} // namespace esek::bench
