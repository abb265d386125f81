#pragma once
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace esek {
std::string toHex(std::span<const std::uint8_t> bytes); ///< lower case
/// False when the text is not exactly 2 x bytes.size() hexadecimal digits.
bool fromHex(std::string_view text, std::span<std::uint8_t> bytes);
} // namespace esek
