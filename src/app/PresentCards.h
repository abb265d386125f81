#pragma once
#include "app/Office.h"
#include "roster/ImportPlan.h"

#include <map>

namespace esek::app {

/// Cards that pupils had before this program, as a list tells them. They are entered into the register as
/// handed over, so that numbering steps over their numbers and nobody gets a second valid card; they cannot
/// be printed, since nobody knows what stands on them. One import, one thread.
class PresentCards {
  public:
    explicit PresentCards(Office& office) : m_office(office) {}

    /// Takes out of the plan what the register has already, and with a flag what it contradicts: the number
    /// of another card, a second number for a pupil who has a valid card. Throws.
    void check(roster::ImportPlan&);
    /// What enters the cards that are left; `added` are the pupils that the plan adds, by row, with their
    /// ids. Throws.
    std::vector<domain::Mutation> mutations(const roster::ImportPlan&,
                                            const std::map<std::size_t, domain::Student>& added);

  private:
    Office& m_office;
};

} // namespace esek::app
