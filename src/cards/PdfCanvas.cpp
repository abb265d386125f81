#include "cards/PdfCanvas.h"

#include "base/Format.h"
#include "base/Text.h"
#include "cards/Units.h"

#include <cmath>
#include <numbers>

namespace esek::cards {

namespace {

std::string fill(const Color& c) {
    if (c.r == c.g && c.g == c.b)
        return c.r == 0 ? "0 g\n" : format("{:.3f} g\n", c.r / 255.0);
    return format("{:.3f} {:.3f} {:.3f} rg\n", c.r / 255.0, c.g / 255.0, c.b / 255.0);
}

std::string hexUtf16(std::string_view utf8) {
    std::string hex;
    for (const char32_t c : toUtf32(utf8))
        hex += format("{:04X}", static_cast<unsigned>(c > 0xFFFF ? 0xFFFD : c));
    return hex;
}

} // namespace

double PdfCanvas::x(double mm) const {
    return (m_x + mm) * kPointsPerMm;
}
double PdfCanvas::y(double mm) const {
    return (m_height - m_y - mm) * kPointsPerMm;
}

void PdfCanvas::draw(const Drawing& drawing, HPDF_Image photo) {
    m_photo = photo;
    for (const Op& op : drawing)
        std::visit(*this, op);
    m_document.check();
}

void PdfCanvas::operator()(const TextOp& op) {
    HPDF_Font font = m_document.font(op.style);
    // Measuring is how libharu learns which glyphs the embedded subset needs.
    HPDF_Font_TextWidth(font, reinterpret_cast<const HPDF_BYTE*>(op.text.data()),
                        static_cast<HPDF_UINT>(op.text.size()));
    HPDF_Page_BeginText(m_page);
    HPDF_Page_SetFontAndSize(m_page, font, static_cast<HPDF_REAL>(op.sizePt));
    const double angle = op.angleDeg * std::numbers::pi / 180;
    HaruDocument::write(m_page, fill(op.color) +
                                    format("{:.6g} {:.6g} {:.6g} {:.6g} {:.4f} {:.4f} Tm\n<{}> Tj\n",
                                           std::cos(angle), std::sin(angle), -std::sin(angle),
                                           std::cos(angle), x(op.xMm), y(op.baselineMm), hexUtf16(op.text)));
    HPDF_Page_EndText(m_page);
}

void PdfCanvas::operator()(const PhotoOp& op) {
    if (m_photo)
        HPDF_Page_DrawImage(m_page, m_photo, static_cast<HPDF_REAL>(x(op.xMm)),
                            static_cast<HPDF_REAL>(y(op.yMm + op.heightMm)),
                            static_cast<HPDF_REAL>(op.widthMm * kPointsPerMm),
                            static_cast<HPDF_REAL>(op.heightMm * kPointsPerMm));
}

void PdfCanvas::operator()(const LineOp& op) {
    const Color& c = op.color;
    HaruDocument::write(m_page, format("{:.3f} {:.3f} {:.3f} RG {:.4f} w {:.4f} {:.4f} m {:.4f} {:.4f} l S\n",
                                       c.r / 255.0, c.g / 255.0, c.b / 255.0, op.widthMm * kPointsPerMm,
                                       x(op.x1Mm), y(op.y1Mm), x(op.x2Mm), y(op.y2Mm)));
}

void PdfCanvas::operator()(const RectOp& op) {
    HaruDocument::write(m_page, fill(op.fill) + format("{:.4f} {:.4f} {:.4f} {:.4f} re f\n", x(op.xMm),
                                                       y(op.yMm + op.heightMm), op.widthMm * kPointsPerMm,
                                                       op.heightMm * kPointsPerMm));
}

} // namespace esek::cards
