#include "roster/PhotoMatch.h"

#include "base/MatchKey.h"
#include "base/Text.h"
#include "roster/ClassNames.h"

#include <algorithm>
#include <array>
#include <unordered_map>

namespace esek::roster {

namespace {

using domain::Student;

bool isDigit(char c) {
    return c >= '0' && c <= '9';
}

/// Letters and digits of a text as matchKey() gives it, cut at everything else.
std::vector<std::string> words(std::string_view folded) {
    std::vector<std::string> out;
    std::string word;
    for (const char c : folded) {
        const bool part = isDigit(c) || (c >= 'a' && c <= 'z') || static_cast<unsigned char>(c) >= 0x80;
        if (part) {
            word += c;
        } else if (!word.empty()) {
            out.push_back(std::move(word));
            word.clear();
        }
    }
    if (!word.empty())
        out.push_back(std::move(word));
    return out;
}

/// "12/2020", "12-2020" and "12_2020" are one number: '/' cannot stand in a file name.
std::string numberKey(std::string_view text) {
    return join(words(matchKey(text)), "-");
}
std::string classKey(std::string_view text) {
    return join(words(matchKey(text)), "");
}

struct FileName {
    std::string stem;        ///< as matchKey(), without folders, extensions and the mark of a copy
    std::string folderClass; ///< classKey of the innermost folder; empty at the top
    std::string classFolder; ///< classKey of the innermost folder that can be a class; often empty
};

bool isPictureEnding(std::string_view ending) {
    static constexpr std::array<std::string_view, 13> kEndings{
        "jpg", "jpeg", "jpe", "jfif", "png", "tif", "tiff", "heic", "heif", "bmp", "gif", "webp", "raw"};
    return std::find(kEndings.begin(), kEndings.end(), ending) != kEndings.end();
}

/// "Kot Jan 1A.jpg.jpg": an unknown ending is taken off once, endings of pictures as often as they stand.
void dropEndings(std::string& stem) {
    for (int time = 0;; ++time) {
        const auto dot = stem.rfind('.');
        if (dot == std::string::npos || dot == 0 || stem.size() - dot > 5)
            return;
        if (time > 0 && !isPictureEnding(std::string_view(stem).substr(dot + 1)))
            return;
        stem.resize(dot);
        while (!stem.empty() && stem.back() == ' ')
            stem.pop_back();
    }
}

/// "(2)", " - kopia", " - kopia (3)", "_copy": what systems add to the name of a copy.
bool dropCopyMark(std::string& stem) {
    const auto open = stem.rfind('(');
    if (open != std::string::npos && open > 0 && stem.back() == ')' && open + 2 < stem.size() &&
        std::all_of(stem.begin() + static_cast<std::ptrdiff_t>(open) + 1, stem.end() - 1, isDigit)) {
        stem.resize(open);
        stem = trim(stem);
        return true;
    }
    for (const std::string_view word : {"kopia", "copy", "kopie"}) {
        if (!stem.ends_with(word) || stem.size() <= word.size())
            continue;
        const char before = stem[stem.size() - word.size() - 1];
        if (before != ' ' && before != '-' && before != '_')
            continue;
        stem.resize(stem.size() - word.size());
        for (const std::string_view dash : {" – ", " — "})
            if (stem.ends_with(dash))
                stem.resize(stem.size() - dash.size());
        while (!stem.empty() && (stem.back() == ' ' || stem.back() == '-' || stem.back() == '_'))
            stem.pop_back();
        return true;
    }
    for (const std::string_view begin : {"kopia ", "copy of "})
        if (stem.starts_with(begin)) {
            stem.erase(0, begin.size());
            return true;
        }
    return false;
}

std::string folderKey(const std::string& folder) {
    auto parts = words(matchKey(folder));
    if (parts.size() > 1 && (parts[0] == "klasa" || parts[0] == "kl" || parts[0] == "oddzial"))
        parts.erase(parts.begin());
    return join(parts, "");
}

FileName takeApart(const std::string& name) {
    FileName out;
    std::string path = name;
    std::replace(path.begin(), path.end(), '\\', '/');
    auto folders = split(path, '/');
    std::string stem = matchKey(folders.back());
    folders.pop_back();
    if (!folders.empty())
        out.folderClass = folderKey(folders.back());
    for (auto folder = folders.rbegin(); folder != folders.rend() && out.classFolder.empty(); ++folder)
        if (classByItself(*folder))
            out.classFolder = folderKey(*folder);
    dropEndings(stem);
    stem = trim(stem);
    while (!stem.empty() && dropCopyMark(stem))
        dropEndings(stem);
    out.stem = stem;
    return out;
}

/// Removes `wanted` from `from`, each once; false (and `from` in ruins) when one is not there.
bool takeAll(std::vector<std::string>& from, const std::vector<std::string>& wanted) {
    for (const std::string& w : wanted) {
        const auto at = std::find(from.begin(), from.end(), w);
        if (at == from.end())
            return false;
        from.erase(at);
    }
    return true;
}

class Matcher {
  public:
    explicit Matcher(const std::vector<Student>& students) {
        m_people.reserve(students.size());
        for (const Student& s : students) {
            if (s.left)
                continue;
            Person p{&s, words(matchKey(s.surname)), {}, {}, classKey(s.classUnit)};
            auto given = split(matchKey(s.givenNames), ' ');
            if (!given.empty()) {
                p.firstName = words(given[0]);
                for (std::size_t i = 1; i < given.size(); ++i)
                    for (auto& w : words(given[i]))
                        p.moreNames.push_back(std::move(w));
            }
            const std::size_t at = m_people.size();
            if (s.pesel)
                m_pesels.emplace(s.pesel->text(), at);
            if (!s.registerNumber.empty())
                m_numbers.emplace(numberKey(s.registerNumber), at);
            if (!p.surname.empty() && !p.firstName.empty())
                m_names.emplace(p.surname[0] + ' ' + p.firstName[0], at);
            m_people.push_back(std::move(p));
        }
    }

