#include "base/Text.h"
#include "spreadsheet/Sheet.h"

#include <algorithm>

namespace esek::spreadsheet {

namespace {

bool isBlankOrControl(char32_t c) {
    return c <= 0x20 || (c >= 0x7F && c <= 0xA0) || (c >= 0x2000 && c <= 0x200F) || c == 0x2028 ||
           c == 0x2029 || c == 0x3000 || c == 0xFEFF;
}

bool startsFormula(char32_t c) {
    return c == U'=' || c == U'+' || c == U'-' || c == U'@' || c == 0xFF1D || c == 0xFF0B || c == 0xFF0D ||
           c == 0xFF20 || c == 0x2212;
}

std::string csvCell(std::string_view raw) {
    std::string text = looksLikeFormula(raw) ? "'" : "";
    for (const char c : raw) {
        const auto byte = static_cast<unsigned char>(c);
        text += byte < 0x20 || byte == 0x7F ? ' ' : c;
    }
    if (text.find_first_of(";\"'") == std::string::npos)
        return text;
    std::string quoted = "\"";
    for (const char c : text)
        quoted += c == '"' ? std::string("\"\"") : std::string(1, c);
    return quoted + '"';
}

/// What we count ourselves is no text of a person: a negative number stays a number.
std::string csvValue(const Cell& cell) {
    if (const auto* text = std::get_if<std::string>(&cell))
        return csvCell(*text);
    const auto* day = std::get_if<Date>(&cell);
    return day ? toIso(*day) : shown(cell);
}

void addRow(std::string& out, const Row& cells) {
    for (std::size_t i = 0; i < cells.size(); ++i)
        out += (i == 0 ? "" : ";") + csvValue(cells[i]);
    out += "\r\n";
}

} // namespace

bool looksLikeFormula(std::string_view cell) {
    const std::u32string text = toUtf32(cell);
    const auto first = std::find_if_not(text.begin(), text.end(), isBlankOrControl);
    return first != text.end() && startsFormula(*first);
}

std::string toCsv(const Sheet& sheet, ByteOrderMark mark) {
    std::string out = mark == ByteOrderMark::yes ? "\xEF\xBB\xBF" : "";
    addRow(out, {sheet.header.begin(), sheet.header.end()});
    for (const Row& row : sheet.rows)
        addRow(out, row);
    return out;
}

} // namespace esek::spreadsheet
