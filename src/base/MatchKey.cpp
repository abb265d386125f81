#include "base/MatchKey.h"

#include "base/Text.h"

#include <algorithm>
#include <array>
#include <utf8proc.h>

namespace esek {

namespace {

struct Pair {
    char32_t letter;
    char32_t latin;
};

// Unicode Technical Standard 39, confusables.txt: the single letters that are one shape with a Latin one.
constexpr std::array kCapitals{Pair{U'А', U'A'}, Pair{U'В', U'B'}, Pair{U'Е', U'E'}, Pair{U'Ѕ', U'S'},
                               Pair{U'І', U'I'}, Pair{U'Ј', U'J'}, Pair{U'К', U'K'}, Pair{U'М', U'M'},
                               Pair{U'Н', U'H'}, Pair{U'О', U'O'}, Pair{U'Р', U'P'}, Pair{U'С', U'C'},
                               Pair{U'Т', U'T'}, Pair{U'У', U'Y'}, Pair{U'Х', U'X'}, Pair{U'Ү', U'Y'},
                               Pair{U'Ԛ', U'Q'}, Pair{U'Ԝ', U'W'}, Pair{U'Α', U'A'}, Pair{U'Β', U'B'},
                               Pair{U'Ε', U'E'}, Pair{U'Ζ', U'Z'}, Pair{U'Η', U'H'}, Pair{U'Ι', U'I'},
                               Pair{U'Κ', U'K'}, Pair{U'Μ', U'M'}, Pair{U'Ν', U'N'}, Pair{U'Ο', U'O'},
                               Pair{U'Ρ', U'P'}, Pair{U'Τ', U'T'}, Pair{U'Υ', U'Y'}, Pair{U'Χ', U'X'}};
constexpr std::array kSmall{Pair{U'а', U'a'}, Pair{U'е', U'e'}, Pair{U'ѕ', U's'}, Pair{U'і', U'i'},
                            Pair{U'ј', U'j'}, Pair{U'о', U'o'}, Pair{U'р', U'p'}, Pair{U'с', U'c'},
                            Pair{U'у', U'y'}, Pair{U'х', U'x'}, Pair{U'ԛ', U'q'}, Pair{U'ԝ', U'w'},
                            Pair{U'ο', U'o'}, Pair{U'ν', U'v'}};

template <class List>
char32_t in(const List& list, char32_t c) {
    const auto found = std::find_if(list.begin(), list.end(), [&](const Pair& p) { return p.letter == c; });
    return found == list.end() ? 0 : found->latin;
}

char32_t lower(char32_t c) {
    return static_cast<char32_t>(utf8proc_tolower(static_cast<utf8proc_int32_t>(c)));
}
char32_t upper(char32_t c) {
    return static_cast<char32_t>(utf8proc_toupper(static_cast<utf8proc_int32_t>(c)));
}

bool isApostrophe(char32_t c) {
    return c == U'\'' || c == U'’' || c == U'‘' || c == U'ʼ' || c == U'ʹ' || c == U'´' || c == U'`' ||
           c == U'′';
}

/// Letters that Unicode does not take apart into a base letter and an accent.
std::u32string_view plainLetters(char32_t small) {
    switch (small) {
    case U'ß':
        return U"ss";
    case U'æ':
        return U"ae";
    case U'œ':
        return U"oe";
    case U'þ':
        return U"th";
    case U'ł':
        return U"l";
    case U'ø':
        return U"o";
    case U'đ':
    case U'ð':
        return U"d";
    case U'ħ':
        return U"h";
    case U'ŧ':
        return U"t";
    case U'ı':
        return U"i";
    default:
        return {};
    }
}

void append(std::u32string& out, char32_t c) {
    std::array<utf8proc_int32_t, 8> parts{};
    const auto n = utf8proc_decompose_char(static_cast<utf8proc_int32_t>(c), parts.data(), parts.size(),
                                           static_cast<utf8proc_option_t>(UTF8PROC_DECOMPOSE), nullptr);
    for (utf8proc_ssize_t i = 0; i < std::min<utf8proc_ssize_t>(n, parts.size()); ++i) {
        const utf8proc_int32_t part = parts[static_cast<std::size_t>(i)];
        const auto category = utf8proc_category(part);
        if (category == UTF8PROC_CATEGORY_MN || category == UTF8PROC_CATEGORY_ME ||
            category == UTF8PROC_CATEGORY_CF) // accents, and characters that nobody sees
            continue;
        const char32_t small = lower(static_cast<char32_t>(part));
        if (const auto plain = plainLetters(small); !plain.empty())
            out += plain;
        else if (const char32_t latin = small < 0x180 ? 0 : in(kCapitals, upper(small)))
            out += lower(latin);
        else
            out += small;
    }
}

} // namespace

std::string matchKey(std::string_view text) {
    std::string ascii;
    ascii.reserve(text.size());
    for (const char c : text) {
        if (static_cast<unsigned char>(c) >= 0x80)
            break;
        ascii += c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c == '`' ? '\'' : c;
    }
    if (ascii.size() == text.size())
        return ascii;
    std::u32string out;
    for (const char32_t c : toUtf32(text)) {
        if (isApostrophe(c))
            out += U'\'';
        else
            append(out, c);
    }
    return toUtf8(out);
}

char32_t latinLookAlike(char32_t c) {
    const char32_t capital = in(kCapitals, c);
    return capital ? capital : in(kSmall, c);
}

Script scriptOf(char32_t c) {
    switch (utf8proc_category(static_cast<utf8proc_int32_t>(c))) {
    case UTF8PROC_CATEGORY_LU:
    case UTF8PROC_CATEGORY_LL:
    case UTF8PROC_CATEGORY_LT:
    case UTF8PROC_CATEGORY_LM:
    case UTF8PROC_CATEGORY_LO:
        break;
    default:
        return Script::none;
    }
    if (c < 0x250 || (c >= 0x1E00 && c < 0x1F00) || (c >= 0x2C60 && c < 0x2C80) ||
        (c >= 0xA720 && c < 0xA800) || (c >= 0xFB00 && c < 0xFB07) || (c >= 0xFF21 && c < 0xFF5B))
        return Script::latin;
    if ((c >= 0x400 && c < 0x530) || (c >= 0x1C80 && c < 0x1C90) || (c >= 0x2DE0 && c < 0x2E00) ||
        (c >= 0xA640 && c < 0xA6A0))
        return Script::cyrillic;
    if ((c >= 0x370 && c < 0x400) || (c >= 0x1F00 && c < 0x2000))
        return Script::greek;
    return Script::other;
}

} // namespace esek
