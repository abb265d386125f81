#pragma once
#include "cards/CardTemplate.h"
#include "pdf/Drawing.h"

#include <utility>

namespace esek::cards {

/// How cards lie on an A4 sheet (210 x 297 mm): as many as fit in true size with a gap between them, centred.
class SheetLayout {
  public:
    explicit SheetLayout(const CardTemplate&);
    static constexpr double kWidthMm = 210, kHeightMm = 297;

    int columns() const { return m_columns; }
    int rows() const { return m_rows; }
    std::size_t perSheet() const {
        return static_cast<std::size_t>(m_columns) * static_cast<std::size_t>(m_rows);
    }
    /// Top left corner of the card in this slot, mm; slots run along rows.
    std::pair<double, double> corner(std::size_t slot) const;
    /// Short lines outside the block of cards, on every card edge.
    pdf::Drawing cutMarks() const;

  private:
    double m_cardWidth, m_cardHeight, m_left, m_top;
    int m_columns, m_rows;
};

} // namespace esek::cards
