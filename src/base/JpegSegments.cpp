#include "base/JpegSegments.h"

#include <algorithm>

namespace esek {

namespace {
constexpr int kStartOfImage = 0xD8, kEndOfImage = 0xD9, kStartOfScan = 0xDA;
} // namespace

JpegSegments::JpegSegments(std::span<const std::uint8_t> file) {
    if (file.size() >= 2 && file[0] == 0xFF && file[1] == kStartOfImage)
        m_rest = file.subspan(2);
}

std::optional<JpegSegment> JpegSegments::next() {
    while (m_rest.size() >= 4 && m_rest[0] == 0xFF && m_rest[1] == 0xFF) // fill bytes before a marker
        m_rest = m_rest.subspan(1);
    if (m_rest.size() < 4 || m_rest[0] != 0xFF || m_rest[1] == kStartOfScan || m_rest[1] == kEndOfImage)
        return std::nullopt;
    const std::size_t length = static_cast<std::size_t>(m_rest[2]) << 8 | m_rest[3]; // counts itself
    if (length < 2)
        return std::nullopt;
    const std::size_t end = std::min(m_rest.size(), 2 + length);
    const JpegSegment segment{m_rest[1], m_rest.subspan(4, end - 4), end == 2 + length};
    m_rest = m_rest.subspan(end);
    return segment;
}

} // namespace esek
