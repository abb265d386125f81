#pragma once
#include "pdf/HaruDocument.h"

namespace esek::pdf {

/// Draws operations on one page of a PDF, `originX/Y` mm from the page's top left corner.
/// Black is DeviceGray 0: the drivers of dye-sublimation printers (YMCKO ribbons) send exactly black text and
/// lines to the K panel, sharp and dense; CMYK black would pass a colour conversion and may come back as a
/// dark brown mix of Y, M and C.
class PdfCanvas {
  public:
    PdfCanvas(HaruDocument& document, HPDF_Page page, double pageHeightMm, double originXmm = 0,
              double originYmm = 0)
        : m_document(document), m_page(page), m_height(pageHeightMm), m_x(originXmm), m_y(originYmm) {}

    /// `photo` is what a PhotoOp draws; null draws nothing there.
    void draw(const Drawing&, HPDF_Image photo);

    void operator()(const TextOp&);
    void operator()(const PhotoOp&);
    void operator()(const LineOp&);
    void operator()(const RectOp&);

  private:
    double x(double mm) const;
    double y(double mm) const;

    HaruDocument& m_document;
    HPDF_Page m_page;
    double m_height, m_x, m_y;
    HPDF_Image m_photo = nullptr;
};

} // namespace esek::pdf
