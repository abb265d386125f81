#pragma once
#include "domain/Guardian.h"
#include "roster/Mapping.h"
#include "roster/Table.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace esek::roster {

/// A parent or guardian as one row of a list names them.
struct ListedGuardian {
    std::string name;
    std::string email; ///< empty: the list has none, or none that can be read
    domain::GuardianRelation relation = domain::GuardianRelation::parent;
    bool operator==(const ListedGuardian&) const = default;
};

/// What the heading of a column of parents says: "E-mail matki", "Nazwisko opiekuna 2".
struct GuardianHeading {
    enum class Value { name, givenNames, surname, email };
    domain::GuardianRelation relation = domain::GuardianRelation::parent;
    int number = 0; ///< of several with the same relation; 0: not numbered
    Value value = Value::name;
    bool operator==(const GuardianHeading&) const = default;
};
/// Nothing when any word of the heading is not understood: a telephone or a PESEL of a parent is not read,
/// and what stands for both parents in one cell cannot be told apart.
std::optional<GuardianHeading> guardianHeading(std::string_view heading);

/// The columns of a class list that tell of parents and guardians. No person chooses them: what their
/// headings do not say clearly is left out and named with the other columns that are not read. A column that
/// a person gave to a field of the pupil is the pupil's.
class GuardianColumns {
  public:
    GuardianColumns(const Table&, const Mapping&);

    bool holds(std::size_t column) const;
    struct Row {
        std::vector<ListedGuardian> guardians;
        bool spoiledEmail = false; ///< an address could not be read
        bool spoiledName = false;  ///< a name could not be read; the person was left out
    };
    Row at(std::size_t row) const;

  private:
    struct Person {
        GuardianHeading heading;
        std::optional<std::size_t> name, givenNames, surname, email;
    };
    std::string_view cell(std::size_t row, const std::optional<std::size_t>& column) const;
    const Table& m_table;
    std::vector<Person> m_persons; ///< in the order of their first columns
};

} // namespace esek::roster
