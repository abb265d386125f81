#include "roster/FileDuplicates.h"

#include "roster/StudentIndex.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <unordered_map>

namespace esek::roster {

namespace {

bool sameValues(const ParsedRow& a, const ParsedRow& b) {
    return a.student == b.student && a.givenNamesComplete == b.givenNamesComplete;
}

} // namespace

FileDuplicates::FileDuplicates(const std::vector<ParsedRow>& rows) : m_rows(rows), m_issues(rows.size()) {
    compareNumbers();
    comparePersons();
}

void FileDuplicates::compareNumbers() {
    std::unordered_map<std::string_view, std::size_t> numbers;
    std::unordered_map<std::string_view, std::size_t> pesels;
    numbers.reserve(m_rows.size());
    pesels.reserve(m_rows.size());
    for (std::size_t i = 0; i < m_rows.size(); ++i) {
        const auto& s = m_rows[i].student;
        if (!s.registerNumber.empty())
            if (const auto [at, fresh] = numbers.emplace(s.registerNumber, i); !fresh)
                clash(at->second, i, Field::registerNumber, "duplicate.registerNumber");
        if (s.pesel)
            if (const auto [at, fresh] = pesels.emplace(s.pesel->text(), i); !fresh)
                clash(at->second, i, Field::pesel, "duplicate.pesel");
    }
}

// Folding names is what costs; rows of one birth date are few, and most of them differ by PESEL already.
void FileDuplicates::comparePersons() {
    constexpr std::size_t kFew = 32;
    std::vector<std::pair<int, std::size_t>> byBirth;
    byBirth.reserve(m_rows.size());
    for (std::size_t i = 0; i < m_rows.size(); ++i)
        if (const auto& birth = m_rows[i].student.birthDate)
            byBirth.emplace_back(std::chrono::sys_days(*birth).time_since_epoch().count(), i);
    std::sort(byBirth.begin(), byBirth.end());
    std::vector<std::size_t> group;
    for (std::size_t from = 0, to = 0; from < byBirth.size(); from = to) {
        group.clear();
        while (to < byBirth.size() && byBirth[to].first == byBirth[from].first)
            group.push_back(byBirth[to++].second);
        if (group.size() > kFew) {
            compareMany(group);
            continue;
        }
        for (std::size_t b = 1; b < group.size(); ++b)
            for (std::size_t a = 0; a < b; ++a)
                if (maybeSamePerson(m_rows[group[a]].student, m_rows[group[b]].student))
                    clash(group[a], group[b], Field::ignore, "duplicate.person");
    }
}

void FileDuplicates::compareMany(const std::vector<std::size_t>& sameBirth) {
    std::unordered_multimap<std::string, std::size_t> persons;
    for (const std::size_t i : sameBirth) {
        std::string key = personKey(m_rows[i].student);
        const auto [from, to] = persons.equal_range(key);
        for (auto at = from; at != to; ++at)
            if (maybeSamePerson(m_rows[i].student, m_rows[at->second].student))
                clash(at->second, i, Field::ignore, "duplicate.person");
        persons.emplace(std::move(key), i);
    }
}

// Equal rows: the first stays. Different ones: which is right is not ours to guess.
void FileDuplicates::clash(std::size_t first, std::size_t second, Field field, const char* kind) {
    const bool same = sameValues(m_rows[first], m_rows[second]);
    set(second, same ? Field::ignore : field, same ? "duplicate.same" : kind, first);
    if (!same)
        set(first, field, kind, second);
}

void FileDuplicates::set(std::size_t row, Field field, const char* kind, std::size_t other) {
    // The first reason stays, but for a graver one.
    if (!m_issues[row] || m_issues[row]->kind == "duplicate.same")
        m_issues[row] = twinIssue(m_rows[row], field, kind, m_rows[other]);
}

} // namespace esek::roster
