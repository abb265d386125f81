#include "cards/SheetLayout.h"

#include <algorithm>

namespace esek::cards {

namespace {

constexpr double kGapMm = 2;
constexpr double kMarginMm = 8; // what office printers cannot reach, and room for the marks
constexpr double kMarkMm = 4, kMarkDistanceMm = 1, kMarkWidthMm = 0.1;

} // namespace

SheetLayout::SheetLayout(const CardTemplate& card)
    : m_cardWidth(card.widthMm()), m_cardHeight(card.heightMm()) {
    const auto count = [](double room, double size) {
        return std::max(1, static_cast<int>((room - 2 * kMarginMm + kGapMm) / (size + kGapMm)));
    };
    m_columns = count(kWidthMm, m_cardWidth);
    m_rows = count(kHeightMm, m_cardHeight);
    m_left = (kWidthMm - m_columns * m_cardWidth - (m_columns - 1) * kGapMm) / 2;
    m_top = (kHeightMm - m_rows * m_cardHeight - (m_rows - 1) * kGapMm) / 2;
}

std::pair<double, double> SheetLayout::corner(std::size_t slot) const {
    const auto column = static_cast<int>(slot) % m_columns, row = static_cast<int>(slot) / m_columns;
    return {m_left + column * (m_cardWidth + kGapMm), m_top + row * (m_cardHeight + kGapMm)};
}

pdf::Drawing SheetLayout::cutMarks() const {
    pdf::Drawing marks;
    const double right = kWidthMm - m_left, bottom = kHeightMm - m_top;
    const auto line = [&](double x1, double y1, double x2, double y2) {
        marks.push_back(pdf::LineOp{x1, y1, x2, y2, kMarkWidthMm, {}});
    };
    for (int column = 0; column < m_columns; ++column)
        for (const double x : {corner(static_cast<std::size_t>(column)).first,
                               corner(static_cast<std::size_t>(column)).first + m_cardWidth}) {
            line(x, m_top - kMarkDistanceMm - kMarkMm, x, m_top - kMarkDistanceMm);
            line(x, bottom + kMarkDistanceMm, x, bottom + kMarkDistanceMm + kMarkMm);
        }
    for (int row = 0; row < m_rows; ++row) {
        const double top = corner(static_cast<std::size_t>(row * m_columns)).second;
        for (const double y : {top, top + m_cardHeight}) {
            line(m_left - kMarkDistanceMm - kMarkMm, y, m_left - kMarkDistanceMm, y);
            line(right + kMarkDistanceMm, y, right + kMarkDistanceMm + kMarkMm, y);
        }
    }
    return marks;
}

} // namespace esek::cards
