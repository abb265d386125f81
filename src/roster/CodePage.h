#pragma once
#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

namespace esek::roster {

/// A charset of one byte a character in which Polish lists were or are written.
class CodePage {
  public:
    static const CodePage& windows1250();
    static const CodePage& windows1252();
    static const CodePage& iso8859_2();
    static const CodePage& cp852();
    static const CodePage& mazovia();

    /// Name for people and for Table::encoding: "Windows-1250".
    std::string_view name() const { return m_name; }
    /// UTF-8; a byte that the charset does not use becomes the control character of the same number.
    std::string decode(std::string_view bytes) const;
    /// The bytes that this text had before it was decoded by this charset; nothing when a character is not in
    /// the charset.
    std::optional<std::string> encode(std::string_view utf8) const;
    /// Character of one byte.
    char32_t at(std::uint8_t byte) const { return byte < 0x80 ? char32_t{byte} : m_upper[byte - 0x80U]; }

  private:
    CodePage(std::string_view name, const std::array<char32_t, 128>& upper);
    std::string_view m_name;
    std::array<char32_t, 128> m_upper;
    std::unordered_map<char32_t, char> m_bytes;
};

} // namespace esek::roster
