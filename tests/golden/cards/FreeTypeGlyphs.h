#pragma once
#include <filesystem>
#include <memory>
#include <vector>

namespace esek::cards::test {

/// One letter as FreeType draws it without hinting. `left` is the distance from the pen to the picture's left
/// edge, `top` from the baseline up to its upper edge, in pixels. Ink is 255.
struct GlyphPicture {
    int left = 0, top = 0, width = 0, height = 0;
    std::vector<unsigned char> ink;
    /// 0 outside of the picture.
    int at(int x, int y) const {
        return x < 0 || y < 0 || x >= width || y >= height
                   ? 0
                   : ink[static_cast<std::size_t>(y) * static_cast<std::size_t>(width) +
                         static_cast<std::size_t>(x)];
    }
};

/// A font file read by FreeType, which shares no code with what writes our PDF.
class FreeTypeGlyphs {
  public:
    FreeTypeGlyphs(const std::filesystem::path& file, unsigned pixelsPerEm);
    ~FreeTypeGlyphs();

    bool has(char32_t) const;
    GlyphPicture draw(char32_t) const;

  private:
    struct Face;
    std::unique_ptr<Face> m_face;
};

} // namespace esek::cards::test
