#pragma once
#include "domain/Reconcile.h"

namespace esek::domain {

/// An office adds, changes or removes a parent or guardian. Of one who is removed neither name nor address
/// stays in the record. `current` is null for a new one. Errors: roleNotAllowed, versionChanged, and
/// valueInvalid when the record would pass to another pupil.
Result<Guardian> apply(const Guardian* current, const Mutation&);

/// The name and whether they are still a guardian are one thing; address and relation are merged. `now` null:
/// there is no such record; `before` null: the sender adds it.
Reconciled<Guardian> reconcile(const Guardian* now, const Mutation&, const Guardian* before);

/// "Mine after all": what this side wanted, on the record as it is now. Error: nothingToDo when it is so.
Result<std::vector<Change>> redo(const Guardian* now, const Mutation& mine, const Guardian* before);

} // namespace esek::domain
