#include "app/GuardianImport.h"

#include "base/Text.h"
#include <algorithm>

namespace esek::app {

using namespace domain;

namespace {

/// "Anna Nowak" and "NOWAK Anna" are one person.
std::string personKey(const std::string& name) {
    auto words = split(fold(name), ' ');
    std::sort(words.begin(), words.end());
    return join(words, " ");
}

} // namespace

void GuardianImport::check(roster::ImportPlan& plan) {
    if (plan.guardians.empty())
        return;
    auto known = m_office.replica().guardians().all().value();
    std::erase_if(plan.guardians, [&](roster::GuardianEntry& entry) {
        if (entry.student.isNil())
            return false;
        auto& there = known[entry.student];
        const auto same = std::find_if(there.begin(), there.end(), [&](const Guardian& g) {
            return personKey(g.name) == personKey(entry.guardian.name);
        });
        if (same == there.end()) {
            there.push_back(entry.guardian); // the same person twice in one row
            return false;
        }
        // An address that was typed in the office is not overwritten by an older list.
        if (same->id.isNil() || !same->email.empty() || entry.guardian.email.empty())
            return true;
        same->email = entry.guardian.email;
        entry.guardian = *same;
        return false;
    });
}

std::vector<Mutation> GuardianImport::mutations(const roster::ImportPlan& plan,
                                                const std::map<std::size_t, Student>& added) {
    std::vector<Mutation> mutations;
    for (const roster::GuardianEntry& entry : plan.guardians) {
        Guardian guardian = entry.guardian;
        if (guardian.id.isNil()) {
            guardian.id = {Uuid::v7(m_office.clock(), m_office.rng())};
            guardian.student = entry.student.isNil() ? added.at(entry.row).id : entry.student;
        }
        mutations.push_back(
            m_office.mutation(guardian.id.uuid, PutGuardian{guardian}, m_office.clerk(), guardian.version));
    }
    return mutations;
}

} // namespace esek::app