    PhotoMatch match(const std::string& name) const {
        const FileName file = takeApart(name);
        bool hasPesel = false;
        if (auto found = byPesel(file.stem, hasPesel); hasPesel)
            return verdict(name, MatchHow::pesel, std::move(found));
        if (auto found = byNumber(file.stem); !found.empty())
            return byClassToo(verdict(name, MatchHow::registerNumber, std::move(found)), file);
        return byName(name, file);
    }

  private:
    struct Person {
        const Student* student;
        std::vector<std::string> surname;
        std::vector<std::string> firstName;
        std::vector<std::string> moreNames;
        std::string classKey;
    };
    using Found = std::vector<std::size_t>;

    PhotoMatch verdict(const std::string& name, MatchHow how, Found found) const {
        PhotoMatch m{name, how, {}};
        if (found.empty())
            m.how = MatchHow::none;
        else if (found.size() > 1)
            m.how = MatchHow::ambiguous;
        for (const std::size_t i : found)
            m.candidates.push_back(m_people[i].student->id);
        return m;
    }

    // A run of exactly 11 digits is meant as a PESEL: when no pupil has it, the name beside it does not
    // count.
    Found byPesel(const std::string& stem, bool& hasPesel) const {
        Found found;
        std::string rest;
        for (std::size_t i = 0; i < stem.size();) {
            std::size_t end = i;
            while (end < stem.size() && isDigit(stem[end]))
                ++end;
            if (end - i == 11) {
                hasPesel = true;
                const auto [from, to] = m_pesels.equal_range(stem.substr(i, 11));
                for (auto at = from; at != to; ++at)
                    if (std::find(found.begin(), found.end(), at->second) == found.end())
                        found.push_back(at->second);
                rest += ' ';
            } else {
                rest += stem.substr(i, std::max<std::size_t>(end - i, 1));
            }
            i = std::max(end, i + 1);
        }
        // The name beside it belongs to someone else: a person must look.
        if (found.size() == 1) {
            const Found named = withName(words(rest), nullptr);
            if (!named.empty() && std::find(named.begin(), named.end(), found[0]) == named.end())
                found.insert(found.end(), named.begin(), named.end());
        }
        return found;
    }

