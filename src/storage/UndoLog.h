#pragma once
#include "storage/Connection.h"
#include "storage/Rows.h"

namespace esek::storage {

/// The last decision that may be taken back.
std::optional<Undoable> lastUndoable(Connection&);
/// One decision; throws nothingToUndo, decisionAlreadySent.
Undoable undoableDecision(Connection&, const domain::MutationId&);

} // namespace esek::storage
