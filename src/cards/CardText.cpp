#include "cards/CardText.h"

#include "base/Text.h"

#include <array>
#include <utility>

namespace esek::cards {

namespace {

// U+0301 acute, U+0328 ogonek, U+0307 dot above; ł has no decomposition.
constexpr std::array<std::pair<std::u32string_view, char32_t>, 16> kPolish = {{
    {U"a\u0328", U'ą'},
    {U"c\u0301", U'ć'},
    {U"e\u0328", U'ę'},
    {U"n\u0301", U'ń'},
    {U"o\u0301", U'ó'},
    {U"s\u0301", U'ś'},
    {U"z\u0301", U'ź'},
    {U"z\u0307", U'ż'},
    {U"A\u0328", U'Ą'},
    {U"C\u0301", U'Ć'},
    {U"E\u0328", U'Ę'},
    {U"N\u0301", U'Ń'},
    {U"O\u0301", U'Ó'},
    {U"S\u0301", U'Ś'},
    {U"Z\u0301", U'Ź'},
    {U"Z\u0307", U'Ż'},
}};

bool drawable(char32_t c) {
    if (c < 0x20 || (c >= 0x7F && c <= 0x9F) || c == 0xAD)
        return false;
    if (c >= 0x0300 && c <= 0x036F)
        return false;
    if (c <= 0x052F) // Latin, Greek, Cyrillic
        return !(c >= 0x0483 && c <= 0x0489);
    if (c >= 0x1E00 && c <= 0x1FFF) // Latin (Vietnamese) and Greek with marks
        return true;
    return (c >= 0x2010 && c <= 0x2027) || (c >= 0x2030 && c <= 0x205E) || c == 0x20AC || c == 0x2116 ||
           c == 0x2122;
}

} // namespace

std::string drawableText(std::string_view utf8) {
    const std::u32string in = toUtf32(utf8);
    std::u32string composed;
    for (std::size_t i = 0; i < in.size(); ++i) {
        char32_t c = in[i];
        for (const auto& [pair, letter] : kPolish)
            if (i + 1 < in.size() && in[i] == pair[0] && in[i + 1] == pair[1]) {
                c = letter;
                ++i;
                break;
            }
        composed += c;
    }
    std::vector<std::string> lines;
    for (const std::string& line : split(toUtf8(composed), '\n'))
        if (std::string text = squeeze(line); !text.empty())
            lines.push_back(std::move(text));
    return join(lines, "\n");
}

std::optional<std::string> firstUndrawable(std::string_view utf8) {
    for (const char32_t c : toUtf32(utf8))
        if (c != U'\n' && !drawable(c))
            return toUtf8(std::u32string_view(&c, 1));
    return std::nullopt;
}

std::vector<std::string> breakable(std::string_view line, BreakAt where) {
    std::vector<std::string> pieces;
    std::string piece;
    for (std::size_t i = 0; i < line.size(); ++i) {
        piece += line[i];
        // A hyphen breaks a double surname only between letters: not "12-300", not " - ".
        const bool letterAround = where == BreakAt::spacesAndHyphens && i > 0 && i + 1 < line.size() &&
                                  line[i - 1] != ' ' && line[i + 1] != ' ' &&
                                  !(line[i + 1] >= '0' && line[i + 1] <= '9');
        if (line[i] == ' ' || (line[i] == '-' && letterAround)) {
            pieces.push_back(std::move(piece));
            piece.clear();
        }
    }
    if (!piece.empty())
        pieces.push_back(std::move(piece));
    return pieces;
}

} // namespace esek::cards
