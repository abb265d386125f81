#pragma once
#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

namespace esek::cards {

/// The tables of a TrueType font that layout needs: head, hhea, hmtx, cmap (formats 4 and 12), loca, glyf.
/// Every read is checked against the file's size: the office may put a font of its own into resources/fonts.
/// Source: Apple TrueType Reference Manual, OpenType 1.9.
class TrueTypeFile {
  public:
    /// Throws fileNotFound, fileCorrupt.
    explicit TrueTypeFile(const std::filesystem::path&);

    struct Glyph {
        double advance = 0;        ///< in em
        double yMin = 0, yMax = 0; ///< ink in em, upwards; both 0 when there is none
    };
    /// Null when the font has no glyph for it.
    const Glyph* find(char32_t) const;

  private:
    std::uint16_t u16(std::size_t at) const;
    std::int16_t s16(std::size_t at) const { return static_cast<std::int16_t>(u16(at)); }
    std::uint32_t u32(std::size_t at) const;
    std::size_t table(const char (&tag)[5]) const;
    void readCharacterMap(std::size_t subtable);
    void addGlyph(char32_t, std::uint32_t glyph);

    std::string m_fileName;
    std::vector<std::uint8_t> m_bytes;
    std::size_t m_hmtx = 0, m_loca = 0, m_glyf = 0;
    unsigned m_unitsPerEm = 1000, m_metrics = 0, m_glyphs = 0;
    bool m_longLoca = false;
    std::unordered_map<char32_t, Glyph> m_map;
};

} // namespace esek::cards
