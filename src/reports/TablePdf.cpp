#include "base/Format.h"
#include "base/Text.h"
#include "base/Translate.h"
#include "base/platform/Paths.h"
#include "pdf/DrawnPages.h"
#include "pdf/Units.h"
#include "reports/Ruler.h"
#include "reports/TableFiles.h"

#include <algorithm>
#include <optional>

namespace esek::reports {

namespace {

using pdf::Drawing;
using pdf::FontStyle;

constexpr double kShortSide = 210, kLongSide = 297, kMargin = 12; // mm, A4
constexpr double kPadding = 1.2, kThin = 0.1, kThick = 0.3;       // mm
constexpr double kFootMm = 8;                                     // room for the line at the foot
constexpr double kCellPt = 8, kSmallestPt = 5, kTitlePt = 14, kHeadingPt = 11, kNotePt = 7.5;
constexpr double kLeading = 1.25;                     // of a line, in sizes of its letters
constexpr double kWidestMm = 70;                      // that a column asks for by itself
constexpr double kByHandMm = 35, kByHandLeastMm = 25; // a signature
constexpr double kSignatureRowMm = 9;

double lineMm(double sizePt) {
    return sizePt * pdf::kMmPerPoint * kLeading;
}

/// A column as it is drawn.
struct Strip {
    std::optional<std::size_t> source; ///< none: the number of the row
    std::string heading;
    ColumnType type = ColumnType::text;
    double natural = 0, least = 0, width = 0; ///< mm
    bool right() const { return type == ColumnType::number || type == ColumnType::money; }
    bool wraps() const { return type == ColumnType::text || type == ColumnType::pesel; }
};

class Paper {
  public:
    Paper(const Table& table, const PaperMarks& marks, Ruler& ruler)
        : m_table(table), m_marks(marks), m_ruler(ruler) {
        m_texts.reserve(table.rows.size());
        for (const Row& row : table.rows)
            m_texts.push_back(textsOf(row));
        m_totals = textsOf(table.totals);
        layOut();
    }

    std::vector<Drawing> draw() {
        newPage(0);
        std::size_t number = 0;
        for (std::size_t i = 0; i < m_texts.size(); ++i) {
            if (i > 0 && groupOf(i) != groupOf(i - 1)) {
                newPage(i);
                number = 0;
            }
            row(m_texts[i], std::to_string(++number), FontStyle::regular, i);
        }
        if (m_texts.empty())
            paragraph(tr("There is nothing to show here."), kCellPt, FontStyle::regular);
        if (!m_totals.empty()) {
            line(kThick);
            row(m_totals, {}, FontStyle::bold, m_texts.empty() ? 0 : m_texts.size() - 1);
        }
        explanations();
        feet();
        return std::move(m_pages);
    }
    double pageWidth() const { return m_width; }
    double pageHeight() const { return m_height; }

  private:
    std::vector<std::string> textsOf(const Row& row) {
        std::vector<std::string> texts;
        for (const Cell& cell : row)
            texts.push_back(m_ruler.drawable(spreadsheet::shown(cell)));
        return texts;
    }
    const std::string& groupOf(std::size_t row) const {
        static const std::string none;
        return m_table.pageBy && row < m_texts.size() ? m_texts[row][*m_table.pageBy] : none;
    }

