#include "cards/HandoverList.h"

#include "base/Format.h"
#include "base/Translate.h"
#include "cards/CardTemplate.h"
#include "cards/SheetLayout.h"
#include "pdf/DrawableText.h"
#include "pdf/DrawnPages.h"

#include <array>

namespace esek::cards {

namespace {

constexpr double kLeft = 15, kTop = 18, kTableTop = 42, kRowMm = 9, kPaddingMm = 1.5, kLineMm = 0.15;
constexpr std::size_t kRowsPerSheet = 25;
constexpr double kTextPt = 10, kSmallestPt = 5, kStepPt = 0.5;
/// Left edges of the columns and the right edge of the table, mm: number of the row, card, pupil, day,
/// signature.
constexpr std::array kEdges{kLeft, 25.0, 53.0, 123.0, 150.0, 195.0};
constexpr std::size_t kColumns = kEdges.size() - 1;

class Sheet {
  public:
    explicit Sheet(const pdf::FontMetrics& metrics) : m_metrics(metrics) {}

    void text(double x, double baseline, double width, double sizePt, pdf::FontStyle style,
              const std::string& words) {
        const std::string line = pdf::drawableText(words);
        while (sizePt > kSmallestPt && m_metrics.widthMm(style, sizePt, line) > width)
            sizePt -= kStepPt;
        m_drawing.push_back(pdf::TextOp{x, baseline, sizePt, style, line, {}, 0});
    }
    void row(std::size_t place, pdf::FontStyle style, const std::array<std::string, kColumns>& cells) {
        const double top = kTableTop + static_cast<double>(place) * kRowMm;
        for (std::size_t c = 0; c < kColumns; ++c)
            text(kEdges[c] + kPaddingMm, top + kRowMm * 0.65, kEdges[c + 1] - kEdges[c] - 2 * kPaddingMm,
                 kTextPt, style, cells[c]);
        line(kEdges.front(), top + kRowMm, kEdges.back(), top + kRowMm);
    }
    void frame(std::size_t rows) {
        const double bottom = kTableTop + static_cast<double>(rows) * kRowMm;
        line(kEdges.front(), kTableTop, kEdges.back(), kTableTop);
        for (const double x : kEdges)
            line(x, kTableTop, x, bottom);
    }
    const pdf::Drawing& drawing() const { return m_drawing; }

  private:
    void line(double x1, double y1, double x2, double y2) {
        m_drawing.push_back(pdf::LineOp{x1, y1, x2, y2, kLineMm, {}});
    }
    const pdf::FontMetrics& m_metrics;
    pdf::Drawing m_drawing;
};

/// The rows of one class from `from` on, at most a sheet of them.
std::size_t endOfSheet(const std::vector<HandoverRow>& rows, std::size_t from) {
    std::size_t end = from;
    while (end < rows.size() && end - from < kRowsPerSheet && rows[end].classUnit == rows[from].classUnit)
        ++end;
    return end;
}

} // namespace

Result<void> writeHandoverList(const std::filesystem::path& path, std::string_view cardType,
                               const std::string& school, const std::vector<HandoverRow>& rows) {
    return guarded([&] {
        const pdf::FontMetrics metrics = CardTemplate::load(cardType).value().fonts().value();
        std::vector<pdf::Drawing> sheets;
        std::size_t inClass = 0;
        for (std::size_t from = 0; from < rows.size();) {
            const std::size_t end = endOfSheet(rows, from);
            Sheet sheet(metrics);
            const double width = kEdges.back() - kEdges.front();
            sheet.text(kLeft, kTop, width, kTextPt, pdf::FontStyle::regular, school);
            sheet.text(kLeft, kTop + 9, width, 14, pdf::FontStyle::bold,
                       tr("List of identity cards handed over"));
            if (!rows[from].classUnit.empty())
                sheet.text(kLeft, kTop + 16, width, 12, pdf::FontStyle::bold,
                           format(runtime(tr("Class {}")), rows[from].classUnit));
            sheet.row(
                0, pdf::FontStyle::bold,
                {tr("No."), tr("Card no."), tr("Surname and given names"), tr("Date"), tr("Signature")});
            for (std::size_t i = from; i < end; ++i)
                sheet.row(i - from + 1, pdf::FontStyle::regular,
                          {std::to_string(++inClass), rows[i].number, rows[i].pupil, {}, {}});
            sheet.frame(end - from + 1);
            sheets.push_back(sheet.drawing());
            if (end < rows.size() && rows[end].classUnit != rows[from].classUnit)
                inClass = 0;
            from = end;
        }
        pdf::writeDrawnPages(path, metrics, tr("List of identity cards handed over"), SheetLayout::kWidthMm,
                             SheetLayout::kHeightMm, sheets)
            .value();
    });
}

} // namespace esek::cards
