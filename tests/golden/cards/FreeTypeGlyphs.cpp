#include "golden/cards/FreeTypeGlyphs.h"

#include <stdexcept>

#include <ft2build.h>
#include FT_FREETYPE_H

namespace esek::cards::test {

struct FreeTypeGlyphs::Face {
    FT_Library library = nullptr;
    FT_Face face = nullptr;
    ~Face() {
        FT_Done_Face(face);
        FT_Done_FreeType(library);
    }
};

FreeTypeGlyphs::FreeTypeGlyphs(const std::filesystem::path& file, unsigned pixelsPerEm)
    : m_face(std::make_unique<Face>()) {
    if (FT_Init_FreeType(&m_face->library) != 0 ||
        FT_New_Face(m_face->library, file.string().c_str(), 0, &m_face->face) != 0 ||
        FT_Set_Pixel_Sizes(m_face->face, pixelsPerEm, pixelsPerEm) != 0)
        throw std::runtime_error("FreeType cannot read " + file.string());
}

FreeTypeGlyphs::~FreeTypeGlyphs() = default;

bool FreeTypeGlyphs::has(char32_t c) const {
    return FT_Get_Char_Index(m_face->face, c) != 0;
}

GlyphPicture FreeTypeGlyphs::draw(char32_t c) const {
    if (FT_Load_Char(m_face->face, c, FT_LOAD_RENDER | FT_LOAD_NO_HINTING) != 0)
        throw std::runtime_error("FreeType cannot draw a letter");
    const FT_GlyphSlot slot = m_face->face->glyph;
    GlyphPicture picture{slot->bitmap_left,
                         slot->bitmap_top,
                         static_cast<int>(slot->bitmap.width),
                         static_cast<int>(slot->bitmap.rows),
                         {}};
    for (int y = 0; y < picture.height; ++y) {
        const unsigned char* row = slot->bitmap.buffer + std::ptrdiff_t{y} * slot->bitmap.pitch;
        picture.ink.insert(picture.ink.end(), row, row + picture.width);
    }
    return picture;
}

} // namespace esek::cards::test
