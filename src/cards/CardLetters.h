#pragma once
#include "pdf/FontMetrics.h"

#include <string>
#include <string_view>
#include <vector>

namespace esek::cards {

/// Characters of the text that this font cannot draw on a card, each once, in the order of the text, as
/// UTF-8: those without a glyph, and those that cannot be drawn one by one (see isDrawable). Line feeds are
/// no letters. Any thread.
std::vector<std::string> missingLetters(const pdf::FontMetrics&, pdf::FontStyle, std::string_view utf8);

} // namespace esek::cards
