#include "storage/UndoLog.h"

#include "storage/PhotoTable.h"

namespace esek::storage {

namespace {

Undoable undoableFrom(const Query& q) {
    return {domain::mutationFromJson(parseJson(q.view(0)).value()).value(), photoStateFrom(q.view(1))};
}

/// A photo that the office itself brought in goes back with its whole import only, never as "the last
/// decision".
bool isOfficeSubmission(const domain::Mutation& m) {
    const auto* change = std::get_if<domain::PhotoChange>(&m.change);
    return change && std::holds_alternative<domain::SubmitPhoto>(*change) && !domain::speaksForFamily(m.by);
}

} // namespace

std::optional<Undoable> lastUndoable(Connection& c) {
    Query q =
        c.prepared("SELECT a.body_json, a.before_json FROM audit_entry a JOIN outbox o ON o.op_seq = a.seq "
                   "WHERE a.entity = 'photo_file' AND o.state = 'pending' "
                   "AND EXISTS (SELECT 1 FROM photo_file p WHERE p.last_change = a.mutation_id) ORDER BY "
                   "a.seq DESC");
    while (q.step()) {
        Undoable last = undoableFrom(q);
        if (isUndoable(last.decision.change))
            return last;
    }
    return std::nullopt;
}

Undoable undoableDecision(Connection& c, const domain::MutationId& id) {
    Query q = c.prepared("SELECT a.body_json, a.before_json, o.state = 'pending' FROM audit_entry a "
                         "JOIN photo_file p ON p.last_change = a.mutation_id "
                         "LEFT JOIN outbox o ON o.op_seq = a.seq WHERE a.mutation_id = ?");
    q.bind(id);
    std::optional<Undoable> found;
    if (q.step())
        found = undoableFrom(q);
    if (!found || !(isUndoable(found->decision.change) || isOfficeSubmission(found->decision)))
        throw Exception(ErrorCode::nothingToUndo, "not the last decision on this photo file");
    if (q.integer(2) == 0)
        throw Exception(ErrorCode::decisionAlreadySent, "the decision has left the office");
    return *found;
}

} // namespace esek::storage
