#include "roster/Values.h"

#include "base/CleanText.h"
#include "base/Text.h"
#include "roster/Damage.h"
#include "roster/NameScript.h"

#include <algorithm>
#include <array>
#include <vector>

namespace esek::roster {

namespace {

bool isDigit(char c) {
    return c >= '0' && c <= '9';
}

// Most cells are one tidy ASCII or Polish word; the general way through UTF-32 is for the rest.
std::string squeezed(std::string_view s) {
    bool tidy = !s.empty() && s.front() != ' ' && s.back() != ' ';
    for (std::size_t i = 0; tidy && i < s.size(); ++i) {
        const auto c = static_cast<unsigned char>(s[i]);
        tidy = c >= ' ' && c != 0x7F && c != 0xC2 && c != 0xE2 && !(c == ' ' && s[i + 1] == ' ');
    }
    return tidy ? std::string(s) : squeeze(s);
}

bool isAscii(std::string_view s) {
    return std::all_of(s.begin(), s.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

// Digits and signs; a table, for this is asked for every letter of every name.
bool notInNames(char c) {
    static constexpr auto kTable = [] {
        std::array<bool, 256> table{};
        for (const char bad : std::string_view("0123456789<>{}[]|\\/;:=@#$%^&*+?!\"_~"))
            table[static_cast<unsigned char>(bad)] = true;
        return table;
    }();
    return kTable[static_cast<unsigned char>(c)];
}

bool tooLong(std::string_view s, std::size_t characters) {
    return s.size() > characters && characterCount(s) > characters;
}

void replaceAll(std::string& text, std::string_view what, std::string_view with) {
    for (auto at = text.find(what); at != std::string::npos; at = text.find(what, at + with.size()))
        text.replace(at, what.size(), with);
}

bool particle(const std::string& word) {
    return !word.empty() && toLower(word) == word && word.find_first_of("-'") == std::string::npos;
}

std::string joined(const std::vector<std::string>& words, std::size_t from, std::size_t to) {
    std::string out;
    for (std::size_t i = from; i < to; ++i)
        out += (i > from ? " " : "") + words[i];
    return out;
}

} // namespace

bool isPlaceholder(std::string_view s) {
    static constexpr std::array<std::string_view, 12> kNone{
        "-",  "--",  "brak",        "brak danych", "b/d",    "bd",
        "nd", "n/d", "nie dotyczy", "nie posiada", "nie ma", "—"};
    // Most cells begin with something else and are not worth a copy.
    if (s.empty() || s.size() > 11 || std::string_view("-bBnN\xE2").find(s[0]) == std::string_view::npos)
        return false;
    const std::string low = toLower(s);
    return std::find(kNone.begin(), kNone.end(), low) != kNone.end();
}

Checked<std::string> checkName(std::string_view raw) {
    std::string name = squeezed(raw);
    if (name.find_first_of("-\xE2") != std::string::npos) {
        for (const char* dash : {"\u2010", "\u2011", "\u2012", "\u2013", "\u2014"})
            replaceAll(name, dash, "-");
        replaceAll(name, " -", "-");
        replaceAll(name, "- ", "-");
    }
    if (tooLong(name, kMaxNameCharacters)) // first: what is so long is not worth a look at its letters
        return {std::nullopt, "name.tooLong"};
    if (looksSpoiled(name))
        return {std::nullopt, "text.spoiled"};
    if (textFault(name) || std::any_of(name.begin(), name.end(), notInNames))
        return {std::nullopt, "name.characters"};
    const bool letter = std::any_of(name.begin(), name.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || static_cast<unsigned char>(c) >= 0x80;
    });
    if (!letter && !name.empty())
        return {std::nullopt, "name.characters"};
    if (isAscii(name))
        return {std::move(name), nullptr};
    std::string latin = withoutLookAlikes(name);
    const bool mended = latin != name;
    return {std::move(latin), mended ? "name.lookAlike" : nullptr};
}

Checked<std::string> checkValue(std::string_view raw) {
    std::string value = squeezed(raw);
    if (tooLong(value, kMaxValueCharacters))
        return {std::nullopt, "value.tooLong"};
    if (!isAscii(value) && countLetters(toUtf32(value)).strange > 0)
        return {std::nullopt, "text.spoiled"};
    if (textFault(value))
        return {std::nullopt, "value.characters"};
    return {std::move(value), nullptr};
}

Checked<domain::Pesel> checkPesel(std::string_view raw) {
    std::string text = squeezed(raw);
    std::erase(text, ' ');
    // Other programs write whole numbers as fractions.
    if (text.size() > 2 && text.compare(text.size() - 2, 2, ".0") == 0)
        text.resize(text.size() - 2);
    // "9,80101E+10": what a spreadsheet leaves of a long number.
    const auto e = text.find_first_of("eE");
    if (e != std::string::npos && e > 0 && isDigit(text[0]) &&
        text.find_first_not_of("0123456789.,eE+") == std::string::npos)
        return {std::nullopt, "pesel.shortened"};
    domain::PeselProblem problem{};
    if (auto pesel = domain::Pesel::parse(text, &problem))
        return {std::move(pesel), nullptr};
    switch (problem) {
    case domain::PeselProblem::notDigits:
        return {std::nullopt, "pesel.digits"};
    case domain::PeselProblem::checksum:
        return {std::nullopt, "pesel.checksum"};
    case domain::PeselProblem::date:
        return {std::nullopt, "pesel.date"};
    case domain::PeselProblem::length:
        break;
    }
    if (auto repaired = domain::repairLostZeros(text))
        return {std::move(repaired), "pesel.zerosRestored"};
    return {std::nullopt, "pesel.length"};
}

Checked<std::string> checkCardType(std::string_view raw) {
    std::string key = toUpper(raw);
    std::erase_if(key, [](char c) { return c == ' ' || c == '-'; });
    if (startsWith(key, "MEIN"))
        key.erase(0, 4);
    static constexpr std::array<std::pair<std::string_view, const char*>, 4> kTypes{
        {{"I/1", "MEiN-I/1"}, {"I/2", "MEiN-I/2"}, {"I/3N", "MEiN-I/3-N"}, {"I/4N", "MEiN-I/4-N"}}};
    for (const auto& [name, type] : kTypes)
        if (key == name)
            return {std::string(type), nullptr};
    return {std::nullopt, "cardType.unknown"};
}

Checked<bool> checkYesNo(std::string_view raw) {
    const std::string key = fold(squeezed(raw));
    if (key == "1" || key == "tak" || key == "t" || key == "x")
        return {true, nullptr};
    if (key == "0" || key == "nie" || key == "n")
        return {false, nullptr};
    return {std::nullopt, "disability.unknown"};
}

SplitName splitSurnameFirst(std::string_view name) {
    if (const auto comma = name.find(','); comma != std::string_view::npos)
        return {trim(name.substr(0, comma)), trim(name.substr(comma + 1)), true};
    const auto words = split(name, ' ');
    std::size_t end = 0;
    while (end + 2 < words.size() && particle(words[end]))
        ++end;
    if (end < words.size())
        ++end;
    return {joined(words, 0, end), joined(words, end, words.size()), words.size() < end + 2};
}

SplitName splitSurnameLast(std::string_view name) {
    const auto words = split(name, ' ');
    std::size_t begin = words.size() - 1;
    while (begin > 1 && particle(words[begin - 1]))
        --begin;
    return {joined(words, begin, words.size()), joined(words, 0, begin), begin < 2};
}

} // namespace esek::roster
