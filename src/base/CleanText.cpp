#include "base/CleanText.h"

#include "base/Text.h"

#include <algorithm>
#include <cstdlib>
#include <memory>
#include <utf8proc.h>

namespace esek {

namespace {

constexpr std::size_t kMarksOnOneLetter = 4;
/// More than any writing needs (Unicode Standard Annex 15, Stream-Safe Text Format). Such a text is refused,
/// and composing it would only take time.
constexpr std::size_t kMarksToCompose = 30;
constexpr char32_t kReplacement = 0xFFFD;

const utf8proc_property_t& propertyOf(char32_t c) {
    return *utf8proc_get_property(static_cast<utf8proc_int32_t>(c));
}

bool isMark(const utf8proc_property_t& property) {
    return property.category == UTF8PROC_CATEGORY_MN || property.category == UTF8PROC_CATEGORY_ME;
}

bool isSpace(char32_t c, const utf8proc_property_t& property) {
    return (c >= 0x09 && c <= 0x0D) || c == 0x85 || c == 0x2028 || c == 0x2029 ||
           property.category == UTF8PROC_CATEGORY_ZS;
}

/// Marks, embeddings, overrides and isolates (Unicode Standard Annex 9, section 2).
bool changesDirection(char32_t c) {
    return c == 0x061C || c == 0x200E || c == 0x200F || (c >= 0x202A && c <= 0x202E) ||
           (c >= 0x2066 && c <= 0x2069);
}

/// Controls, separators of lines, private use, and code points that are no characters.
bool isControl(char32_t c, const utf8proc_property_t& property) {
    switch (property.category) {
    case UTF8PROC_CATEGORY_CC:
    case UTF8PROC_CATEGORY_ZL:
    case UTF8PROC_CATEGORY_ZP:
    case UTF8PROC_CATEGORY_CO:
    case UTF8PROC_CATEGORY_CS:
        return true;
    default:
        return (c & 0xFFFE) == 0xFFFE || (c >= 0xFDD0 && c <= 0xFDEF);
    }
}

/// Format characters and what Unicode calls ignorable by default (zero width, fillers, variation selectors).
bool isInvisible(const utf8proc_property_t& property) {
    return property.category == UTF8PROC_CATEGORY_CF || property.ignorable;
}

/// Letters of the scripts in which a joiner changes what a word says: Arabic, Syriac, the scripts of India
/// and its neighbours, Khmer, Mongolian.
bool needsJoiners(char32_t c) {
    return (c >= 0x0600 && c <= 0x0DFF) || (c >= 0x0F00 && c <= 0x109F) || (c >= 0x1780 && c <= 0x18AF) ||
           (c >= 0xFB50 && c <= 0xFDCF) || (c >= 0xFE70 && c <= 0xFEFC);
}

bool isNeededJoiner(std::u32string_view text, std::size_t i) {
    return (text[i] == 0x200C || text[i] == 0x200D) && i > 0 && i + 1 < text.size() &&
           needsJoiners(text[i - 1]) && needsJoiners(text[i + 1]);
}

/// The fault of one character at its place.
std::optional<TextFault> faultAt(std::u32string_view text, std::size_t i, TextShape shape) {
    const char32_t c = text[i];
    if (c >= 0x20 && c < 0x7F)
        return std::nullopt;
    if (c == U'\n' && shape == TextShape::lines)
        return std::nullopt;
    const auto& property = propertyOf(c);
    if (isControl(c, property))
        return TextFault::control;
    if (changesDirection(c))
        return TextFault::direction;
    if (isInvisible(property) && !isNeededJoiner(text, i))
        return TextFault::invisible;
    return std::nullopt;
}

/// Nothing but printable ASCII and the letters U+00C0 to U+017F, which every Polish text is made of: none of
/// them is invisible, a mark or a control, and none composes with another (NFC_Quick_Check is Yes for all of
/// them). Lists of ten thousand pupils are mostly such texts, and the tables of Unicode need not be asked
/// about them.
bool isPlain(std::string_view text) {
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto c = static_cast<unsigned char>(text[i]);
        if (c >= 0x20 && c < 0x7F)
            continue;
        if (c < 0xC3 || c > 0xC5 || ++i == text.size() ||
            (static_cast<unsigned char>(text[i]) & 0xC0) != 0x80)
            return false;
    }
    return true;
}

/// Without a doubled space or one at an end.
bool isTidy(std::string_view text) {
    return text.empty() ||
           (text.front() != ' ' && text.back() != ' ' && text.find("  ") == std::string_view::npos);
}

std::string composed(const std::string& text) {
    utf8proc_uint8_t* out = nullptr;
    const auto size = utf8proc_map(reinterpret_cast<const utf8proc_uint8_t*>(text.data()),
                                   static_cast<utf8proc_ssize_t>(text.size()), &out,
                                   static_cast<utf8proc_option_t>(UTF8PROC_STABLE | UTF8PROC_COMPOSE));
    const std::unique_ptr<utf8proc_uint8_t, decltype(&std::free)> owner(out, &std::free);
    return size < 0 ? text : std::string(reinterpret_cast<const char*>(out), static_cast<std::size_t>(size));
}

/// "ﬀ" to "ﬆ": shapes of a font that office programs leave in their files.
std::u32string_view lettersOf(char32_t ligature) {
    static constexpr std::u32string_view kLetters[] = {U"ff", U"fi", U"fl", U"ffi", U"ffl", U"st", U"st"};
    return ligature >= 0xFB00 && ligature <= 0xFB06 ? kLetters[ligature - 0xFB00] : std::u32string_view();
}

} // namespace