    // "4B/7.jpg": a number of the journal of 4B, or the register number of a pupil of another class? A person
    // decides.
    PhotoMatch byClassToo(PhotoMatch match, const FileName& file) const {
        const bool otherClass =
            !file.classFolder.empty() &&
            std::any_of(match.candidates.begin(), match.candidates.end(), [&](const domain::StudentId& id) {
                const auto person = std::find_if(m_people.begin(), m_people.end(),
                                                 [&](const Person& p) { return p.student->id == id; });
                return person != m_people.end() && !person->classKey.empty() &&
                       person->classKey != file.classFolder;
            });
        if (otherClass)
            match.how = MatchHow::ambiguous;
        return match;
    }

    Found byNumber(const std::string& stem) const {
        Found found;
        const auto [from, to] = m_numbers.equal_range(numberKey(stem));
        for (auto at = from; at != to; ++at)
            found.push_back(at->second);
        std::sort(found.begin(), found.end());
        return found;
    }

    // Whose whole name `parts` hold; what is left over must be one of the other given names or the class.
    Found withName(const std::vector<std::string>& parts, const std::string* folderClass) const {
        Found found;
        for (const std::string& surname : parts)
            for (const std::string& given : parts) {
                const auto [from, to] = m_names.equal_range(surname + ' ' + given);
                for (auto at = from; at != to; ++at)
                    if (std::find(found.begin(), found.end(), at->second) == found.end() &&
                        fits(m_people[at->second], parts, folderClass))
                        found.push_back(at->second);
            }
        std::sort(found.begin(), found.end());
        return found;
    }

    static bool fits(const Person& p, std::vector<std::string> parts, const std::string* folderClass) {
        if (p.firstName.empty() || !takeAll(parts, p.surname) || !takeAll(parts, p.firstName))
            return false;
        std::erase_if(parts, [](const std::string& w) { return w == "klasa" || w == "kl"; });
        auto more = p.moreNames;
        std::erase_if(parts, [&](const std::string& w) {
            const auto at = std::find(more.begin(), more.end(), w);
            if (at == more.end())
                return false;
            more.erase(at);
            return true;
        });
        const std::string rest = join(parts, "");
        if (!folderClass) // any class, for suggestions
            return rest.empty() || looksLikeClass(parts) || rest == p.classKey;
        if (p.classKey.empty())
            return false;
        return rest.empty() ? *folderClass == p.classKey : rest == p.classKey;
    }

    static bool looksLikeClass(const std::vector<std::string>& parts) {
        return parts.size() <= 2 && join(parts, "").size() <= 5;
    }

    PhotoMatch byName(const std::string& name, const FileName& file) const {
        const auto parts = words(file.stem);
        if (auto found = withName(parts, &file.folderClass); !found.empty())
            return verdict(name, MatchHow::nameClass, std::move(found));
        PhotoMatch suggestion = verdict(name, MatchHow::none, withName(parts, nullptr));
        suggestion.how = MatchHow::none;
        return suggestion;
    }

    std::vector<Person> m_people;
    std::unordered_multimap<std::string, std::size_t> m_pesels;
    std::unordered_multimap<std::string, std::size_t> m_numbers;
    /// First words of the surname and of the given name.
    std::unordered_multimap<std::string, std::size_t> m_names;
};

} // namespace

std::string_view name(MatchHow how) {
    switch (how) {
    case MatchHow::pesel:
        return "pesel";
    case MatchHow::registerNumber:
        return "registerNumber";
    case MatchHow::nameClass:
        return "nameClass";
    case MatchHow::ambiguous:
        return "ambiguous";
    case MatchHow::none:
        break;
    }
    return "none";
}

std::vector<PhotoMatch> matchPhotos(const std::vector<std::string>& names,
                                    const std::vector<Student>& students) {
    const Matcher matcher(students);
    std::vector<PhotoMatch> matches;
    matches.reserve(names.size());
    for (const std::string& name : names)
        matches.push_back(matcher.match(name));
    return matches;
}

} // namespace esek::roster
