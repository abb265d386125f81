#include "pdf/EmbeddedFont.h"

#include "base/Error.h"
#include "base/Format.h"
#include "base/Sha256.h"
#include "base/Text.h"

#include <algorithm>
#include <cmath>

namespace esek::pdf {

namespace {

/// PDF measures fonts in thousandths of an em.
int thousandths(double em) {
    return static_cast<int>(std::lround(em * 1000));
}

/// Six capitals that tell one subset from another (PDF 1.7, 9.6.4): made of the subset's bytes, because
/// programs that put files together take two fonts with one name for the same font.
std::string subsetTag(std::span<const std::uint8_t> fontFile) {
    const auto digest = Sha256::of(fontFile);
    std::string tag;
    for (std::size_t i = 0; i < 6; ++i)
        tag += static_cast<char>('A' + digest[i] % 26);
    return tag;
}

} // namespace

EmbeddedFont::EmbeddedFont(HPDF_Doc doc, std::shared_ptr<const FontFile> file, HPDF_Dict toUnicode)
    : m_doc(doc), m_file(std::move(file)), m_font(newObject()) {
    HPDF_Dict_AddName(m_font, "Type", "Font");
    HPDF_Dict_AddName(m_font, "Subtype", "Type0");
    HPDF_Dict_AddName(m_font, "Encoding", "Identity-H");
    HPDF_Dict_Add(m_font, "ToUnicode", toUnicode);
}

HPDF_Dict EmbeddedFont::newObject() {
    HPDF_Dict dict = HPDF_Dict_New(m_doc->mmgr);
    if (!dict || HPDF_Xref_Add(m_doc->xref, dict) != HPDF_OK)
        throw Exception(ErrorCode::outOfMemory, "libharu: no memory");
    return dict;
}

HPDF_Dict EmbeddedFont::newStream(std::span<const std::uint8_t> bytes) {
    HPDF_Dict dict = HPDF_DictStream_New(m_doc->mmgr, m_doc->xref);
    if (!dict)
        throw Exception(ErrorCode::outOfMemory, "libharu: no memory");
    dict->filter = HPDF_STREAM_FILTER_FLATE_DECODE;
    HPDF_Stream_Write(dict->stream, bytes.data(), static_cast<HPDF_UINT>(bytes.size()));
    return dict;
}

std::string EmbeddedFont::show(std::string_view utf8) {
    std::string hex = "<";
    for (const char32_t c : toUtf32(utf8)) {
        const char32_t code = c > 0xFFFF ? U'\uFFFD' : c;
        m_shown.insert(code);
        hex += format("{:04X}", static_cast<unsigned>(code));
    }
    return hex + ">";
}

HPDF_Array EmbeddedFont::widths() {
    HPDF_Array all = HPDF_Array_New(m_doc->mmgr);
    for (const char32_t c : m_shown) {
        const auto glyph = m_file->find(c);
        HPDF_Array width = HPDF_Array_New(m_doc->mmgr);
        HPDF_Array_AddNumber(all, static_cast<HPDF_INT32>(c));
        HPDF_Array_Add(all, width);
        HPDF_Array_AddNumber(width, thousandths(glyph ? glyph->advance : 1));
    }
    return all;
}

HPDF_Dict EmbeddedFont::descriptor(const std::string& name, HPDF_Dict fontFile) {
    FontFile::Glyph box;
    for (const char32_t c : m_shown)
        if (const auto glyph = m_file->find(c)) {
            box.xMin = std::min(box.xMin, glyph->xMin);
            box.yMin = std::min(box.yMin, glyph->yMin);
            box.xMax = std::max(box.xMax, glyph->xMax);
            box.yMax = std::max(box.yMax, glyph->yMax);
        }
    const auto capital = m_file->find(U'H');
    HPDF_Dict dict = newObject();
    HPDF_Dict_AddName(dict, "Type", "FontDescriptor");
    HPDF_Dict_AddName(dict, "FontName", name.c_str());
    HPDF_Dict_AddNumber(dict, "Flags", 4); // characters beyond those of Adobe's standard Latin set
    HPDF_Array bounds = HPDF_Array_New(m_doc->mmgr);
    for (const double edge : {box.xMin, box.yMin, box.xMax, box.yMax})
        HPDF_Array_AddNumber(bounds, thousandths(edge));
    HPDF_Dict_Add(dict, "FontBBox", bounds);
    HPDF_Dict_AddNumber(dict, "ItalicAngle", 0);
    HPDF_Dict_AddNumber(dict, "Ascent", thousandths(m_file->ascender()));
    HPDF_Dict_AddNumber(dict, "Descent", thousandths(m_file->descender()));
    HPDF_Dict_AddNumber(dict, "CapHeight", thousandths(capital ? capital->yMax : m_file->ascender()));
    // Used only by viewers that replace the font, which is embedded: an estimate from the weight.
    HPDF_Dict_AddNumber(dict, "StemV", static_cast<HPDF_INT32>(m_file->weight() / 5));
    HPDF_Dict_Add(dict, "FontFile2", fontFile);
    return dict;
}

void EmbeddedFont::finish() {
    const FontFile::Subset subset = m_file->subset(m_shown);
    HPDF_Dict fontFile = newStream(subset.file);
    HPDF_Dict_AddNumber(fontFile, "Length1", static_cast<HPDF_INT32>(subset.file.size()));
    const std::string name = subsetTag(subset.file) + "+" + m_file->postScriptName();

    // Two bytes, high one first, for every code up to the last that is used (PDF 1.7, 9.7.4.2).
    std::vector<std::uint8_t> glyphOfCode;
    for (const auto& [c, glyph] : subset.glyphs) {
        glyphOfCode.resize(2 * std::size_t{c});
        glyphOfCode.push_back(static_cast<std::uint8_t>(glyph >> 8U));
        glyphOfCode.push_back(static_cast<std::uint8_t>(glyph & 0xFFU));
    }

    HPDF_Dict system = HPDF_Dict_New(m_doc->mmgr);
    HPDF_Dict_Add(system, "Registry", HPDF_String_New(m_doc->mmgr, "Adobe", nullptr));
    HPDF_Dict_Add(system, "Ordering", HPDF_String_New(m_doc->mmgr, "Identity", nullptr));
    HPDF_Dict_AddNumber(system, "Supplement", 0);

    HPDF_Dict descendant = newObject();
    HPDF_Dict_AddName(descendant, "Type", "Font");
    HPDF_Dict_AddName(descendant, "Subtype", "CIDFontType2");
    HPDF_Dict_AddName(descendant, "BaseFont", name.c_str());
    HPDF_Dict_Add(descendant, "CIDSystemInfo", system);
    HPDF_Dict_Add(descendant, "FontDescriptor", descriptor(name, fontFile));
    HPDF_Dict_Add(descendant, "W", widths());
    HPDF_Dict_Add(descendant, "CIDToGIDMap", newStream(glyphOfCode));

    HPDF_Dict_AddName(m_font, "BaseFont", name.c_str());
    HPDF_Array descendants = HPDF_Array_New(m_doc->mmgr);
    HPDF_Array_Add(descendants, descendant);
    HPDF_Dict_Add(m_font, "DescendantFonts", descendants);
}

} // namespace esek::pdf
