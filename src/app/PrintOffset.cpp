#include "app/PrintOffset.h"

#include "base/Format.h"
#include "base/Number.h"
#include "base/Text.h"
#include "base/Translate.h"

#include <algorithm>
#include <cmath>

namespace esek::app {

namespace {

[[noreturn]] void refuse(std::string reason) {
    throw Exception(Error{ErrorCode::wrongUsage, "offset", {{"reason", std::move(reason)}}});
}

double millimetres(std::string_view text) {
    const auto value = numberFromText(text);
    if (!value || std::abs(*value) > kMostOffsetMm)
        refuse(format(fmt::runtime(tr("“{}” is not a shift in millimetres between {} and {}")), text,
                      numberText(-kMostOffsetMm), numberText(kMostOffsetMm)));
    return *value;
}

/// One direction: `at` to `offset + scale * at`.
struct Axis {
    double offset = 0;
    double scale = 1;
};

Axis corrected(const Axis& present, double wantedFirst, double wantedSecond, double first, double second) {
    const double scale = (second - first) / (wantedSecond - wantedFirst);
    if (!(scale >= kLeastScale && scale <= kMostScale))
        throw Exception(Error{
            ErrorCode::valueInvalid,
            "marks of a test card",
            {{"field", tr("places of the crosses")},
             {"reason", tr("the crosses cannot lie there; measure both from the left and the upper edge of "
                           "the card, and print the test card at 100 %, without fitting it to the paper")}}});
    const double offset = first - scale * wantedFirst;
    Axis axis{present.offset - present.scale * offset / scale, present.scale / scale};
    axis.offset = std::round(axis.offset * 100) / 100;
    axis.scale = std::round(axis.scale * 10000) / 10000;
    if (std::abs(axis.offset) > kMostMeasuredMm || axis.scale < kLeastScale || axis.scale > kMostScale)
        throw Exception(Error{
            ErrorCode::valueInvalid,
            "correction of a printer",
            {{"field", tr("places of the crosses")},
             {"reason", tr("the printer is off by more than can be corrected here; set the size of the page "
                           "and its position in the settings of the printer")}}});
    return axis;
}

} // namespace

Result<PrintOffset> correctionFrom(const PrintOffset& present, const PlaceOnCard& first,
                                   const PlaceOnCard& second) {
    return guarded([&] {
        const Axis x = corrected({present.right, present.across}, kFirstMark.right, kSecondMark.right,
                                 first.right, second.right);
        const Axis y = corrected({present.down, present.tall}, kFirstMark.down, kSecondMark.down, first.down,
                                 second.down);
        return PrintOffset{x.offset, y.offset, x.scale, y.scale};
    });
}

Result<PrintOffset> printOffsetFromText(std::string_view text) {
    return guarded([&] {
        const auto count = [&](char c) { return std::count(text.begin(), text.end(), c); };
        std::size_t between = text.find(';');
        if (between == std::string_view::npos) {
            between = text.find(',');
            // With one comma and no point the comma may stand before decimals, as Polish writes them.
            const bool certain = count(',') == 1 && (count('.') > 0 || text.find_first_of("+-", between) !=
                                                                           std::string_view::npos);
            if (between != std::string_view::npos && !certain)
                refuse(
                    format(fmt::runtime(tr("“{}” can be read in two ways; put a semicolon between the shift "
                                           "right and the shift down: 0,5;1,0")),
                           text));
        }
        if (between == std::string_view::npos || count(';') > 1)
            refuse(tr("two shifts in millimetres are wanted, right and down, with a semicolon between them: "
                      "0,5;1,0"));
        PrintOffset offset;
        offset.right = millimetres(text.substr(0, between));
        offset.down = millimetres(text.substr(between + 1));
        return offset;
    });
}

} // namespace esek::app
