#pragma once
#include <cstdint>
#include <span>
#include <string>

namespace esek::roster {

struct DecodedText {
    std::string text;     ///< UTF-8 without a byte order mark
    std::string encoding; ///< as in Table::encoding
};

/// UTF-16 with a byte order mark, or without one when every other byte is zero.
bool isUtf16(std::span<const std::uint8_t> bytes);

/// Byte order mark first, then UTF-16 without one, then valid UTF-8; else the charset of Windows-1250,
/// ISO-8859-2, CP852 and Mazovia that gives the most Polish letters and no signs inside of words. Throws
/// textEncoding when none gives text.
DecodedText decodeText(std::span<const std::uint8_t> bytes, const std::string& file);

/// Polish letters (ą ć ę ł ń ó ś ź ż and capitals) in a UTF-8 text.
std::size_t countPolishLetters(std::string_view text);

} // namespace esek::roster
