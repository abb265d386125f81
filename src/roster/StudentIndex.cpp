#include "roster/StudentIndex.h"

#include "base/MatchKey.h"
#include "base/Text.h"

namespace esek::roster {

namespace {

// "jan" and "jan maria", also the same.
bool oneBeginsTheOther(const std::string& a, const std::string& b) {
    const std::string& shorter = a.size() < b.size() ? a : b;
    const std::string& longer = a.size() < b.size() ? b : a;
    return longer == shorter || startsWith(longer, shorter + " ");
}

bool peselDiffers(const domain::Student& a, const domain::Student& b) {
    return a.pesel && b.pesel && *a.pesel != *b.pesel;
}

std::string nameKey(const domain::Student& s) {
    return matchKey(s.surname) + '\n' + firstGivenName(s);
}

} // namespace

std::string firstGivenName(const domain::Student& s) {
    return matchKey(std::string_view(s.givenNames).substr(0, s.givenNames.find(' ')));
}

std::string personKey(const domain::Student& s) {
    return nameKey(s) + '\n' + (s.birthDate ? toIso(*s.birthDate) : std::string());
}

bool maybeSamePerson(const domain::Student& a, const domain::Student& b) {
    if (peselDiffers(a, b))
        return false;
    if (!a.registerNumber.empty() && !b.registerNumber.empty() && a.registerNumber != b.registerNumber)
        return false;
    return a.birthDate == b.birthDate && matchKey(a.surname) == matchKey(b.surname) &&
           oneBeginsTheOther(matchKey(a.givenNames), matchKey(b.givenNames));
}

StudentIndex::StudentIndex(const std::vector<domain::Student>& students)
    : m_students(students), m_size(students.size()) {
    m_numbers.reserve(m_size);
    m_pesels.reserve(m_size);
    for (std::size_t i = 0; i < m_size; ++i) {
        const auto& s = students[i];
        if (!s.registerNumber.empty())
            m_numbers.emplace(s.registerNumber, i);
        if (s.pesel)
            m_pesels.emplace(s.pesel->text(), i);
    }
}

std::size_t StudentIndex::byRegisterNumber(std::string_view number) const {
    const auto found = m_numbers.find(number);
    return number.empty() || found == m_numbers.end() ? kNone : found->second;
}

std::size_t StudentIndex::byPesel(std::string_view pesel) const {
    const auto found = m_pesels.find(pesel);
    return found == m_pesels.end() ? kNone : found->second;
}

void StudentIndex::makePersons() const {
    if (m_personsMade)
        return;
    m_personsMade = true;
    m_persons.reserve(m_size);
    m_names.reserve(m_size);
    for (std::size_t i = 0; i < m_size; ++i) {
        m_names.insert(nameKey(m_students[i]));
        if (m_students[i].birthDate)
            m_persons.emplace(personKey(m_students[i]), i);
    }
}

std::vector<std::size_t> StudentIndex::byPerson(const domain::Student& s) const {
    std::vector<std::size_t> found;
    if (m_size == 0 || !s.birthDate)
        return found;
    makePersons();
    const std::string given = matchKey(s.givenNames);
    const auto [from, to] = m_persons.equal_range(personKey(s));
    for (auto at = from; at != to; ++at) {
        const auto& other = m_students[at->second];
        if (!peselDiffers(s, other) && oneBeginsTheOther(given, matchKey(other.givenNames)))
            found.push_back(at->second);
    }
    return found;
}

bool StudentIndex::hasName(const domain::Student& s) const {
    if (m_size == 0)
        return false;
    makePersons();
    return m_names.count(nameKey(s)) > 0;
}

} // namespace esek::roster
