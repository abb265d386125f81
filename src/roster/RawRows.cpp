#include "roster/RawRows.h"

#include "base/CleanText.h"
#include "base/Error.h"
#include "base/Text.h"
#include "base/Translate.h"
#include "roster/Damage.h"

#include <algorithm>
#include <array>

namespace esek::roster {

void RawRows::add(std::vector<std::string>&& cells, std::size_t line) {
    if (std::all_of(cells.begin(), cells.end(), [](const std::string& c) { return c.empty(); }))
        return;
    rows.push_back(std::move(cells));
    lines.push_back(line);
}

namespace {

/// Behind an apostrophe that keeps a cell text: what a spreadsheet would otherwise take for a number or a
/// formula, also in full width and as the real minus sign.
bool keptAsText(std::string_view text) {
    static constexpr std::array<std::string_view, 5> kWide{"\uFF1D", "\uFF0B", "\uFF0D", "\uFF20", "\u2212"};
    return (!text.empty() && std::string_view("0123456789=+-@").find(text[0]) != std::string_view::npos) ||
           std::any_of(kWide.begin(), kWide.end(),
                       [&](std::string_view sign) { return text.starts_with(sign); });
}

/// Never in the middle of a character.
std::string_view cut(std::string_view cell) {
    if (cell.size() <= kMaxCellText)
        return cell;
    std::size_t size = kMaxCellText;
    while (size > 0 && (static_cast<unsigned char>(cell[size]) & 0xC0) == 0x80)
        --size;
    return cell.substr(0, size);
}

} // namespace

std::string cleanCell(std::string_view cell) {
    cell = cut(cell);
    const auto plain = [](char c) { return static_cast<unsigned char>(c) > ' '; };
    if (cell.empty())
        return {};
    // The usual cell needs nothing; a no-break space ends in a byte over 0x7F.
    const auto first = static_cast<unsigned char>(cell.front());
    const auto last = static_cast<unsigned char>(cell.back());
    if (plain(cell.front()) && plain(cell.back()) && first != '=' && first != '\'' && first != 0xC2 &&
        first != 0xE2 && first != 0xEF && last != 0xA0 && last != 0xAF && last != 0x87)
        return std::string(cell);
    std::string text = trim(cell);
    if (text.size() >= 3 && text[0] == '=' && text[1] == '"' && text.back() == '"')
        return trim(std::string_view(text).substr(2, text.size() - 3));
    if (text.starts_with('\'') && keptAsText(std::string_view(text).substr(1)))
        text.erase(0, 1);
    return text;
}

void RowBudget::take(std::size_t cells) {
    m_cells += cells;
    if (++m_rows <= kMaxRows && m_cells <= kMaxCells)
        return;
    throw Exception(Error{ErrorCode::listTooLong,
                          "more rows or cells than a list of pupils has",
                          {{"file", m_file}, {"rows", std::to_string(kMaxRows)}}});
}

namespace {

bool isAscii(std::string_view text) {
    return std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

// Marks that change nothing in text written from left to right; office programs and telephones leave them.
// Overrides and embeddings stay and are refused where a value is checked: they make a text read otherwise.
bool isIdleMark(char32_t c) {
    return c == 0x200E || c == 0x200F || c == 0x061C || (c >= 0x2066 && c <= 0x2069) || c == 0x202C;
}

bool hasLigature(std::u32string_view text) {
    return std::any_of(text.begin(), text.end(), [](char32_t c) { return c >= 0xFB00 && c <= 0xFB06; });
}

} // namespace

void normaliseCells(RawRows& raw) {
    repairLetters(raw);
    for (std::size_t r = 0; r < raw.rows.size(); ++r) {
        for (std::size_t c = 0; c < raw.rows[r].size(); ++c) {
            std::string& cell = raw.rows[r][c];
            if (cell.size() > kLongestMended || isAscii(cell))
                continue;
            std::u32string text = toUtf32(cell);
            // A control character that came from damage would be taken for a space; the checks refuse it.
            if (std::any_of(text.begin(), text.end(),
                            [](char32_t sign) { return sign >= 0x80 && sign < 0xA0; }))
                continue;
            if (hasLigature(text))
                raw.remark(r, c, "text.ligature");
            std::erase_if(text, isIdleMark);
            cell = normaliseText(toUtf8(text), TextShape::lines);
        }
    }
}

} // namespace esek::roster
