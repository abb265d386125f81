#include "roster/Documents.h"

#include "base/Text.h"
#include "roster/Headers.h"

#include <algorithm>
#include <vector>

namespace esek::roster {

namespace {

bool hasDigit(std::string_view word) {
    return word.find_first_of("0123456789") != std::string_view::npos;
}

bool isCapitals(const std::string& word, std::size_t atMost) {
    return word.size() >= 2 && word.size() <= atMost &&
           std::all_of(word.begin(), word.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
}

bool isFiller(const std::string& word) {
    const std::string key = headerKey(word);
    return key == "nr" || key == "numer" || key == "seria" || key == "i" || key == "no" || key.empty();
}

} // namespace

std::optional<DocumentText> splitDocument(std::string_view text) {
    std::vector<std::string> words;
    for (std::string& word : split(squeeze(text), ' ')) {
        while (!word.empty() && (word.back() == ':' || word.back() == ',' || word.back() == ';'))
            word.pop_back();
        if (!word.empty())
            words.push_back(std::move(word));
    }
    const auto first = std::find_if(words.begin(), words.end(), [](const auto& w) { return hasDigit(w); });
    if (first == words.end())
        return std::nullopt;
    DocumentText out;
    auto begin = first;
    const auto isSeries = [&](const std::string& word) { return isCapitals(word, 3); };
    // "ABC 123456": the capitals are the series when the number has none of its own.
    const bool bare = first->find_first_not_of("0123456789") == std::string::npos;
    // Two capitals after the kind are a country, after "nr" or "seria" they belong to the number.
    if (bare && begin != words.begin() && isSeries(*(begin - 1)) &&
        (begin - 1 == words.begin() || !isCapitals(*(begin - 1), 2) || isFiller(*(begin - 2))))
        --begin;
    for (auto at = begin; at != words.end(); ++at)
        out.number += *at;
    std::vector<std::string> before(words.begin(), begin);
    std::erase_if(before, isFiller);
    if (before.size() > 1 && isCapitals(before.back(), 3)) {
        out.country = before.back();
        before.pop_back();
    }
    out.kind = join(before, " ");
    return out;
}

std::string documentKindOfHeader(std::string_view header) {
    const std::string key = headerKey(header);
    const auto names = [&](std::string_view stem) { return key.find(stem) != std::string::npos; };
    if (names("paszport") || names("passport"))
        return names("dokument") ? std::string() : "paszport";
    if (names("kartapobytu") || names("kartypobytu"))
        return "karta pobytu";
    if (names("dowod"))
        return "dowód osobisty";
    return {};
}

} // namespace esek::roster
