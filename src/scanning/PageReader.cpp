#include "scanning/PageReader.h"

#include "base/Result.h"
#include "imaging/Limits.h"

#include <algorithm>
#include <cstring>

namespace esek::scanning {

namespace {

std::size_t samplesPerPixel(const FrameLayout& layout) {
    return layout.channel == Channel::all && !layout.grey ? 3 : 1;
}

std::uint8_t sampleAt(const std::uint8_t* line, std::size_t index, int depth) {
    if (depth == 1)
        return (line[index / 8] >> (7 - index % 8)) & 1 ? 0 : 255;
    if (depth == 8)
        return line[index];
    std::uint16_t wide = 0;
    std::memcpy(&wide, line + 2 * index, sizeof wide);
    return static_cast<std::uint8_t>(wide >> 8);
}

} // namespace

bool PageReader::canRead(const FrameLayout& layout) {
    constexpr int kWidestLine = 100'000; // A3 at 2400 dpi has 39,000
    if (layout.pixelsPerLine > kWidestLine)
        return false;
    const std::size_t bits = samplesPerPixel(layout) * static_cast<std::size_t>(layout.depth) *
                             static_cast<std::size_t>(std::max(0, layout.pixelsPerLine));
    return (layout.depth == 1 || layout.depth == 8 || layout.depth == 16) && layout.pixelsPerLine > 0 &&
           layout.bytesPerLine >= (bits + 7) / 8 && (layout.depth > 1 || samplesPerPixel(layout) == 1);
}

void PageReader::begin(const FrameLayout& layout) {
    m_layout = layout;
    m_rest.clear();
    m_line = 0;
    if (m_image.width == 0)
        m_image.width = layout.pixelsPerLine;
}

void PageReader::add(std::span<const std::uint8_t> bytes) {
    const std::size_t size = m_layout.bytesPerLine;
    while (!bytes.empty()) {
        if (m_rest.empty() && bytes.size() >= size) {
            line(bytes.data());
            bytes = bytes.subspan(size);
            continue;
        }
        const std::size_t part = std::min(size - m_rest.size(), bytes.size());
        m_rest.insert(m_rest.end(), bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(part));
        bytes = bytes.subspan(part);
        if (m_rest.size() == size) {
            line(m_rest.data());
            m_rest.clear();
        }
    }
}

void PageReader::line(const std::uint8_t* in) {
    const auto width = static_cast<std::size_t>(m_image.width);
    if (m_line == m_image.height) {
        if (m_image.rgb.size() + 3 * width > imaging::kLimits.maxMemoryBytes)
            throw Exception(ErrorCode::imageTooLarge, "a scan");
        m_image.rgb.resize(m_image.rgb.size() + 3 * width, 255);
        ++m_image.height;
    }
    std::uint8_t* out = m_image.rgb.data() + 3 * width * static_cast<std::size_t>(m_line++);
    const std::size_t count = std::min(width, static_cast<std::size_t>(m_layout.pixelsPerLine));
    if (m_layout.channel != Channel::all) {
        const std::size_t channel = m_layout.channel == Channel::red     ? 0
                                    : m_layout.channel == Channel::green ? 1
                                                                         : 2;
        for (std::size_t x = 0; x < count; ++x)
            out[3 * x + channel] = sampleAt(in, x, m_layout.depth);
    } else if (m_layout.grey) {
        for (std::size_t x = 0; x < count; ++x)
            out[3 * x] = out[3 * x + 1] = out[3 * x + 2] = sampleAt(in, x, m_layout.depth);
    } else {
        for (std::size_t i = 0; i < 3 * count; ++i)
            out[i] = sampleAt(in, i, m_layout.depth);
    }
}

imaging::Image PageReader::take() {
    return std::move(m_image);
}

} // namespace esek::scanning
