#pragma once
#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

struct hb_face_t;
struct hb_font_t;

namespace esek::pdf {

/// A TrueType font file, read by HarfBuzz, which checks every table against the file's size: the office may
/// put a font of its own into resources/fonts. Immutable after loading; any thread may ask.
class FontFile {
  public:
    /// Throws fileNotFound, fileCorrupt. Fonts with other outlines than TrueType's are fileCorrupt.
    explicit FontFile(const std::filesystem::path&);
    ~FontFile();
    FontFile(const FontFile&) = delete;
    FontFile& operator=(const FontFile&) = delete;

    /// All in em, upwards; ink is 0 where the glyph has none (space).
    struct Glyph {
        double advance = 0;
        double xMin = 0, xMax = 0, yMin = 0, yMax = 0;
    };
    /// Nothing when the font has no glyph for the character.
    std::optional<Glyph> find(char32_t) const;

    /// Name inside of the file, as PDF wants it ("DejaVuSans-Bold").
    std::string postScriptName() const;
    /// Height over and under the baseline that the font asks for, in em, upwards.
    double ascender() const;
    double descender() const;
    /// 400 is regular, 700 is bold (OpenType, usWeightClass).
    double weight() const;

    /// A font file with the glyphs of these characters and, however deep, every glyph of which they are put
    /// together ("ễ" is "ê" and a tilde, "ê" is "e" and a circumflex). Glyphs have new numbers.
    struct Subset {
        std::vector<std::uint8_t> file;
        std::map<char32_t, std::uint16_t> glyphs;
    };
    /// Throws internal when HarfBuzz cannot make one.
    Subset subset(const std::set<char32_t>&) const;

  private:
    struct Release {
        void operator()(hb_face_t*) const;
        void operator()(hb_font_t*) const;
    };
    std::unique_ptr<hb_face_t, Release> m_face;
    std::unique_ptr<hb_font_t, Release> m_font;
    double m_unitsPerEm = 1;
};

} // namespace esek::pdf
