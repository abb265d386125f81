#pragma once
#include "base/Result.h"

#include <string_view>

namespace esek::app {

/// How a printer's output must be corrected: stretched about the top left corner, then moved.
struct PrintOffset {
    double right = 0; ///< millimetres
    double down = 0;
    double across = 1; ///< factor of the width
    double tall = 1;   ///< factor of the height
    bool operator==(const PrintOffset&) const = default;
};
constexpr double kMostOffsetMm = 20;
constexpr double kMostMeasuredMm = 10; ///< more is no small fault of a printer
constexpr double kLeastScale = 0.9, kMostScale = 1.1;

/// Millimetres from the left and the upper edge of a card.
struct PlaceOnCard {
    double right = 0;
    double down = 0;
};
/// The two crosses of the test card, as they should come out: as far from each other as a card allows, where
/// nothing else is printed.
constexpr PlaceOnCard kFirstMark{10, 8}, kSecondMark{78, 46};

/// The correction with which the crosses come out where they should, from where they came out when the test
/// card was printed with the present one. Both measured with a ruler from the left and the upper edge of the
/// card, so the result is as good as the ruler. Hundredths of a millimetre and of a per cent. Errors:
/// valueInvalid when the crosses cannot lie there: they were mistaken for each other, or the printer fitted
/// the card to its paper.
Result<PrintOffset> correctionFrom(const PrintOffset& present, const PlaceOnCard& first,
                                   const PlaceOnCard& second);

/// Two numbers as people type them: "0,5;1,0" or "0.5;1" with a semicolon between them, or "0.5,1.0" with a
/// comma where each reading but one is impossible. "0,5" is refused: it could be half a millimetre as well as
/// 0 and 5. Errors: wrongUsage with a reason that says what to type.
Result<PrintOffset> printOffsetFromText(std::string_view);

} // namespace esek::app
