#include "pdf/DrawableText.h"

#include "base/CleanText.h"
#include "base/Text.h"

namespace esek::pdf {

bool isDrawable(char32_t c) {
    if (c < 0x20 || (c >= 0x7F && c <= 0x9F) || c == 0xAD)
        return false;
    if (c >= 0x0300 && c <= 0x036F)
        return false;
    if (c <= 0x052F) // Latin, Greek, Cyrillic
        return !(c >= 0x0483 && c <= 0x0489);
    if (c >= 0x1E00 && c <= 0x1FFF) // Latin (Vietnamese) and Greek with marks
        return true;
    // Latin Extended-C, -D and -E
    if ((c >= 0x2C60 && c <= 0x2C7F) || (c >= 0xA720 && c <= 0xA7FF) || (c >= 0xAB30 && c <= 0xAB6F))
        return true;
    return (c >= 0x2010 && c <= 0x2027) || (c >= 0x2030 && c <= 0x205E) || c == 0x20AC || c == 0x2116 ||
           c == 0x2122;
}

std::string drawableText(std::string_view utf8) {
    std::vector<std::string> lines;
    for (const std::string& line : split(normaliseText(utf8, TextShape::lines), '\n'))
        if (std::string text = squeeze(line); !text.empty())
            lines.push_back(std::move(text));
    return join(lines, "\n");
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

} // namespace esek::pdf
