#include "roster/Encoding.h"

#include "base/Error.h"
#include "base/Text.h"
#include "roster/CodePage.h"
#include "roster/Damage.h"

#include <algorithm>
#include <optional>
#include <string_view>

namespace esek::roster {

namespace {

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

/// Letters of the charset in the whole text, judged on its beginning; a list of 64 kB has hundreds of names.
LetterCount judge(std::string_view raw, const CodePage& page) {
    constexpr std::size_t kSample = std::size_t{256} << 10;
    return countLetters(toUtf32(page.decode(raw.substr(0, kSample))));
}

std::optional<DecodedText> fromCodePage(std::string_view raw) {
    const CodePage* best = nullptr;
    LetterCount bestCount;
    for (const CodePage* page :
         {&CodePage::windows1250(), &CodePage::iso8859_2(), &CodePage::cp852(), &CodePage::mazovia()}) {
        const LetterCount count = judge(raw, *page);
        // One sign inside of a word weighs more than a letter that happens to be Polish.
        const auto score = [](const LetterCount& c) {
            return static_cast<std::ptrdiff_t>(c.polish) - 4 * static_cast<std::ptrdiff_t>(c.strange);
        };
        if (!best || score(count) > score(bestCount)) {
            best = page;
            bestCount = count;
        }
    }
    if (bestCount.strange * 4 > bestCount.polish + 1)
        return std::nullopt;
    return DecodedText{best->decode(raw), std::string(best->name())};
}

/// 0: no; 1: little-endian; 2: big-endian.
int utf16WithoutMark(std::span<const std::uint8_t> bytes) {
    if (startsWithBytes(bytes, "\xD0\xCF\x11\xE0")) // old Office files name their parts in UTF-16
        return 0;
    const auto head = bytes.first(std::min<std::size_t>(bytes.size(), 4096) & ~std::size_t{1});
    std::size_t even = 0;
    std::size_t odd = 0;
    for (std::size_t i = 0; i + 1 < head.size(); i += 2) {
        even += head[i] == 0 ? 1U : 0U;
        odd += head[i + 1] == 0 ? 1U : 0U;
    }
    const std::size_t pairs = head.size() / 2;
    if (pairs < 4)
        return 0;
    if (odd * 2 > pairs && even == 0)
        return 1;
    return even * 2 > pairs && odd == 0 ? 2 : 0;
}

} // namespace

std::size_t countPolishLetters(std::string_view text) {
    return countLetters(toUtf32(text)).polish;
}

bool isUtf16(std::span<const std::uint8_t> bytes) {
    return startsWithBytes(bytes, "\xFF\xFE") || startsWithBytes(bytes, "\xFE\xFF") ||
           utf16WithoutMark(bytes) != 0;
}

DecodedText decodeText(std::span<const std::uint8_t> bytes, const std::string& file) {
    if (startsWithBytes(bytes, "\xFF\xFE"))
        return {fromUtf16(bytes.subspan(2), false), "UTF-16"};
    if (startsWithBytes(bytes, "\xFE\xFF"))
        return {fromUtf16(bytes.subspan(2), true), "UTF-16"};
    if (const int order = utf16WithoutMark(bytes))
        return {fromUtf16(bytes, order == 2), "UTF-16"};
    while (!bytes.empty() && bytes.back() == 0) // a disk that filled its last block
        bytes = bytes.first(bytes.size() - 1);
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
    auto decoded = fromCodePage(raw);
    if (!decoded)
        throw fail("no charset gives letters");
    return std::move(*decoded);
}

} // namespace esek::roster
