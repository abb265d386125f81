#include "reports/Ruler.h"

#include "base/Text.h"
#include "pdf/DrawableText.h"

#include <algorithm>

namespace esek::reports {

namespace {

constexpr double kRounding = 1e-6; // mm; a column is exactly as wide as its longest word

} // namespace

std::string Ruler::drawable(std::string_view raw) {
    std::u32string letters = toUtf32(pdf::drawableText(raw));
    for (char32_t& c : letters)
        if (c == U'\n')
            c = U' ';
        else if (c > 0xFFFF || !pdf::isDrawable(c) || advance(c, FontStyle::regular) < 0)
            c = U'□';
    return toUtf8(letters);
}

double Ruler::width(std::string_view text, double sizePt, FontStyle style) {
    double sum = 0;
    for (const char32_t c : toUtf32(text))
        sum += std::max(0.0, advance(c, style));
    return sum * sizePt;
}

std::vector<std::string> Ruler::lines(const std::string& text, double widthMm, double sizePt,
                                      FontStyle style) {
    widthMm += kRounding;
    if (width(text, sizePt, style) <= widthMm)
        return {text};
    std::vector<std::string> out{{}};
    for (const std::string& piece : pdf::breakable(text, pdf::BreakAt::spacesAndHyphens)) {
        if (width(trim(out.back() + piece), sizePt, style) <= widthMm) {
            out.back() += piece;
            continue;
        }
        if (!out.back().empty())
            out.emplace_back();
        for (const char32_t c : toUtf32(piece)) {
            const std::string letter = toUtf8(std::u32string_view(&c, 1));
            if (!out.back().empty() && width(out.back() + letter, sizePt, style) > widthMm && c != U' ')
                out.emplace_back();
            out.back() += letter;
        }
    }
    for (std::string& line : out)
        line = trim(line);
    return out;
}

double Ruler::longestWord(const std::string& text, double sizePt, FontStyle style) {
    double longest = 0;
    for (const std::string& piece : pdf::breakable(text, pdf::BreakAt::spacesAndHyphens))
        longest = std::max(longest, width(trim(piece), sizePt, style));
    return longest;
}

double Ruler::advance(char32_t c, FontStyle style) {
    auto& known = m_advance[style == FontStyle::bold ? 1 : 0];
    if (const auto at = known.find(c); at != known.end())
        return at->second;
    const std::string letter = toUtf8(std::u32string_view(&c, 1));
    const bool missing = m_metrics.firstMissing(style, letter).has_value();
    return known[c] = missing ? -1 : m_metrics.widthMm(style, 1, letter);
}

} // namespace esek::reports
