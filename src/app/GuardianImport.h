#pragma once
#include "app/Office.h"
#include "roster/ImportPlan.h"

#include <map>

namespace esek::app {

/// Parents and guardians of a class list. A list adds them and brings their addresses; it never removes one,
/// because many lists name one parent only. One import, one thread.
class GuardianImport {
  public:
    explicit GuardianImport(Office& office) : m_office(office) {}

    /// Takes out of the plan what the school knows already, and says of whom the rest is a change. Throws.
    void check(roster::ImportPlan&);
    /// What enters those that are left; `added` are the pupils that the plan adds, by row. Throws.
    std::vector<domain::Mutation> mutations(const roster::ImportPlan&,
                                            const std::map<std::size_t, domain::Student>& added);

  private:
    Office& m_office;
};

} // namespace esek::app
