#include "roster/RawRows.h"

#include "base/Text.h"

#include <algorithm>

namespace esek::roster {

void RawRows::add(std::vector<std::string>&& cells, std::size_t line) {
    if (std::all_of(cells.begin(), cells.end(), [](const std::string& c) { return c.empty(); }))
        return;
    rows.push_back(std::move(cells));
    lines.push_back(line);
}

std::string cleanCell(std::string_view cell) {
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
    if (text.size() > 1 && text[0] == '\'' && text[1] >= '0' && text[1] <= '9')
        text.erase(0, 1);
    return text;
}

} // namespace esek::roster
