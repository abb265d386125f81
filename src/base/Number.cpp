#include "base/Number.h"

#include "base/Format.h"
#include "base/Text.h"
#include "base/Translate.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

namespace esek {

namespace {

constexpr std::string_view kMinus = "\xE2\x88\x92"; // U+2212

/// Takes the sign off the front: -1, 1, or 0 when there was none.
int takeSign(std::string_view& text) {
    // The dash is what some word processors make of a hyphen before a digit.
    constexpr std::array<std::pair<std::string_view, int>, 4> kSigns{
        {{"-", -1}, {kMinus, -1}, {"\xE2\x80\x93", -1}, {"+", 1}}};
    for (const auto& [sign, value] : kSigns)
        if (text.starts_with(sign)) {
            text.remove_prefix(sign.size());
            return value;
        }
    return 0;
}

} // namespace

std::optional<double> numberFromText(std::string_view typed) {
    const std::string trimmed = trim(typed);
    std::string_view text = trimmed;
    const int sign = takeSign(text);
    std::string digits(text);
    const auto isSeparator = [](char c) { return c == ',' || c == '.'; };
    const auto isDigit = [](char c) { return c >= '0' && c <= '9'; };
    if (std::count_if(digits.begin(), digits.end(), isSeparator) > 1 ||
        std::none_of(digits.begin(), digits.end(), isDigit) ||
        !std::all_of(digits.begin(), digits.end(), [&](char c) { return isDigit(c) || isSeparator(c); }))
        return std::nullopt;
    std::replace(digits.begin(), digits.end(), ',', '.');
    double value = 0;
    const char* end = digits.data() + digits.size();
    const auto read = std::from_chars(digits.data(), end, value);
    if (read.ec != std::errc() || read.ptr != end)
        return std::nullopt;
    return sign < 0 ? -value : value;
}

std::string numberText(double value, int decimals) {
    std::string digits = format("{:.{}f}", std::abs(value), decimals);
    const bool zero = digits.find_first_not_of("0.") == std::string::npos;
    if (language() == Language::polish)
        std::replace(digits.begin(), digits.end(), '.', ',');
    return (value < 0 && !zero ? std::string(kMinus) : std::string()) + digits;
}

} // namespace esek
