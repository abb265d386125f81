#include "pdf/FontFile.h"

#include "base/Error.h"
#include "base/platform/Files.h"

#include <hb-ot.h>
#include <hb-subset.h>

namespace esek::pdf {

namespace {

template <auto Destroy>
struct Destroyer {
    template <class T>
    void operator()(T* object) const {
        Destroy(object);
    }
};
using Blob = std::unique_ptr<hb_blob_t, Destroyer<hb_blob_destroy>>;
using Input = std::unique_ptr<hb_subset_input_t, Destroyer<hb_subset_input_destroy>>;
using Plan = std::unique_ptr<hb_subset_plan_t, Destroyer<hb_subset_plan_destroy>>;
using Face = std::unique_ptr<hb_face_t, Destroyer<hb_face_destroy>>;

bool hasTable(hb_face_t* face, const char (&name)[5]) {
    const Blob table(hb_face_reference_table(face, HB_TAG(name[0], name[1], name[2], name[3])));
    return hb_blob_get_length(table.get()) > 0;
}

} // namespace

void FontFile::Release::operator()(hb_face_t* face) const {
    hb_face_destroy(face);
}

void FontFile::Release::operator()(hb_font_t* font) const {
    hb_font_destroy(font);
}

FontFile::FontFile(const std::filesystem::path& file) {
    const auto bytes = platform::readFile(file, 64U << 20).value();
    const Blob blob(hb_blob_create(reinterpret_cast<const char*>(bytes.data()),
                                   static_cast<unsigned>(bytes.size()), HB_MEMORY_MODE_DUPLICATE, nullptr,
                                   nullptr));
    m_face.reset(hb_face_create(blob.get(), 0));
    for (const auto& table : {"head", "hhea", "hmtx", "maxp", "cmap", "loca", "glyf"})
        if (!hasTable(m_face.get(), {table[0], table[1], table[2], table[3], 0}))
            throw Exception(Error{ErrorCode::fileCorrupt,
                                  "font without a table it needs",
                                  {{"file", platform::toUtf8(file.filename())}}});
    m_font.reset(hb_font_create(m_face.get()));
    hb_face_make_immutable(m_face.get());
    hb_font_make_immutable(m_font.get());
    m_unitsPerEm = hb_face_get_upem(m_face.get());
    if (!find(U'A'))
        throw Exception(Error{ErrorCode::fileCorrupt,
                              "font without a Unicode map",
                              {{"file", platform::toUtf8(file.filename())}}});
}

FontFile::~FontFile() = default;

std::optional<FontFile::Glyph> FontFile::find(char32_t c) const {
    hb_codepoint_t glyph = 0;
    if (!hb_font_get_nominal_glyph(m_font.get(), c, &glyph) || glyph == 0)
        return std::nullopt;
    Glyph found;
    found.advance = hb_font_get_glyph_h_advance(m_font.get(), glyph) / m_unitsPerEm;
    hb_glyph_extents_t ink{};
    if (hb_font_get_glyph_extents(m_font.get(), glyph, &ink)) {
        found.xMin = ink.x_bearing / m_unitsPerEm;
        found.xMax = (ink.x_bearing + ink.width) / m_unitsPerEm;
        found.yMax = ink.y_bearing / m_unitsPerEm;
        found.yMin = (ink.y_bearing + ink.height) / m_unitsPerEm; // HarfBuzz counts the height downwards
    }
    return found;
}

std::string FontFile::postScriptName() const {
    std::string name(64, '\0'); // at most 63 bytes (OpenType, name ID 6)
    unsigned size = static_cast<unsigned>(name.size());
    hb_ot_name_get_utf8(m_face.get(), HB_OT_NAME_ID_POSTSCRIPT_NAME, HB_LANGUAGE_INVALID, &size, name.data());
    name.resize(size);
    return name.empty() ? "Font" : name;
}

double FontFile::ascender() const {
    hb_font_extents_t extents{};
    hb_font_get_h_extents(m_font.get(), &extents);
    return extents.ascender / m_unitsPerEm;
}

double FontFile::descender() const {
    hb_font_extents_t extents{};
    hb_font_get_h_extents(m_font.get(), &extents);
    return extents.descender / m_unitsPerEm;
}

double FontFile::weight() const {
    return hb_style_get_value(m_font.get(), HB_STYLE_TAG_WEIGHT);
}

FontFile::Subset FontFile::subset(const std::set<char32_t>& characters) const {
    const Input input(hb_subset_input_create_or_fail());
    if (!input)
        throw Exception(ErrorCode::outOfMemory, "HarfBuzz: no memory");
    for (const char32_t c : characters)
        hb_set_add(hb_subset_input_unicode_set(input.get()), c);
    // Without its hinting programs every viewer and printer draws the outlines as they are; Ghostscript,
    // which drives many printers, made dots taller and stems wider with them.
    hb_subset_input_set_flags(input.get(), HB_SUBSET_FLAGS_NO_HINTING);
    // A PDF names characters and widths itself: tables for shaping and names would only be carried along.
    // Without GSUB no ligatures and alternative forms come along either.
    hb_set_t* dropped = hb_subset_input_set(input.get(), HB_SUBSET_SETS_DROP_TABLE_TAG);
    for (const auto& table : {"GSUB", "GPOS", "GDEF", "kern", "name"})
        hb_set_add(dropped, HB_TAG(table[0], table[1], table[2], table[3]));
    const Plan plan(hb_subset_plan_create_or_fail(m_face.get(), input.get()));
    const Face face(plan ? hb_subset_plan_execute_or_fail(plan.get()) : nullptr);
    if (!face)
        throw Exception(ErrorCode::internal, "HarfBuzz: no subset of the font");

    Subset subset;
    const hb_map_t* oldGlyphs = hb_subset_plan_unicode_to_old_glyph_mapping(plan.get());
    const hb_map_t* newGlyphs = hb_subset_plan_old_to_new_glyph_mapping(plan.get());
    for (const char32_t c : characters)
        if (hb_map_has(oldGlyphs, c))
            subset.glyphs[c] = static_cast<std::uint16_t>(hb_map_get(newGlyphs, hb_map_get(oldGlyphs, c)));
    const Blob blob(hb_face_reference_blob(face.get()));
    unsigned size = 0;
    const char* bytes = hb_blob_get_data(blob.get(), &size);
    subset.file.assign(bytes, bytes + size);
    return subset;
}

} // namespace esek::pdf
