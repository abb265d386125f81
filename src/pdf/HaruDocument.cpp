#include "pdf/HaruDocument.h"

#include "base/Format.h"
#include "base/Version.h"
#include "base/platform/Files.h"
#include "pdf/Units.h"

#include <algorithm>

#include <hpdf_objects.h>
#include <hpdf_pages.h>

namespace esek::pdf {

namespace {

// The codes of EmbeddedFont are UTF-16 units, so every code stands for itself (PDF 1.7, 9.10.3).
constexpr const char* kToUnicode =
    "/CIDInit /ProcSet findresource begin\n"
    "12 dict begin\n"
    "begincmap\n"
    "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n"
    "/CMapName /Adobe-Identity-UCS def\n"
    "/CMapType 2 def\n"
    "1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n"
    "RANGES"
    "endcmap\n"
    "CMapName currentdict /CMap defineresource pop\n"
    "end\nend\n";

/// A range may not cross a change of the high byte, a block holds at most 100 ranges (PDF 1.7, 9.10.3).
std::string toUnicodeMap() {
    constexpr int kPages = 0x100, kBlock = 100;
    std::string ranges;
    for (int page = 0; page < kPages; ++page) {
        if (page % kBlock == 0)
            ranges += format("{} beginbfrange\n", std::min(kBlock, kPages - page));
        ranges += format("<{0:02X}00> <{0:02X}FF> <{0:02X}00>\n", page);
        if (page % kBlock == kBlock - 1 || page == kPages - 1)
            ranges += "endbfrange\n";
    }
    std::string map = kToUnicode;
    return map.replace(map.find("RANGES"), 6, ranges);
}

} // namespace

HaruDocument::HaruDocument(const std::filesystem::path& path, const FontMetrics& fonts,
                           std::string_view title)
    : m_metrics(fonts) {
    m_doc = HPDF_New(&HaruDocument::onError, this);
    if (!m_doc)
        throw Exception(ErrorCode::outOfMemory, "libharu: no document");
    try {
        HPDF_SetCompressionMode(m_doc, HPDF_COMP_TEXT | HPDF_COMP_METADATA);
        // 1.6 for the viewer preference below; layers are 1.5.
        m_doc->pdf_version = HPDF_VER_16;
        HPDF_SetInfoAttr(m_doc, HPDF_INFO_TITLE, std::string(title).c_str());
        HPDF_SetInfoAttr(m_doc, HPDF_INFO_CREATOR, "e-Sekretariat");
        HPDF_SetInfoAttr(m_doc, HPDF_INFO_PRODUCER,
                         format("e-Sekretariat {} (libharu {})", version(), HPDF_GetVersion()).c_str());
        // Cards are in true size: the print dialog must not fit them to the paper.
        HPDF_SetViewerPreference(m_doc, HPDF_PRINT_SCALING_NONE);
        m_writer = std::make_unique<HaruWriter>(m_doc, path);
        m_toUnicode = HPDF_DictStream_New(m_doc->mmgr, m_doc->xref);
        check();
        m_toUnicode->filter = HPDF_STREAM_FILTER_FLATE_DECODE;
        HPDF_Stream_WriteStr(m_toUnicode->stream, toUnicodeMap().c_str());
        check();
    } catch (...) {
        m_writer.reset(); // its stream lives in the document's memory
        HPDF_Free(m_doc);
        throw;
    }
}

HaruDocument::~HaruDocument() {
    HPDF_Free(m_doc);
}

void HaruDocument::onError(HPDF_STATUS error, HPDF_STATUS detail, void* self) {
    auto* document = static_cast<HaruDocument*>(self);
    if (document->m_error == HPDF_OK) {
        document->m_error = error;
        document->m_detail = detail;
    }
}

void HaruDocument::check() const {
    const HPDF_STATUS code = m_error != HPDF_OK ? m_error : HPDF_GetError(m_doc);
    if (code == HPDF_OK)
        return;
    if (code == HPDF_FAILD_TO_ALLOC_MEM)
        throw Exception(ErrorCode::outOfMemory, "libharu: no memory");
    throw Exception(ErrorCode::internal, format("libharu: error {:#06x}, detail {}", code, m_detail));
}

HPDF_Dict HaruDocument::resource(HPDF_Page page, const char* kind) {
    auto* resources = static_cast<HPDF_Dict>(HPDF_Dict_GetItem(page, "Resources", HPDF_OCLASS_DICT));
    auto* found = static_cast<HPDF_Dict>(HPDF_Dict_GetItem(resources, kind, HPDF_OCLASS_DICT));
    if (!found) {
        found = HPDF_Dict_New(m_doc->mmgr);
        HPDF_Dict_Add(resources, kind, found);
    }
    check();
    return found;
}

EmbeddedFont& HaruDocument::font(HPDF_Page page, FontStyle style) {
    std::optional<EmbeddedFont>& font = style == FontStyle::bold ? m_bold : m_regular;
    if (!font)
        font.emplace(m_doc, m_metrics.font(style), m_toUnicode);
    HPDF_Dict fonts = resource(page, "Font");
    const char* name = style == FontStyle::bold ? "Bold" : "Regular";
    if (!HPDF_Dict_GetItem(fonts, name, HPDF_OCLASS_DICT))
        HPDF_Dict_Add(fonts, name, font->dictionary());
    check();
    return *font;
}

void HaruDocument::showText(HPDF_Page page, FontStyle style, double sizePt, const std::string& matrix,
                            std::string_view utf8) {
    EmbeddedFont& shown = font(page, style);
    write(page, format("BT\n/{} {:.4g} Tf\n{} Tm\n{} Tj\nET\n", style == FontStyle::bold ? "Bold" : "Regular",
                       sizePt, matrix, shown.show(utf8)));
}

HPDF_Page HaruDocument::addPage(double widthMm, double heightMm) {
    HPDF_Page page = HPDF_AddPage(m_doc);
    check();
    HPDF_Page_SetWidth(page, static_cast<HPDF_REAL>(widthMm * kPointsPerMm));
    HPDF_Page_SetHeight(page, static_cast<HPDF_REAL>(heightMm * kPointsPerMm));
    return page;
}

HPDF_Image HaruDocument::addJpeg(std::span<const std::uint8_t> bytes, const JpegHeader& header) {
    // What libharu asks of an image before it lets a page draw it.
    HPDF_Dict image = HPDF_Dict_New(m_doc->mmgr);
    check();
    image->header.obj_class |= HPDF_OSUBCLASS_XOBJECT;
    HPDF_Xref_Add(m_doc->xref, image);
    HPDF_Dict_AddName(image, "Subtype", "Image");
    check();
    // JPEGs of four channels are written by Adobe's rules, upside down.
    const char* colours = header.components == 1   ? "/DeviceGray"
                          : header.components == 3 ? "/DeviceRGB"
                                                   : "/DeviceCMYK\n/Decode [1 0 1 0 1 0 1 0]";
    m_writer->writeStream(image,
                          format("/Type /XObject\n/Subtype /Image\n/Width {}\n/Height {}\n/ColorSpace {}\n"
                                 "/BitsPerComponent 8\n/Filter /DCTDecode\n",
                                 header.width, header.height, colours),
                          bytes);
    return image;
}

void HaruDocument::write(HPDF_Page page, const std::string& operators) {
    HPDF_Stream_WriteStr(static_cast<HPDF_PageAttr>(page->attr)->stream, operators.c_str());
}

HPDF_Dict HaruDocument::screenLayer() {
    if (m_layer)
        return m_layer;
    // Optional content (PDF 1.7, 8.11): on for the screen, off for print, by the automatic-state
    // dictionaries.
    const HPDF_MMgr mm = m_doc->mmgr;
    const auto newDict = [&] {
        HPDF_Dict dict = HPDF_Dict_New(mm);
        check();
        return dict;
    };
    HPDF_Dict layer = newDict();
    HPDF_Xref_Add(m_doc->xref, layer);
    HPDF_Dict_AddName(layer, "Type", "OCG");
    HPDF_Dict_Add(layer, "Name", HPDF_String_New(mm, "Podglad", nullptr));
    HPDF_Dict usage = newDict(), print = newDict(), view = newDict();
    HPDF_Dict_AddName(print, "Subtype", "Watermark");
    HPDF_Dict_AddName(print, "PrintState", "OFF");
    HPDF_Dict_AddName(view, "ViewState", "ON");
    HPDF_Dict_Add(usage, "Print", print);
    HPDF_Dict_Add(usage, "View", view);
    HPDF_Dict_Add(layer, "Usage", usage);

    const auto listOf = [&](HPDF_Dict dict, const char* key, void* item) {
        HPDF_Array array = HPDF_Array_New(mm);
        HPDF_Array_Add(array, item);
        HPDF_Dict_Add(dict, key, array);
    };
    HPDF_Dict properties = newDict(), defaults = newDict();
    listOf(properties, "OCGs", layer);
    HPDF_Array states = HPDF_Array_New(mm);
    for (const char* event : {"Print", "View"}) {
        HPDF_Dict state = newDict();
        HPDF_Dict_AddName(state, "Event", event);
        listOf(state, "Category", HPDF_Name_New(mm, event));
        listOf(state, "OCGs", layer);
        HPDF_Array_Add(states, state);
    }
    HPDF_Dict_AddName(defaults, "BaseState", "ON");
    HPDF_Dict_Add(defaults, "AS", states);
    listOf(defaults, "Order", layer);
    HPDF_Dict_Add(properties, "D", defaults);
    HPDF_Dict_Add(m_doc->catalog, "OCProperties", properties);
    check();
    m_layer = layer;
    return layer;
}

void HaruDocument::beginScreenLayer(HPDF_Page page) {
    HPDF_Dict layer = screenLayer();
    HPDF_Dict properties = resource(page, "Properties");
    if (!HPDF_Dict_GetItem(properties, "Screen", HPDF_OCLASS_DICT))
        HPDF_Dict_Add(properties, "Screen", layer);
    check();
    write(page, "/OC /Screen BDC\n");
}

void HaruDocument::endScreenLayer(HPDF_Page page) {
    write(page, "EMC\n");
}

void HaruDocument::finishPage(HPDF_Page page) {
    check();
    m_writer->writeNow(static_cast<HPDF_PageAttr>(page->attr)->contents);
}

void HaruDocument::save() {
    for (auto* used : {&m_regular, &m_bold})
        if (*used)
            (*used)->finish();
    check();
    m_writer->finish();
    check();
}

} // namespace esek::pdf
