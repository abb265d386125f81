#include "roster/NameScript.h"

#include "base/MatchKey.h"
#include "base/Text.h"

#include <algorithm>

namespace esek::roster {

namespace {

bool isAscii(std::string_view text) {
    return std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

bool isForeign(char32_t c) {
    const Script script = scriptOf(c);
    return script == Script::cyrillic || script == Script::greek;
}

} // namespace

std::string withoutLookAlikes(std::string_view name) {
    if (isAscii(name))
        return std::string(name);
    std::u32string text = toUtf32(name);
    const auto isPart = [](char32_t c) { return scriptOf(c) != Script::none || (c >= 0x300 && c < 0x370); };
    for (std::size_t from = 0; from < text.size();) {
        std::size_t end = from;
        bool latin = false;
        while (end < text.size() && isPart(text[end]))
            latin = scriptOf(text[end++]) == Script::latin || latin;
        for (std::size_t i = from; latin && i < end; ++i)
            if (const char32_t twin = latinLookAlike(text[i]))
                text[i] = twin;
        from = end + 1;
    }
    return toUtf8(text);
}

bool allLookAlikes(std::string_view name) {
    if (isAscii(name))
        return false;
    bool any = false;
    for (const char32_t c : toUtf32(name)) {
        if (scriptOf(c) == Script::none)
            continue;
        if (!isForeign(c) || latinLookAlike(c) == 0)
            return false;
        any = true;
    }
    return any;
}

std::string asLatin(std::string_view name) {
    std::u32string text = toUtf32(name);
    for (char32_t& c : text)
        if (const char32_t twin = latinLookAlike(c))
            c = twin;
    return toUtf8(text);
}

bool hasLatin(std::string_view name) {
    const std::u32string text = toUtf32(name);
    return std::any_of(text.begin(), text.end(), [](char32_t c) { return scriptOf(c) == Script::latin; });
}

} // namespace esek::roster