std::string normaliseText(std::string_view raw, TextShape shape) {
    if (isPlain(raw) && isTidy(raw))
        return std::string(raw);
    const std::u32string text = toUtf32(raw);
    std::u32string out;
    out.reserve(text.size());
    bool gap = false;
    std::size_t marks = 0;
    std::size_t mostMarks = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char32_t c = text[i];
        if (c == U'\n' && shape == TextShape::lines) {
            gap = false;
            out += c;
            continue;
        }
        const auto& property = propertyOf(c);
        if (isSpace(c, property)) {
            gap = !out.empty() && out.back() != U'\n';
            continue;
        }
        if (isInvisible(property) && !isControl(c, property) && !changesDirection(c) &&
            !isNeededJoiner(text, i))
            continue;
        marks = isMark(property) ? marks + 1 : 0;
        mostMarks = std::max(mostMarks, marks);
        if (gap)
            out += U' ';
        gap = false;
        const auto letters = lettersOf(c);
        if (letters.empty())
            out += c;
        else
            out += letters;
    }
    while (!out.empty() && out.back() == U'\n')
        out.pop_back();
    const std::string written = toUtf8(out);
    return mostMarks > kMarksToCompose ? written : composed(written);
}

std::optional<TextFault> textFault(std::string_view raw, TextShape shape) {
    if (isPlain(raw))
        return std::nullopt;
    if (!isValidUtf8(raw))
        return TextFault::notUtf8;
    const std::u32string text = toUtf32(raw);
    std::size_t marks = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (const auto fault = faultAt(text, i, shape))
            return fault;
        marks = isMark(propertyOf(text[i])) ? marks + 1 : 0;
        if (marks > kMarksOnOneLetter)
            return TextFault::manyMarks;
    }
    const std::string same(raw);
    return composed(same) == same ? std::nullopt : std::optional(TextFault::notComposed);
}

std::string shownText(std::string_view raw, TextShape shape) {
    if (isPlain(raw))
        return std::string(raw);
    std::u32string text = toUtf32(raw);
    const std::u32string original = text;
    std::size_t marks = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        marks = isMark(propertyOf(original[i])) ? marks + 1 : 0;
        if (marks > kMarksOnOneLetter || faultAt(original, i, shape))
            text[i] = kReplacement;
    }
    return composed(toUtf8(text));
}

std::string fittedText(std::string_view raw, std::size_t characters) {
    const std::string text = shownText(normaliseText(raw));
    if (text.size() <= characters)
        return text;
    std::u32string letters = toUtf32(text);
    letters.resize(std::min(letters.size(), characters));
    return toUtf8(letters);
}

} // namespace esek
