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

} // namespace

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
        return PrintOffset{millimetres(text.substr(0, between)), millimetres(text.substr(between + 1))};
    });
}

} // namespace esek::app
