#include "domain/GuardianRules.h"

#include "base/Translate.h"
#include "domain/Rules.h"

namespace esek::domain {

Result<Guardian> apply(const Guardian* current, const Mutation& m) {
    const auto* change = std::get_if<PutGuardian>(&m.change);
    if (!change)
        return Error{ErrorCode::internal, "not a change of a guardian", {}};
    Guardian next = change->guardian;
    if (current && current->student != next.student)
        return Error{ErrorCode::valueInvalid,
                     "guardian of another pupil",
                     {{"field", tr("parent or guardian")}, {"reason", tr("it belongs to another pupil")}}};
    if (next.removed) {
        next.name.clear();
        next.email.clear();
    }
    return put(current, next, m);
}

Reconciled<Guardian> reconcile(const Guardian* now, const Mutation& mutation, const Guardian* before) {
    Mutation m = unversioned(mutation);
    auto* put = std::get_if<PutGuardian>(&m.change);
    if (!put || !now)
        return outcomeOf(apply(now, m));
    // Made by both under one id: only a repeated restore does that; without a common past any difference is a
    // conflict.
    Merged merged = merge(*now, put->guardian, before ? *before : *now);
    if (merged.record == *now)
        return same<Guardian>();
    if (!merged.clean || !before)
        return conflict<Guardian>(ErrorCode::changedElsewhere);
    put->guardian = merged.record;
    return outcomeOf(apply(now, m));
}

Result<std::vector<Change>> redo(const Guardian* now, const Mutation& mine, const Guardian*) {
    const auto* put = std::get_if<PutGuardian>(&mine.change);
    if (!put)
        return Error{ErrorCode::internal, "not a change of a guardian", {}};
    PutGuardian again = *put;
    if (now) {
        again.guardian.version = now->version;
        if (again.guardian == *now)
            return Error{ErrorCode::nothingToDo, "the record is so already", {}};
    }
    return std::vector<Change>{again};
}

} // namespace esek::domain