    /// Widths, size of the letters, and which way the sheet lies.
    void layOut() {
        for (m_size = kCellPt;; m_size -= 0.5) {
            measure();
            double natural = 0, least = 0;
            for (const Strip& s : m_strips) {
                natural += s.natural;
                least += s.least;
            }
            const bool upright = natural <= kShortSide - 2 * kMargin;
            m_width = upright ? kShortSide : kLongSide;
            m_height = upright ? kLongSide : kShortSide;
            if (least <= inside() || m_size <= kSmallestPt) {
                share(natural, least);
                return;
            }
        }
    }
    void measure() {
        m_strips.clear();
        if (m_table.numbered) {
            const double width =
                m_ruler.width(std::to_string(m_texts.size()) + "00", m_size, FontStyle::bold) + 2 * kPadding;
            m_strips.push_back({{}, tr("No."), ColumnType::number, width, width});
        }
        for (std::size_t c = 0; c < m_table.columns.size(); ++c) {
            if (m_table.pageBy == c)
                continue;
            const Column& column = m_table.columns[c];
            Strip s{c, m_ruler.drawable(column.heading()), column.type};
            const double heading = m_ruler.longestWord(s.heading, m_size, FontStyle::bold);
            s.natural = s.least = heading;
            if (s.type == ColumnType::byHand) {
                s.natural = std::max(heading, kByHandMm);
                s.least = std::max(heading, kByHandLeastMm);
            }
            const auto take = [&](const std::string& text, FontStyle style) {
                const double width = m_ruler.width(text, m_size, style);
                s.natural = std::max(s.natural, s.wraps() ? std::min(width, kWidestMm) : width);
                if (!s.wraps())
                    s.least = s.natural;
                else if (width > s.least)
                    s.least =
                        std::max(s.least, std::min(m_ruler.longestWord(text, m_size, style), kWidestMm));
            };
            if (s.type != ColumnType::byHand)
                for (const auto& texts : m_texts)
                    take(texts[c], FontStyle::regular);
            if (!m_totals.empty())
                take(m_totals[c], FontStyle::bold);
            s.natural += 2 * kPadding;
            s.least += 2 * kPadding;
            m_strips.push_back(std::move(s));
        }
    }
    /// What is left goes to the columns for the pen, else to the texts; what is missing is taken from those
    /// that can be broken.
    void share(double natural, double least) {
        const double rest = inside() - natural;
        const auto count = [&](auto&& which) {
            return static_cast<double>(std::count_if(m_strips.begin(), m_strips.end(), which));
        };
        const auto pen = [](const Strip& s) { return s.type == ColumnType::byHand; };
        const auto text = [](const Strip& s) { return s.wraps(); };
        const double pens = count(pen), texts = count(text);
        for (Strip& s : m_strips) {
            if (rest >= 0)
                s.width = s.natural + (pens > 0    ? (pen(s) ? rest / pens : 0)
                                       : texts > 0 ? (text(s) ? rest / texts : 0)
                                                   : 0);
            else if (least <= inside())
                s.width = s.least + (s.natural - s.least) * (inside() - least) / (natural - least);
            else
                s.width = s.least * inside() / least;
        }
    }
    double inside() const { return m_width - 2 * kMargin; }

    void text(double x, double baseline, const std::string& words, double sizePt, FontStyle style) {
        if (!words.empty())
            m_pages.back().push_back(pdf::TextOp{x, baseline, sizePt, style, words, {}, 0});
    }
    void paragraph(const std::string& words, double sizePt, FontStyle style) {
        for (const std::string& l : m_ruler.lines(m_ruler.drawable(words), inside(), sizePt, style)) {
            if (m_y + lineMm(sizePt) > bottom())
                blankPage();
            m_y += lineMm(sizePt);
            text(kMargin, m_y - lineMm(sizePt) * 0.25, l, sizePt, style);
        }
    }
    void line(double widthMm) {
        m_pages.back().push_back(pdf::LineOp{kMargin, m_y, kMargin + inside(), m_y, widthMm, {}});
    }
    /// Of the places for a pen: lines between the columns and at both ends.
    void sides(double height) {
        double x = kMargin;
        m_pages.back().push_back(pdf::LineOp{x, m_y, x, m_y + height, kThin, {}});
        for (const Strip& s : m_strips) {
            x += s.width;
            m_pages.back().push_back(pdf::LineOp{x, m_y, x, m_y + height, kThin, {}});
        }
    }
    double bottom() const { return m_height - kMargin - kFootMm; }

