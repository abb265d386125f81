#include "cards/CardLetters.h"

#include "base/Text.h"
#include "pdf/DrawableText.h"

#include <algorithm>

namespace esek::cards {

std::vector<std::string> missingLetters(const pdf::FontMetrics& metrics, pdf::FontStyle style,
                                        std::string_view utf8) {
    std::vector<std::string> missing;
    for (const char32_t c : toUtf32(pdf::drawableText(utf8))) {
        const std::string letter = toUtf8(std::u32string_view(&c, 1));
        const bool drawn = c == U'\n' || (pdf::isDrawable(c) && !metrics.firstMissing(style, letter));
        if (!drawn && std::find(missing.begin(), missing.end(), letter) == missing.end())
            missing.push_back(letter);
    }
    return missing;
}

} // namespace esek::cards
