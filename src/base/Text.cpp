#include "base/Text.h"

#include <array>
#include <cstdint>
#include <utf8proc.h>

namespace esek {

namespace {

bool isSpace(char32_t c) {
    return c == U' ' || (c >= 9 && c <= 13) || c == 0xA0 || c == 0x202F || c == 0x2007;
}

// Reads one character at `i`, advances it; false on an invalid sequence (then advances by one byte).
bool next(std::string_view s, std::size_t& i, char32_t& out) {
    const auto b = static_cast<unsigned char>(s[i]);
    std::size_t n = 0;
    char32_t c = 0;
    if (b < 0x80) {
        out = b;
        ++i;
        return true;
    }
    if (b >= 0xC2 && b <= 0xDF) {
        n = 1;
        c = b & 0x1FU;
    } else if (b >= 0xE0 && b <= 0xEF) {
        n = 2;
        c = b & 0x0FU;
    } else if (b >= 0xF0 && b <= 0xF4) {
        n = 3;
        c = b & 0x07U;
    }
    bool valid = n > 0 && i + n < s.size();
    for (std::size_t k = 1; valid && k <= n; ++k) {
        const auto t = static_cast<unsigned char>(s[i + k]);
        valid = (t & 0xC0U) == 0x80;
        c = (c << 6) | (t & 0x3FU);
    }
    valid = valid && !(n == 2 && (c < 0x800 || (c >= 0xD800 && c <= 0xDFFF))) &&
            !(n == 3 && (c < 0x10000 || c > 0x10FFFF));
    if (!valid) {
        out = 0xFFFD;
        ++i;
        return false;
    }
    out = c;
    i += n + 1;
    return true;
}

void append(std::string& s, char32_t c) {
    if ((c >= 0xD800 && c < 0xE000) || c > 0x10FFFF)
        c = 0xFFFD; // half of a UTF-16 pair is no character and has no UTF-8
    if (c < 0x80) {
        s += static_cast<char>(c);
    } else if (c < 0x800) {
        s += static_cast<char>(0xC0 | (c >> 6));
        s += static_cast<char>(0x80 | (c & 0x3F));
    } else if (c < 0x10000) {
        s += static_cast<char>(0xE0 | (c >> 12));
        s += static_cast<char>(0x80 | ((c >> 6) & 0x3F));
        s += static_cast<char>(0x80 | (c & 0x3F));
    } else {
        s += static_cast<char>(0xF0 | (c >> 18));
        s += static_cast<char>(0x80 | ((c >> 12) & 0x3F));
        s += static_cast<char>(0x80 | ((c >> 6) & 0x3F));
        s += static_cast<char>(0x80 | (c & 0x3F));
    }
}

char32_t lower(char32_t c) {
    if (c >= U'A' && c <= U'Z')
        return c + 32;
    if (c >= 0xC0 && c <= 0xDE && c != 0xD7)
        return c + 32;
    if ((c >= 0x100 && c <= 0x137) || (c >= 0x14A && c <= 0x177))
        return c | 1U;
    if ((c >= 0x139 && c <= 0x148) || (c >= 0x179 && c <= 0x17E))
        return (c & 1U) ? c + 1 : c;
    if (c == 0x178)
        return 0xFF;
    return c;
}

char32_t upper(char32_t c) {
    if (c >= U'a' && c <= U'z')
        return c - 32;
    if (c >= 0xE0 && c <= 0xFE && c != 0xF7)
        return c - 32;
    if ((c >= 0x100 && c <= 0x137) || (c >= 0x14A && c <= 0x177))
        return c & ~char32_t{1};
    if ((c >= 0x139 && c <= 0x148) || (c >= 0x179 && c <= 0x17E))
        return (c & 1U) ? c : c - 1;
    if (c == 0xFF)
        return 0x178;
    return c;
}

// Base letters of U+00E0..U+017F (lower case); '.' marks those that fold to two letters or not at all.
constexpr std::string_view kLatin1 = "aaaaaa.ceeeeiiii.nooooo.ouuuuy.y";
constexpr std::string_view kExtendedA = "aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiii..jjkkklllllllllln"
                                        "nnnnnnnnoooooo..rrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs";

template <class F>
void forEach(std::string_view s, F&& f) {
    for (std::size_t i = 0; i < s.size();) {
        char32_t c = 0;
        next(s, i, c);
        f(c);
    }
}

template <class F>
std::string mapped(std::string_view s, F&& f) {
    std::string out;
    out.reserve(s.size());
    forEach(s, [&](char32_t c) { append(out, f(c)); });
    return out;
}

// Place of a lower-case letter in the Polish alphabet, -1 for others; q, v and x take their usual places in
// dictionaries. A table, because a class list asks for every letter of every name.
constexpr auto kPolishRanks = [] {
    constexpr std::u32string_view order = U"aąbcćdeęfghijklłmnńoópqrsśtuvwxyzźż";
    std::array<signed char, 0x180> ranks{};
    for (auto& rank : ranks)
        rank = -1;
    for (std::size_t i = 0; i < order.size(); ++i)
        ranks[order[i]] = static_cast<signed char>(i);
    return ranks;
}();

int polishRank(char32_t c) {
    return c < kPolishRanks.size() ? kPolishRanks[c] : -1;
}

} // namespace

bool isValidUtf8(std::string_view s) {
    for (std::size_t i = 0; i < s.size();) {
        char32_t c = 0;
        if (!next(s, i, c))
            return false;
    }
    return true;
}

std::string toLower(std::string_view s) {
    return mapped(s, [](char32_t c) {
        return c < 0x180 ? lower(c) : static_cast<char32_t>(utf8proc_tolower(static_cast<std::int32_t>(c)));
    });
}
std::string toUpper(std::string_view s) {
    return mapped(s, [](char32_t c) {
        return c < 0x180 ? upper(c) : static_cast<char32_t>(utf8proc_toupper(static_cast<std::int32_t>(c)));
    });
}

std::string fold(std::string_view s) {
    std::string out;
    out.reserve(s.size());
    forEach(s, [&](char32_t c) {
        c = lower(c);
        if (c < 0x80)
            out += static_cast<char>(c);
        else if (c == 0xDF)
            out += "ss";
        else if (c == 0xE6)
            out += "ae";
        else if (c == 0x153)
            out += "oe";
        else if (c == 0xF8)
            out += 'o';
        else if (c == 0xF0)
            out += 'd';
        else if (c == 0xFE)
            out += "th";
        else if (c >= 0xE0 && c <= 0xFF && kLatin1[c - 0xE0] != '.')
            out += kLatin1[c - 0xE0];
        else if (c >= 0x100 && c <= 0x17F && c - 0x100 < kExtendedA.size() && kExtendedA[c - 0x100] != '.')
            out += kExtendedA[c - 0x100];
        else if (c >= 0x300 && c <= 0x36F)
            return; // a combining accent of decomposed text
        else
            append(out, c);
    });
    return out;
}

std::string trim(std::string_view s) {
    const std::u32string text = toUtf32(s);
    std::size_t from = 0;
    std::size_t to = text.size();
    while (from < to && isSpace(text[from]))
        ++from;
    while (to > from && isSpace(text[to - 1]))
        --to;
    return toUtf8(std::u32string_view(text).substr(from, to - from));
}

std::string squeeze(std::string_view s) {
    std::string out;
    bool gap = false;
    forEach(s, [&](char32_t c) {
        if (isSpace(c)) {
            gap = !out.empty();
            return;
        }
        if (gap)
            out += ' ';
        gap = false;
        append(out, c);
    });
    return out;
}

std::vector<std::string> split(std::string_view s, char separator) {
    std::vector<std::string> parts;
    for (;;) {
        const auto at = s.find(separator);
        parts.emplace_back(s.substr(0, at));
        if (at == std::string_view::npos)
            return parts;
        s.remove_prefix(at + 1);
    }
}

std::string join(const std::vector<std::string>& parts, std::string_view separator) {
    std::string out;
    for (const std::string& p : parts) {
        if (&p != &parts.front())
            out += separator;
        out += p;
    }
    return out;
}

bool startsWith(std::string_view text, std::string_view prefix) {
    return text.substr(0, prefix.size()) == prefix;
}

std::u32string toUtf32(std::string_view s) {
    std::u32string out;
    out.reserve(s.size());
    forEach(s, [&](char32_t c) { out += c; });
    return out;
}

std::string toUtf8(std::u32string_view s) {
    std::string out;
    out.reserve(s.size());
    for (char32_t c : s)
        append(out, c);
    return out;
}

std::size_t characterCount(std::string_view s) {
    std::size_t n = 0;
    forEach(s, [&](char32_t) { ++n; });
    return n;
}

std::string polishSortKey(std::string_view s) {
    std::string key;
    key.reserve(s.size() + 1);
    forEach(s, [&](char32_t c) {
        c = lower(c);
        int rank = polishRank(c);
        if (rank < 0 && c > 0x7F) {
            const std::string base = fold(toUtf8(std::u32string_view(&c, 1)));
            rank = base.empty() ? -1 : polishRank(static_cast<unsigned char>(base[0]));
        }
        if (rank >= 0)
            key += static_cast<char>(0x50 + rank); // after the digits, below 0x7F
        else if (c < 0x50)
            key += static_cast<char>(c);
        else
            key += '\x7E';
    });
    return key;
}

bool polishLess(std::string_view a, std::string_view b) {
    const std::string ka = polishSortKey(a);
    const std::string kb = polishSortKey(b);
    return ka != kb ? ka < kb : a < b;
}

} // namespace esek
