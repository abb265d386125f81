#pragma once
#include <optional>
#include <string>
#include <string_view>

namespace esek {

/// A number as people type it: a comma or a point before the decimals, "-" or a real minus sign in front,
/// white space around. Nothing for anything else, also for two separators ("1.234,5" could be read in two
/// ways) and for numbers that do not fit a double.
std::optional<double> numberFromText(std::string_view);

/// A number as people read it in the current language: "−0,5" in Polish, "−0.5" in English, with the real
/// minus sign (U+2212) and never "−0". `decimals` digits stand after the separator.
std::string numberText(double value, int decimals = 0);

} // namespace esek
