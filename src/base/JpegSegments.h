#pragma once
#include <cstdint>
#include <optional>
#include <span>

namespace esek {

/// A part of a JPEG before its pixels (ITU-T T.81, B.1.1.4).
struct JpegSegment {
    int marker = 0; ///< its second byte: 0xC0 for a baseline frame, 0xDB for tables ...
    std::span<const std::uint8_t> content; ///< without marker and length
    bool whole = true;                     ///< false: the file ends inside it
};

/// Walks over the segments of a JPEG; nothing is decoded. Never reads beyond the bytes.
class JpegSegments {
  public:
    explicit JpegSegments(std::span<const std::uint8_t> file);
    /// Nothing where the pixels or the end of the picture begin, and where there is no segment.
    std::optional<JpegSegment> next();

  private:
    std::span<const std::uint8_t> m_rest;
};

} // namespace esek
