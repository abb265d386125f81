#pragma once
#include "domain/Student.h"

#include <limits>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

namespace esek::roster {

/// As matchKey().
std::string firstGivenName(const domain::Student&);
/// Surname and first given name as matchKey(), and the birth date.
std::string personKey(const domain::Student&);
/// Of two pupils with one personKey: no register number or PESEL of both that differ, and the given names of
/// one begin with those of the other.
bool maybeSamePerson(const domain::Student&, const domain::Student&);

/// Looks pupils up by what identifies them. Holds views into `students`, which must stay and stand still; the
/// tables that are seldom needed are made at the first question.
class StudentIndex {
  public:
    static constexpr std::size_t kNone = std::numeric_limits<std::size_t>::max();
    explicit StudentIndex(const std::vector<domain::Student>& students);

    std::size_t byRegisterNumber(std::string_view) const;
    std::size_t byPesel(std::string_view) const;
    /// Of this name and birth date, with a PESEL that does not differ.
    std::vector<std::size_t> byPerson(const domain::Student&) const;
    /// A pupil of this surname and first given name.
    bool hasName(const domain::Student&) const;

  private:
    void makePersons() const;
    const std::vector<domain::Student>& m_students;
    std::size_t m_size;
    std::unordered_map<std::string_view, std::size_t> m_numbers;
    std::unordered_map<std::string_view, std::size_t> m_pesels;
    mutable bool m_personsMade = false;
    mutable std::unordered_multimap<std::string, std::size_t> m_persons;
    mutable std::unordered_set<std::string> m_names;
};

} // namespace esek::roster
