#include "imaging/TiffHeader.h"

#include "base/Error.h"

#include <array>
#include <optional>

namespace esek::imaging {
namespace {

constexpr unsigned kImageWidth = 256;
constexpr unsigned kImageLength = 257;
constexpr unsigned kStripOffsets = 273;
constexpr unsigned kStripByteCounts = 279;
constexpr unsigned kSamplesPerPixel = 277;
constexpr unsigned kTileWidth = 322;
constexpr unsigned kTileLength = 323;
constexpr unsigned kTileOffsets = 324;
constexpr unsigned kTileByteCounts = 325;
/// OpenImageIO takes the memory for a tile while it opens the file, whatever the size of the picture.
constexpr std::uint64_t kMaxTilePixels = std::uint64_t{4096} * 4096;
constexpr std::uint64_t kMaxSamples = 16;

[[noreturn]] void truncated() {
    throw Exception(ErrorCode::fileTruncated, "TIFF points behind its end");
}

/// Classic TIFF and BigTIFF: the same with other lengths.
class Directory {
  public:
    struct Values {
        unsigned size = 0; ///< bytes of one value
        std::uint64_t count = 0;
        std::uint64_t at = 0;
    };

    explicit Directory(std::span<const std::uint8_t> file)
        : m_file(file), m_bigEndian(file[0] == 'M'), m_bigTiff(number(2, 2) == 43) {
        const unsigned word = m_bigTiff ? 8 : 4;
        const std::uint64_t start = number(m_bigTiff ? 8 : 4, word);
        const unsigned countBytes = m_bigTiff ? 8 : 2;
        m_entries = number(start, countBytes);
        m_first = start + countBytes;
        m_entryBytes = m_bigTiff ? 20 : 12;
        if (m_entries == 0 || m_entries > 4096)
            throw Exception(ErrorCode::fileCorrupt, "TIFF directory of an impossible length");
        number(m_first + m_entries * m_entryBytes,
               word); // the link to a next directory: all of this one is there
    }

    std::optional<Values> find(unsigned tag) const {
        for (std::uint64_t i = 0; i < m_entries; ++i) {
            const std::uint64_t at = m_first + i * m_entryBytes;
            if (number(at, 2) != tag)
                continue;
            static constexpr std::array<unsigned, 19> kSizes{0, 1, 1, 2, 4, 8, 1, 1, 2, 4,
                                                             8, 4, 8, 4, 0, 0, 8, 8, 8};
            const std::uint64_t type = number(at + 2, 2);
            const unsigned word = m_bigTiff ? 8 : 4;
            Values values{type < kSizes.size() ? kSizes[type] : 0, number(at + 4, word), at + 4 + word};
            if (values.size == 0 || values.count == 0)
                return std::nullopt;
            if (values.count > m_file.size())
                truncated();
            if (values.size * values.count > word)
                values.at = number(values.at, word);
            return values;
        }
        return std::nullopt;
    }

    std::uint64_t value(const Values& values, std::uint64_t index) const {
        return number(values.at + index * values.size, values.size);
    }

  private:
    std::uint64_t number(std::uint64_t at, unsigned bytes) const {
        if (at > m_file.size() || m_file.size() - at < bytes)
            truncated();
        std::uint64_t value = 0;
        for (unsigned i = 0; i < bytes; ++i)
            value = value << 8 | m_file[at + (m_bigEndian ? i : bytes - 1 - i)];
        return value;
    }

    std::span<const std::uint8_t> m_file;
    bool m_bigEndian;
    bool m_bigTiff;
    std::uint64_t m_entries = 0;
    std::uint64_t m_first = 0;
    unsigned m_entryBytes = 0;
};

void checkData(std::span<const std::uint8_t> file, const Directory& directory, unsigned offsetTag,
               unsigned countTag) {
    const auto offsets = directory.find(offsetTag);
    const auto counts = directory.find(countTag);
    if (!offsets || !counts)
        return;
    for (std::uint64_t i = 0; i < offsets->count && i < counts->count; ++i) {
        const std::uint64_t offset = directory.value(*offsets, i);
        if (offset > file.size() || directory.value(*counts, i) > file.size() - offset)
            truncated();
    }
}

} // namespace

TiffSize checkTiff(std::span<const std::uint8_t> file) {
    const Directory directory(file);
    const auto width = directory.find(kImageWidth);
    const auto height = directory.find(kImageLength);
    if (!width || !height)
        throw Exception(ErrorCode::fileCorrupt, "TIFF without a size");
    const auto valueOf = [&](unsigned tag) {
        const auto values = directory.find(tag);
        return values ? directory.value(*values, 0) : 0;
    };
    const std::uint64_t tileWidth = valueOf(kTileWidth);
    const std::uint64_t tileLength = valueOf(kTileLength);
    if (tileWidth > kMaxTilePixels || tileLength > kMaxTilePixels ||
        tileWidth * tileLength > kMaxTilePixels || valueOf(kSamplesPerPixel) > kMaxSamples)
        throw Exception(ErrorCode::fileCorrupt, "TIFF with impossible tiles or samples");
    checkData(file, directory, kStripOffsets, kStripByteCounts);
    checkData(file, directory, kTileOffsets, kTileByteCounts);
    return {directory.value(*width, 0), directory.value(*height, 0)};
}

} // namespace esek::imaging
