#include "base/Translate.h"
#include "cards/CardLayout.h"

#include <algorithm>

namespace esek::cards {

namespace {

constexpr pdf::Color kLabelColor{70, 70, 80};
constexpr pdf::Color kWatermarkColor{200, 60, 60};
constexpr double kWatermarkPt = 9, kWatermarkMarginMm = 4, kWatermarkBaselineMm = 4.3;

} // namespace

pdf::Drawing previewBackground(const CardTemplate& card, const pdf::FontMetrics& metrics) {
    pdf::Drawing drawing;
    drawing.push_back(pdf::RectOp{0, 0, card.widthMm(), card.heightMm(), {251, 240, 240}});
    for (const pdf::RectOp& box : card.backdrop())
        drawing.push_back(box);
    const RectMm& photo = card.photoWindow();
    drawing.push_back(pdf::RectOp{photo.x, photo.y, photo.width, photo.height, {255, 255, 255}});

    // Along the upper edge: it must be seen, and names must stay easy to read.
    const std::string mark = tr("PREVIEW – DO NOT PRINT ON BLANKS");
    const double width = metrics.widthMm(pdf::FontStyle::bold, 1, mark);
    const double size = std::min(kWatermarkPt, (card.widthMm() - 2 * kWatermarkMarginMm) / width);
    drawing.push_back(pdf::TextOp{(card.widthMm() - width * size) / 2, kWatermarkBaselineMm, size,
                                  pdf::FontStyle::bold, mark, kWatermarkColor, 0});
    for (const PrintedLabel& label : card.labels())
        drawing.push_back(
            pdf::TextOp{label.x, label.baseline, label.sizePt, label.style, label.text, kLabelColor, 0});
    return drawing;
}

} // namespace esek::cards
