#include "roster/ClassNames.h"

#include "base/Clock.h"
#include "base/MatchKey.h"
#include "base/Text.h"

#include <algorithm>
#include <array>
#include <vector>

namespace esek::roster {

namespace {

constexpr std::size_t kMostLetters = 4;

bool isDigit(char32_t c) {
    return c >= U'0' && c <= U'9';
}
bool isLetter(char32_t c) {
    return scriptOf(c) != Script::none;
}

bool isRoman(std::u32string_view word) {
    static constexpr std::array<std::u32string_view, 12> kRoman{
        U"I", U"II", U"III", U"IV", U"V", U"VI", U"VII", U"VIII", U"IX", U"X", U"XI", U"XII"};
    return std::find(kRoman.begin(), kRoman.end(), word) != kRoman.end();
}

int romanValue(std::u32string_view word) {
    int value = 0;
    int last = 0;
    for (auto c = word.rbegin(); c != word.rend(); ++c) {
        const int digit = *c == U'I' ? 1 : *c == U'V' ? 5 : 10;
        value += digit < last ? -digit : digit;
        last = digit;
    }
    return value;
}

std::u32string withLatinLetters(std::string_view text) {
    std::u32string out = toUtf32(toUpper(squeeze(text)));
    for (char32_t& c : out)
        if (const char32_t latin = latinLookAlike(c))
            c = latin;
    return out;
}

void dropPrefix(std::u32string& name) {
    static constexpr std::array<std::u32string_view, 6> kPrefixes{U"KLASA",   U"KLASY",    U"KL",
                                                                  U"ODDZIAŁ", U"ODDZIAŁU", U"ODDZ"};
    for (const std::u32string_view prefix : kPrefixes) {
        if (!name.starts_with(prefix) || name.size() == prefix.size() || isLetter(name[prefix.size()]))
            continue;
        std::size_t from = prefix.size();
        while (from < name.size() && (name[from] == U' ' || name[from] == U'.' || name[from] == U':'))
            ++from;
        if (from < name.size())
            name.erase(0, from);
        return;
    }
}

// What may stand between the number and the letters of a class without meaning anything.
bool isIdle(char32_t c) {
    static constexpr std::u32string_view kIdle = U" .-–—‐_\"'„”“’‚`´/";
    return kIdle.find(c) != std::u32string_view::npos;
}

struct Parts {
    std::u32string number; ///< digits or a Roman number
    std::u32string letters;
    std::u32string rest; ///< after them, as written
    bool roman = false;
};

/// A number at the beginning with the letters that follow it.
Parts takeApart(std::u32string_view name) {
    Parts parts;
    std::size_t at = 0;
    while (at < name.size() && isDigit(name[at]))
        ++at;
    if (at == 0) {
        while (at < name.size() && isLetter(name[at]))
            ++at;
        parts.roman = isRoman(name.substr(0, at));
        if (!parts.roman)
            return {};
    }
    if (at > 2 && !parts.roman)
        return {};
    parts.number = name.substr(0, at);
    std::size_t from = at;
    while (from < name.size() && isIdle(name[from]))
        ++from;
    std::size_t end = from;
    while (end < name.size() && isLetter(name[end]))
        ++end;
    if (end > from && end - from <= kMostLetters) {
        parts.letters = name.substr(from, end - from);
        while (end < name.size() && isIdle(name[end]) && name[end] != U' ' && name[end] != U'-' &&
               name[end] != U'/')
            ++end;
        parts.rest = name.substr(end);
    } else {
        parts.rest = name.substr(at);
    }
    return parts;
}

// "klasa 4 w roku szkolnym": the "w" is a word.
bool isShortWord(const std::string& word) {
    return word == "w" || word == "z" || word == "i" || word == "o" || word == "u";
}

} // namespace

std::string normalizeClass(std::string_view raw) {
    // "1A", as most lists write it.
    const auto tidy = raw.find_first_not_of("0123456789");
    if (tidy != std::string_view::npos && tidy > 0 && raw.size() == tidy + 1 && raw[tidy] >= 'A' &&
        raw[tidy] <= 'Z')
        return std::string(raw);
    std::u32string name = withLatinLetters(raw);
    dropPrefix(name);
    const Parts parts = takeApart(name);
    if (parts.number.empty() || parts.letters.empty() || !parts.rest.empty())
        return toUtf8(name);
    return toUtf8(parts.number + (parts.roman ? U" " : U"") + parts.letters);
}

std::string classLikenessKey(std::string_view normalized) {
    std::u32string name = withLatinLetters(normalized);
    // "2026/1A", "1A 2026/2027"
    if (name.size() > 5 && isDigit(name[3]) && (name[4] == U'/' || name[4] == U' '))
        name.erase(0, 5);
    const Parts parts = takeApart(name);
    if (parts.number.empty())
        return matchKey(normalized);
    const std::string number = parts.roman ? std::to_string(romanValue(parts.number)) : toUtf8(parts.number);
    return number + toUtf8(parts.letters);
}

std::optional<std::string> classByItself(std::string_view text) {
    constexpr std::size_t kLongest = 24;
    if (text.empty() || text.size() > kLongest)
        return std::nullopt;
    std::u32string name = withLatinLetters(text);
    const std::size_t before = name.size();
    dropPrefix(name);
    const bool named = name.size() != before;
    if (name == U"ZERÓWKA" || name == U"ZEROWKA")
        return toUtf8(name);
    const Parts parts = takeApart(name);
    if (parts.number.empty() || !parts.rest.empty())
        return std::nullopt;
    // "12" or "V" alone may be anything.
    if (parts.letters.empty() && !named)
        return std::nullopt;
    return normalizeClass(text);
}

std::optional<std::string> classInTitle(std::string_view text) {
    constexpr std::size_t kLongest = 200;
    if (text.size() > kLongest)
        return std::nullopt;
    if (auto alone = classByItself(text))
        return alone;
    std::vector<std::string> words;
    for (std::string& word : split(squeeze(text), ' '))
        words.push_back(std::move(word));
    for (std::size_t i = 0; i + 1 < words.size(); ++i) {
        std::string key = matchKey(words[i]);
        std::erase_if(key, [](char c) { return c == ':' || c == '.' || c == ',' || c == '-'; });
        static constexpr std::array<std::string_view, 7> kWords{"klasa",   "klasy",    "klasie", "kl",
                                                                "oddzial", "oddzialu", "oddz"};
        if (std::find(kWords.begin(), kWords.end(), key) == kWords.end())
            continue;
        // "4B", "4 B", "IV b"; what stands after it belongs to the title.
        for (const std::size_t count : {std::size_t{2}, std::size_t{1}}) {
            if (i + count >= words.size())
                continue;
            std::string name = words[i + 1];
            if (count == 2)
                name += " " + words[i + 2];
            while (!name.empty() &&
                   (name.back() == ',' || name.back() == ';' || name.back() == ':' || name.back() == '.'))
                name.pop_back();
            const std::u32string upper = withLatinLetters(name);
            const Parts parts = takeApart(upper);
            // Of two words the second is the letter of the class only when it is short.
            if (!parts.number.empty() && parts.rest.empty() &&
                (count == 1 || (parts.letters.size() == 1 && !isShortWord(words[i + 2]))))
                return normalizeClass(name);
        }
    }
    return std::nullopt;
}

bool spreadsheetChanged(std::string_view value) {
    if (value.size() < 4 || value.size() > 24)
        return false;
    if (dateFromIso(value) || (value.size() > 10 && value[10] == ' ' && dateFromIso(value.substr(0, 10))))
        return true;
    const auto isDigits = [](std::string_view s) {
        return !s.empty() && s.find_first_not_of("0123456789") == std::string_view::npos;
    };
    // 1E+01, 2,02E+04
    const auto e = value.find("E+");
    if (e != std::string_view::npos && isDigits(value.substr(e + 2)) &&
        value.substr(0, e).find_first_not_of("0123456789.,") == std::string_view::npos)
        return true;
    // dd.mm.yyyy: as a spreadsheet shows a date; "12/2020" and "12.2020" are numbers of registers.
    const auto dotted = split(value, value.find('.') != std::string_view::npos ? '.' : '-');
    if (dotted.size() == 3 && dateFromText(value))
        return true;
    // kwi.20, 1-kwi, sty-26
    static constexpr std::array<std::string_view, 12> kMonths{"sty", "lut", "mar", "kwi", "maj", "cze",
                                                              "lip", "sie", "wrz", "paz", "lis", "gru"};
    if (dotted.size() != 2)
        return false;
    const auto isMonth = [&](const std::string& part) {
        const std::string key = fold(part);
        return std::find(kMonths.begin(), kMonths.end(), key) != kMonths.end();
    };
    return (isMonth(dotted[0]) && isDigits(dotted[1])) || (isDigits(dotted[0]) && isMonth(dotted[1]));
}

} // namespace esek::roster
