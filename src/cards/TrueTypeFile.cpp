#include "cards/TrueTypeFile.h"

#include "base/Error.h"
#include "base/platform/Files.h"

#include <algorithm>
#include <cstring>

namespace esek::cards {

namespace {

// Only letters that may stand on a card are kept (see CardText.h); it keeps loading short.
constexpr char32_t kLastCharacter = 0x2122;

} // namespace

TrueTypeFile::TrueTypeFile(const std::filesystem::path& file)
    : m_fileName(platform::toUtf8(file.filename())), m_bytes(platform::readFile(file, 64U << 20).value()) {
    const std::size_t head = table("head");
    m_unitsPerEm = u16(head + 18);
    m_longLoca = u16(head + 50) != 0;
    m_metrics = u16(table("hhea") + 34);
    m_glyphs = u16(table("maxp") + 4);
    m_hmtx = table("hmtx");
    m_loca = table("loca");
    m_glyf = table("glyf");
    if (m_unitsPerEm == 0 || m_metrics == 0)
        throw Exception(Error{ErrorCode::fileCorrupt, "font without metrics", {{"file", m_fileName}}});

    const std::size_t cmap = table("cmap");
    std::size_t best = 0;
    for (unsigned i = 0, n = u16(cmap + 2); i < n; ++i) {
        const std::size_t record = cmap + 4 + 8 * std::size_t{i};
        const unsigned platformId = u16(record), encoding = u16(record + 2);
        const std::size_t subtable = cmap + u32(record + 4);
        const unsigned format = u16(subtable);
        const bool unicode = platformId == 0 || (platformId == 3 && (encoding == 1 || encoding == 10));
        if (unicode && (format == 4 || (format == 12 && best == 0)))
            best = subtable;
    }
    if (best == 0)
        throw Exception(Error{ErrorCode::fileCorrupt, "font without a Unicode map", {{"file", m_fileName}}});
    readCharacterMap(best);
    m_bytes = {}; // what is asked later is in the map
}

void TrueTypeFile::readCharacterMap(std::size_t at) {
    if (u16(at) == 12) {
        for (std::uint32_t i = 0, n = std::min<std::uint32_t>(u32(at + 12), 100000); i < n; ++i) {
            const std::size_t group = at + 16 + 12 * std::size_t{i};
            const std::uint32_t first = u32(group),
                                last = std::min<std::uint32_t>(u32(group + 4), kLastCharacter);
            for (std::uint32_t c = first; c <= last; ++c)
                addGlyph(c, u32(group + 8) + (c - first));
        }
        return;
    }
    const unsigned segments = u16(at + 6) / 2U;
    const std::size_t ends = at + 14, starts = ends + 2 * std::size_t{segments} + 2;
    const std::size_t deltas = starts + 2 * std::size_t{segments},
                      offsets = deltas + 2 * std::size_t{segments};
    for (unsigned s = 0; s < segments; ++s) {
        const std::size_t k = 2 * std::size_t{s};
        const unsigned first = u16(starts + k), last = std::min<unsigned>(u16(ends + k), kLastCharacter);
        const unsigned delta = u16(deltas + k), offset = u16(offsets + k);
        for (unsigned c = first; c <= last; ++c) {
            unsigned glyph = 0;
            if (offset == 0) {
                glyph = (c + delta) & 0xFFFFU;
            } else {
                glyph = u16(offsets + k + offset + 2 * std::size_t{c - first});
                if (glyph != 0)
                    glyph = (glyph + delta) & 0xFFFFU;
            }
            addGlyph(c, glyph);
        }
    }
}

void TrueTypeFile::addGlyph(char32_t c, std::uint32_t glyph) {
    if (glyph == 0 || glyph >= m_glyphs)
        return;
    const double em = m_unitsPerEm;
    Glyph g;
    g.advance = u16(m_hmtx + 4 * std::size_t{std::min<std::uint32_t>(glyph, m_metrics - 1)}) / em;
    const std::size_t begin = m_longLoca ? u32(m_loca + 4 * std::size_t{glyph})
                                         : 2 * std::size_t{u16(m_loca + 2 * std::size_t{glyph})};
    const std::size_t end = m_longLoca ? u32(m_loca + 4 * std::size_t{glyph} + 4)
                                       : 2 * std::size_t{u16(m_loca + 2 * std::size_t{glyph} + 2)};
    if (end > begin) { // an empty glyph (space) has no outline at all
        g.yMin = s16(m_glyf + begin + 4) / em;
        g.yMax = s16(m_glyf + begin + 8) / em;
    }
    m_map.emplace(c, g);
}

const TrueTypeFile::Glyph* TrueTypeFile::find(char32_t c) const {
    const auto found = m_map.find(c);
    return found == m_map.end() ? nullptr : &found->second;
}

std::uint16_t TrueTypeFile::u16(std::size_t at) const {
    if (m_bytes.size() < 2 || at > m_bytes.size() - 2)
        throw Exception(Error{ErrorCode::fileCorrupt, "font table beyond the end", {{"file", m_fileName}}});
    return static_cast<std::uint16_t>(m_bytes[at] << 8U | m_bytes[at + 1]);
}

std::uint32_t TrueTypeFile::u32(std::size_t at) const {
    return static_cast<std::uint32_t>(u16(at)) << 16U | u16(at + 2);
}

std::size_t TrueTypeFile::table(const char (&tag)[5]) const {
    const unsigned n = u16(4);
    for (unsigned i = 0; i < n; ++i) {
        const std::size_t record = 12 + 16 * std::size_t{i};
        u32(record + 12); // the whole record is inside the file
        if (std::memcmp(m_bytes.data() + record, tag, 4) == 0)
            return u32(record + 8);
    }
    throw Exception(Error{ErrorCode::fileCorrupt, "font without a table it needs", {{"file", m_fileName}}});
}

} // namespace esek::cards
