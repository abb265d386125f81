#pragma once
#include "cards/CardLayout.h"
#include "golden/cards/Samples.h"

#include <catch2/catch.hpp>

namespace esek::cards::test {

using namespace pdf;

inline const CardTemplate& studentCard() {
    static const CardTemplate card = CardTemplate::load("mein-i-1").value();
    return card;
}
inline const FontMetrics& fonts() {
    static const FontMetrics metrics = studentCard().fonts().value();
    return metrics;
}
/// The lines that the layout made of one field, by the field's left edge and height.
inline std::vector<TextOp> linesOf(const Drawing& drawing, const std::string& fieldId) {
    std::vector<TextOp> lines;
    for (const TextField& field : studentCard().fields())
        if (field.id == fieldId)
            for (const Op& op : drawing)
                if (const auto* text = std::get_if<TextOp>(&op))
                    if (text->xMm == Approx(field.box.x) && text->baselineMm >= field.box.y &&
                        text->baselineMm <= field.box.bottom())
                        lines.push_back(*text);
    return lines;
}
inline std::string joined(const std::vector<TextOp>& lines) {
    std::string all;
    for (const TextOp& line : lines)
        all += (all.empty() || all.back() == '-' ? "" : " ") + line.text;
    return all;
}

} // namespace esek::cards::test
