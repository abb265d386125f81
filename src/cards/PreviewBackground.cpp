#include "base/Translate.h"
#include "cards/CardLayout.h"
#include "cards/Units.h"

#include <cmath>
#include <numbers>

namespace esek::cards {

namespace {

constexpr Color kLabelColor{70, 70, 80};
constexpr Color kWatermarkColor{226, 140, 140};

} // namespace

Drawing previewBackground(const CardTemplate& card, const FontMetrics& metrics) {
    Drawing drawing;
    drawing.push_back(RectOp{0, 0, card.widthMm(), card.heightMm(), {251, 240, 240}});
    for (const RectOp& box : card.backdrop())
        drawing.push_back(box);
    const RectMm& photo = card.photoWindow();
    drawing.push_back(RectOp{photo.x, photo.y, photo.width, photo.height, {255, 255, 255}});

    // Along the rising diagonal, as large as it goes.
    const std::string mark = tr("PREVIEW – DO NOT PRINT ON BLANKS");
    const double angle = std::atan2(card.heightMm(), card.widthMm());
    const double diagonal = std::hypot(card.widthMm(), card.heightMm());
    const double size = 0.82 * diagonal / metrics.widthMm(FontStyle::bold, 1, mark);
    const double inset = 0.09 * diagonal;
    drawing.push_back(
        TextOp{inset * std::cos(angle) + 0.35 * size * kMmPerPoint * std::sin(angle),
               card.heightMm() - inset * std::sin(angle) + 0.35 * size * kMmPerPoint * std::cos(angle), size,
               FontStyle::bold, mark, kWatermarkColor, angle * 180 / std::numbers::pi});
    for (const PrintedLabel& label : card.labels())
        drawing.push_back(
            TextOp{label.x, label.baseline, label.sizePt, label.style, label.text, kLabelColor, 0});
    return drawing;
}

} // namespace esek::cards
