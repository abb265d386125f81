#pragma once
#include <cstdint>
#include <span>
#include <string>

namespace esek::roster {

struct DecodedText {
    std::string text;     ///< UTF-8 without a byte order mark
    std::string encoding; ///< as in Table::encoding
};

/// Byte order mark first, then valid UTF-8, then Windows-1250 or ISO-8859-2, told apart by the bytes of ą ś ź
/// Ą Ś Ź, the only Polish letters on which they differ. Throws textEncoding when neither gives Polish text.
DecodedText decodeText(std::span<const std::uint8_t> bytes, const std::string& file);

/// Polish letters (ą ć ę ł ń ó ś ź ż and capitals) in a UTF-8 text.
std::size_t countPolishLetters(std::string_view text);

} // namespace esek::roster