    void blankPage() {
        m_pages.emplace_back();
        m_y = kMargin;
        m_rowsOnPage = 0;
    }
    /// With the title, and the header of the table again. `at` is the first row on it.
    void newPage(std::size_t at) {
        const bool first = m_pages.empty();
        blankPage();
        if (first) {
            paragraph(m_marks.school, kCellPt + 1, FontStyle::regular);
            paragraph(m_table.title, kTitlePt, FontStyle::bold);
            if (!m_table.subtitle.empty())
                paragraph(m_table.subtitle, kCellPt + 1, FontStyle::regular);
            if (!m_table.note.empty())
                paragraph(m_table.note, kCellPt, FontStyle::regular);
        } else {
            const bool both = !m_table.subtitle.empty();
            paragraph(m_table.title + (both ? " · " + m_table.subtitle : ""), kCellPt + 1, FontStyle::bold);
        }
        if (!groupOf(at).empty()) {
            m_y += 1;
            paragraph(groupHeading(at), kHeadingPt, FontStyle::bold);
        }
        m_y += 2;
        std::vector<std::vector<std::string>> cells;
        for (const Strip& s : m_strips)
            cells.push_back(m_ruler.lines(s.heading, s.width - 2 * kPadding, m_size, FontStyle::bold));
        line(kThick);
        const std::size_t most = longest(cells);
        lines(cells, 0, most, FontStyle::bold);
        m_y += static_cast<double>(most) * lineMm(m_size) + 2 * kPadding;
        line(kThick);
    }
    std::string groupHeading(std::size_t at) const {
        return m_table.columns[*m_table.pageBy].title + " " + groupOf(at);
    }
    static std::size_t longest(const std::vector<std::vector<std::string>>& cells) {
        std::size_t most = 1;
        for (const auto& cell : cells)
            most = std::max(most, cell.size());
        return most;
    }
    void lines(const std::vector<std::vector<std::string>>& cells, std::size_t from, std::size_t count,
               FontStyle style) {
        double x = kMargin;
        for (std::size_t s = 0; s < m_strips.size(); ++s) {
            const Strip& strip = m_strips[s];
            for (std::size_t i = from; i < std::min(cells[s].size(), from + count); ++i) {
                const double indent =
                    strip.right() ? strip.width - 2 * kPadding - m_ruler.width(cells[s][i], m_size, style)
                                  : 0;
                text(x + kPadding + indent,
                     m_y + kPadding + (static_cast<double>(i - from) + 0.78) * lineMm(m_size), cells[s][i],
                     m_size, style);
            }
            x += strip.width;
        }
    }
    /// A row that is higher than what is left of the page goes on the next one; one that is higher than a
    /// page goes on over several.
    void row(const std::vector<std::string>& texts, const std::string& number, FontStyle style,
             std::size_t place) {
        std::vector<std::vector<std::string>> cells;
        for (const Strip& s : m_strips)
            cells.push_back(s.source ? m_ruler.lines(texts[*s.source], s.width - 2 * kPadding, m_size, style)
                                     : std::vector{number});
        const double least = m_table.signatures ? kSignatureRowMm : 0;
        const std::size_t all = longest(cells);
        const auto height = [&](std::size_t n) {
            return std::max(least, static_cast<double>(n) * lineMm(m_size) + 2 * kPadding);
        };
        for (std::size_t from = 0; from < all;) {
            std::size_t count = all - from;
            if (m_y + height(count) > bottom() && m_rowsOnPage > 0)
                newPage(place);
            while (count > 1 && m_y + height(count) > bottom())
                --count;
            lines(cells, from, count, style);
            if (m_table.signatures)
                sides(height(count));
            m_y += height(count);
            line(kThin);
            from += count;
            ++m_rowsOnPage;
        }
    }
    void explanations() {
        bool any = false;
        for (const Column& c : m_table.columns) {
            if (c.definition.empty())
                continue;
            if (!any) {
                m_y += 3;
                paragraph(tr("Explanations"), kNotePt + 1, FontStyle::bold);
            }
            any = true;
            paragraph(c.title + " – " + c.definition, kNotePt, FontStyle::regular);
        }
    }
    void feet() {
        const double y = m_height - kMargin + 2;
        const std::string left =
            m_ruler.drawable(format(runtime(tr("Made on {}")), toPolish(m_marks.printedOn)));
        for (std::size_t i = 0; i < m_pages.size(); ++i) {
            const std::string right =
                m_ruler.drawable(format(runtime(tr("page {} of {}")), i + 1, m_pages.size()));
            const double width = m_ruler.width(right, kNotePt, FontStyle::regular);
            m_pages[i].push_back(pdf::TextOp{kMargin, y, kNotePt, FontStyle::regular, left, {}, 0});
            m_pages[i].push_back(
                pdf::TextOp{m_width - kMargin - width, y, kNotePt, FontStyle::regular, right, {}, 0});
        }
    }

    const Table& m_table;
    const PaperMarks& m_marks;
    Ruler& m_ruler;
    std::vector<std::vector<std::string>> m_texts; ///< of the rows, as they are drawn
    std::vector<std::string> m_totals;
    std::vector<Strip> m_strips;
    double m_size = kCellPt, m_width = kShortSide, m_height = kLongSide;
    double m_y = 0; ///< the lowest edge of what stands on the page
    int m_rowsOnPage = 0;
    std::vector<Drawing> m_pages;
};

} // namespace

Result<void> writePdf(const std::filesystem::path& file, const Table& table, const PaperMarks& marks) {
    return guarded([&] {
        const auto fonts = platform::resourceDir() / "fonts";
        const auto metrics =
            pdf::FontMetrics::load(fonts / "DejaVuSans.ttf", fonts / "DejaVuSans-Bold.ttf").value();
        Ruler ruler(metrics);
        Paper paper(table, marks, ruler);
        const std::vector<Drawing> pages = paper.draw();
        pdf::writeDrawnPages(file, metrics, table.title, paper.pageWidth(), paper.pageHeight(), pages)
            .value();
    });
}

} // namespace esek::reports
