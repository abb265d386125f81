#include "roster/Encoding.h"

#include "base/Error.h"
#include "base/Text.h"
#include "base/platform/Charset.h"

#include <algorithm>
#include <string_view>

namespace esek::roster {

namespace {

using platform::Charset;

bool startsWithBytes(std::span<const std::uint8_t> bytes, std::string_view mark) {
    return bytes.size() >= mark.size() &&
           std::equal(mark.begin(), mark.end(), bytes.begin(),
                      [](char a, auto b) { return static_cast<std::uint8_t>(a) == b; });
}

std::string fromUtf16(std::span<const std::uint8_t> bytes, bool bigEndian) {
    std::u32string text;
    text.reserve(bytes.size() / 2);
    const auto unit = [&](std::size_t i) {
        const char32_t first = bytes[i];
        const char32_t second = bytes[i + 1];
        return bigEndian ? first << 8 | second : second << 8 | first;
    };
    for (std::size_t i = 0; i + 1 < bytes.size(); i += 2) {
        char32_t c = unit(i);
        if (c >= 0xD800 && c < 0xDC00 && i + 3 < bytes.size() && unit(i + 2) >= 0xDC00 &&
            unit(i + 2) < 0xE000) {
            c = 0x10000 + ((c - 0xD800) << 10) + (unit(i + 2) - 0xDC00);
            i += 2;
        } else if (c >= 0xD800 && c < 0xE000) {
            c = 0xFFFD;
        }
        text += c;
    }
    return toUtf8(text);
}

Charset likelier(std::span<const std::uint8_t> bytes) {
    static constexpr std::string_view kOnly1250 = "\xB9\x9C\x9F\xA5\x8C\x8F"; // ą ś ź Ą Ś Ź
    static constexpr std::string_view kOnly8859 = "\xB1\xB6\xBC\xA1\xA6\xAC";
    std::size_t windows = 0;
    std::size_t iso = 0;
    bool controls = false; // 0x80-0x9F are control characters in ISO-8859-2
    for (const std::uint8_t b : bytes) {
        if (b < 0x80)
            continue;
        windows += kOnly1250.find(static_cast<char>(b)) != std::string_view::npos ? 1U : 0U;
        iso += kOnly8859.find(static_cast<char>(b)) != std::string_view::npos ? 1U : 0U;
        controls = controls || b < 0xA0;
    }
    return iso > windows && !controls ? Charset::iso8859_2 : Charset::windows1250;
}

// Text in a charset that we do not read (CP852 ...) decodes to signs between letters. Quotes, dashes and
// spaces are found in good text too.
bool looksLikeText(std::string_view utf8) {
    std::size_t letters = 0;
    std::size_t signs = 0;
    for (std::size_t i = 0; i + 1 < utf8.size(); ++i) {
        const auto lead = static_cast<unsigned char>(utf8[i]);
        const auto next = static_cast<unsigned char>(utf8[i + 1]);
        if (lead < 0xC2)
            continue;
        if (lead == 0xC2)
            signs += next != 0xA0 && next != 0xAD && next != 0xB0 ? 1U : 0U;
        else if (lead >= 0xC3 && lead <= 0xC5)
            ++letters;
        else if (lead < 0xE0)
            ++signs; // ˇ ˘ ˛ ...
    }
    return signs <= letters / 4;
}

} // namespace

std::size_t countPolishLetters(std::string_view text) {
    static constexpr std::u32string_view kLetters = U"ąćęłńóśźżĄĆĘŁŃÓŚŹŻ";
    const std::u32string all = toUtf32(text);
    return static_cast<std::size_t>(std::count_if(
        all.begin(), all.end(), [](char32_t c) { return kLetters.find(c) != std::u32string_view::npos; }));
}

DecodedText decodeText(std::span<const std::uint8_t> bytes, const std::string& file) {
    if (startsWithBytes(bytes, "\xFF\xFE"))
        return {fromUtf16(bytes.subspan(2), false), "UTF-16"};
    if (startsWithBytes(bytes, "\xFE\xFF"))
        return {fromUtf16(bytes.subspan(2), true), "UTF-16"};
    const bool marked = startsWithBytes(bytes, "\xEF\xBB\xBF");
    if (marked)
        bytes = bytes.subspan(3);
    const std::string_view raw(reinterpret_cast<const char*>(bytes.data()), bytes.size());
    if (isValidUtf8(raw))
        return {std::string(raw), "UTF-8"};
    const auto fail = [&](const char* why) {
        return Exception(Error{ErrorCode::textEncoding, why, {{"file", file}}});
    };
    if (marked)
        throw fail("invalid UTF-8 after its byte order mark");
    const Charset charset = likelier(bytes);
    auto text = platform::toUtf8(raw, charset);
    if (!text || !looksLikeText(*text))
        throw fail("neither UTF-8 nor Windows-1250 nor ISO-8859-2");
    return {std::move(*text), charset == Charset::windows1250 ? "Windows-1250" : "ISO-8859-2"};
}

} // namespace esek::roster
