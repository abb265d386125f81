#include "ui/model/Manual.h"

#include "base/Text.h"

#include <algorithm>

namespace esek::ui::model {

namespace {

constexpr std::size_t kAround = 60; ///< characters shown on each side of what was found

/// Words of a text as they are compared: without case and diacritics, one space between them and at both
/// ends.
std::string comparable(std::string_view text) {
    std::string out = " ";
    for (const char c : fold(text)) {
        const bool letter =
            std::isalnum(static_cast<unsigned char>(c)) || static_cast<unsigned char>(c) >= 0x80;
        if (letter)
            out += c;
        else if (out.back() != ' ')
            out += ' ';
    }
    return out.back() == ' ' ? out : out + ' ';
}

std::vector<std::string> wordsOf(std::string_view text) {
    std::vector<std::string> words;
    const std::string all = comparable(text);
    for (std::size_t from = 1; from < all.size();) {
        const auto to = all.find(' ', from);
        words.push_back(all.substr(from, to - from));
        from = to + 1;
    }
    return words;
}

bool holds(const std::string& all, const std::string& word) {
    return all.find(' ' + word) != std::string::npos;
}

/// The words of the text around the first one that begins so.
std::string around(std::string_view text, const std::string& word) {
    std::vector<std::string_view> words;
    for (std::size_t from = 0; from < text.size();) {
        const auto begin = text.find_first_not_of(" \n\r\t", from);
        if (begin == std::string_view::npos)
            break;
        const auto end = std::min(text.find_first_of(" \n\r\t", begin), text.size());
        words.push_back(text.substr(begin, end - begin));
        from = end;
    }
    const auto found = std::find_if(words.begin(), words.end(),
                                    [&](std::string_view w) { return holds(comparable(w), word); });
    if (found == words.end())
        return {};
    auto first = found;
    auto last = found + 1;
    for (std::size_t taken = 0; first != words.begin() && taken < kAround; taken += first->size() + 1)
        --first;
    for (std::size_t taken = 0; last != words.end() && taken < kAround; taken += (last - 1)->size() + 1)
        ++last;
    std::string out = first == words.begin() ? "" : "…";
    for (auto w = first; w != last; ++w)
        out += (out.empty() || out == "…" ? "" : " ") + std::string(*w);
    return last == words.end() ? out : out + "…";
}

} // namespace

std::vector<std::string> linkedPages(std::string_view contents) {
    constexpr std::string_view mark = "href=\"";
    std::vector<std::string> files;
    for (auto at = contents.find(mark); at != std::string_view::npos; at = contents.find(mark, at)) {
        at += mark.size();
        std::string file(contents.substr(at, contents.find('"', at) - at));
        file = file.substr(0, file.find('#'));
        if (file.ends_with(".html") && std::find(files.begin(), files.end(), file) == files.end())
            files.push_back(file);
    }
    return files;
}

std::vector<ManualHit> searchManual(const std::vector<ManualPage>& pages, std::string_view text) {
    const auto words = wordsOf(text);
    if (words.empty())
        return {};
    std::vector<ManualHit> inTitle;
    std::vector<ManualHit> inText;
    for (std::size_t i = 0; i < pages.size(); ++i) {
        const std::string title = comparable(pages[i].title);
        const std::string all = title + comparable(pages[i].text);
        if (!std::all_of(words.begin(), words.end(), [&](const auto& w) { return holds(all, w); }))
            continue;
        const bool named =
            std::any_of(words.begin(), words.end(), [&](const auto& w) { return holds(title, w); });
        (named ? inTitle : inText).push_back({i, around(pages[i].text, words.front())});
    }
    inTitle.insert(inTitle.end(), inText.begin(), inText.end());
    return inTitle;
}

} // namespace esek::ui::model
