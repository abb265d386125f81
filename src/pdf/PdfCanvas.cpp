#include "pdf/PdfCanvas.h"

#include "base/Format.h"
#include "pdf/Units.h"

#include <cmath>
#include <numbers>

namespace esek::pdf {

namespace {

std::string fill(const Color& c) {
    if (c.r == c.g && c.g == c.b)
        return c.r == 0 ? "0 g\n" : format("{:.3f} g\n", c.r / 255.0);
    return format("{:.3f} {:.3f} {:.3f} rg\n", c.r / 255.0, c.g / 255.0, c.b / 255.0);
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
    const double angle = op.angleDeg * std::numbers::pi / 180;
    HaruDocument::write(m_page, fill(op.color));
    m_document.showText(m_page, op.style, op.sizePt,
                        format("{:.6g} {:.6g} {:.6g} {:.6g} {:.4f} {:.4f}", std::cos(angle), std::sin(angle),
                               -std::sin(angle), std::cos(angle), x(op.xMm), y(op.baselineMm)),
                        op.text);
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

} // namespace esek::pdf
