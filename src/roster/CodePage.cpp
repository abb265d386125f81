#include "roster/CodePage.h"

#include "base/Text.h"
#include "base/platform/Charset.h"
#include "roster/Cp852.h"

#include <utility>

namespace esek::roster {

namespace {

using Upper = std::array<char32_t, 128>;

Upper fromSystem(platform::Charset charset) {
    Upper upper{};
    for (std::size_t i = 0; i < upper.size(); ++i) {
        const char byte = static_cast<char>(i + 0x80);
        const auto text = platform::toUtf8(std::string_view(&byte, 1), charset);
        const std::u32string wide = text ? toUtf32(*text) : std::u32string();
        upper[i] = wide.size() == 1 ? wide[0] : static_cast<char32_t>(i + 0x80);
    }
    return upper;
}

Upper fromCp852() {
    Upper upper{};
    for (std::size_t i = 0; i < upper.size(); ++i)
        upper[i] = kCp852[i];
    return upper;
}

// CP437 with the Polish letters of the Mazovia computer (1984). The signs that stand beside them are of no
// use in a list of pupils and count as unused bytes here.
Upper fromMazovia() {
    static constexpr std::pair<unsigned, char32_t> kLetters[] = {
        {0x81, U'ü'}, {0x82, U'é'}, {0x83, U'â'}, {0x84, U'ä'}, {0x86, U'ą'}, {0x87, U'ç'},
        {0x89, U'ë'}, {0x8D, U'ć'}, {0x8E, U'Ä'}, {0x8F, U'Ą'}, {0x90, U'Ę'}, {0x91, U'ę'},
        {0x92, U'ł'}, {0x93, U'ô'}, {0x94, U'ö'}, {0x95, U'Ć'}, {0x98, U'Ś'}, {0x99, U'Ö'},
        {0x9A, U'Ü'}, {0x9C, U'Ł'}, {0x9E, U'ś'}, {0xA0, U'Ź'}, {0xA1, U'Ż'}, {0xA2, U'ó'},
        {0xA3, U'Ó'}, {0xA4, U'ń'}, {0xA5, U'Ń'}, {0xA6, U'ź'}, {0xA7, U'ż'}};
    Upper upper{};
    for (std::size_t i = 0; i < upper.size(); ++i)
        upper[i] = static_cast<char32_t>(i < 0x20 ? i + 0x80 : 0x2500 + i); // drawings of boxes
    for (const auto& [byte, letter] : kLetters)
        upper[byte - 0x80] = letter;
    return upper;
}

} // namespace

CodePage::CodePage(std::string_view name, const Upper& upper) : m_name(name), m_upper(upper) {
    for (std::size_t i = 0; i < upper.size(); ++i)
        m_bytes.emplace(upper[i], static_cast<char>(i + 0x80));
}

const CodePage& CodePage::windows1250() {
    static const CodePage page("Windows-1250", fromSystem(platform::Charset::windows1250));
    return page;
}
const CodePage& CodePage::windows1252() {
    static const CodePage page("Windows-1252", fromSystem(platform::Charset::windows1252));
    return page;
}
const CodePage& CodePage::iso8859_2() {
    static const CodePage page("ISO-8859-2", fromSystem(platform::Charset::iso8859_2));
    return page;
}
const CodePage& CodePage::cp852() {
    static const CodePage page("CP852", fromCp852());
    return page;
}
const CodePage& CodePage::mazovia() {
    static const CodePage page("Mazovia", fromMazovia());
    return page;
}

std::string CodePage::decode(std::string_view bytes) const {
    std::u32string text;
    text.reserve(bytes.size());
    for (const char c : bytes)
        text += at(static_cast<std::uint8_t>(c));
    return toUtf8(text);
}

std::optional<std::string> CodePage::encode(std::string_view utf8) const {
    std::string bytes;
    bytes.reserve(utf8.size());
    for (const char32_t c : toUtf32(utf8)) {
        if (c < 0x80) {
            bytes += static_cast<char>(c);
        } else if (const auto found = m_bytes.find(c); found != m_bytes.end()) {
            bytes += found->second;
        } else if (c < 0xA0) { // many programs show an unused byte as the control character of its number
            bytes += static_cast<char>(c);
        } else {
            return std::nullopt;
        }
    }
    return bytes;
}

} // namespace esek::roster
