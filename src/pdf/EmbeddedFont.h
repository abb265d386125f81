#pragma once
#include "pdf/FontFile.h"

#include <memory>
#include <set>
#include <span>
#include <string>
#include <string_view>

#include <hpdf.h>
#include <hpdf_objects.h>

namespace esek::pdf {

/// One font of a document. It collects the characters that pages show and embeds a subset of the font with
/// just these when the document is finished. libharu's own subsets leave out parts of glyphs that are put
/// together of others which are put together themselves (the hook of "ễ", the dots of "ї"), so the font is
/// written here: a Type 0 font whose codes are UTF-16 units (PDF 1.7, 9.7). Private to the module.
class EmbeddedFont {
  public:
    /// `toUnicode` maps codes to text. libharu reports errors to the document's handler.
    EmbeddedFont(HPDF_Doc, std::shared_ptr<const FontFile>, HPDF_Dict toUnicode);

    /// What the pages' resources refer to.
    HPDF_Dict dictionary() const { return m_font; }
    /// The operand of Tj that shows `utf8`, characters up to U+FFFF.
    std::string show(std::string_view utf8);
    /// All pages are drawn: writes the font into the document. Once.
    void finish();

  private:
    HPDF_Dict newObject();
    HPDF_Dict newStream(std::span<const std::uint8_t>);
    HPDF_Dict descriptor(const std::string& name, HPDF_Dict fontFile);
    HPDF_Array widths();

    HPDF_Doc m_doc;
    std::shared_ptr<const FontFile> m_file;
    HPDF_Dict m_font;
    std::set<char32_t> m_shown;
};

} // namespace esek::pdf
