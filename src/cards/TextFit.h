#pragma once
#include "cards/CardTemplate.h"
#include "pdf/FontMetrics.h"

namespace esek::cards {

/// Lines with their sizes and places; empty when the text does not fit even at the smallest size.
/// Larger letters win over fewer lines. Line breaks in the text are kept as long as that fits at any size;
/// only then they become ", ".
std::vector<pdf::TextOp> fitText(const TextField&, const std::vector<RectMm>& keepOut,
                                 const pdf::FontMetrics&, const std::string& text);

} // namespace esek::cards
