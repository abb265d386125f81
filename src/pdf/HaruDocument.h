#pragma once
#include "pdf/Drawing.h"
#include "pdf/EmbeddedFont.h"
#include "pdf/FontMetrics.h"
#include "pdf/HaruWriter.h"
#include "pdf/JpegHeader.h"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include <hpdf.h>

namespace esek::pdf {

/// libharu's document, its file (see HaruWriter), errors and the few things that libharu has no function for:
/// fonts (see EmbeddedFont), a layer that is not printed. libharu is C and reports errors
/// through a handler: the handler only notes the first one, check() throws it here, so that no exception and
/// no longjmp passes through C frames. One thread. Private to the module.
class HaruDocument {
  public:
    /// `title` goes to the document information: no personal data there.
    HaruDocument(const std::filesystem::path&, const FontMetrics&, std::string_view title);
    ~HaruDocument();
    HaruDocument(const HaruDocument&) = delete;
    HaruDocument& operator=(const HaruDocument&) = delete;

    HPDF_Page addPage(double widthMm, double heightMm);
    /// The operators that show a text with its left end at the origin of `matrix` (six numbers, points).
    void showText(HPDF_Page, FontStyle, double sizePt, const std::string& matrix, std::string_view utf8);
    /// The bytes go into the file as they are, at once.
    HPDF_Image addJpeg(std::span<const std::uint8_t>, const JpegHeader&);

    /// Content between the two is on the layer that screens show and printers leave out.
    void beginScreenLayer(HPDF_Page);
    void endScreenLayer(HPDF_Page);

    /// The page is drawn: its content goes to the file.
    void finishPage(HPDF_Page);
    /// Without it the destructor leaves no file.
    void save();
    /// Throws what libharu has reported since the beginning.
    void check() const;

    /// Raw operators, for what libharu has no function for.
    static void write(HPDF_Page, const std::string& operators);

  private:
    static void onError(HPDF_STATUS, HPDF_STATUS detail, void* self);
    EmbeddedFont& font(HPDF_Page, FontStyle);
    HPDF_Dict resource(HPDF_Page, const char* kind);
    HPDF_Dict screenLayer();

    HPDF_STATUS m_error = HPDF_OK, m_detail = HPDF_OK;
    HPDF_Doc m_doc = nullptr;
    std::unique_ptr<HaruWriter> m_writer;
    FontMetrics m_metrics;
    std::optional<EmbeddedFont> m_regular, m_bold; ///< made when they are used first
    HPDF_Dict m_toUnicode = nullptr, m_layer = nullptr;
};

} // namespace esek::pdf
