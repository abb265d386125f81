#include "storage/UndoLog.h"

#include "storage/PhotoTable.h"

namespace esek::storage {

namespace {

// An approved deletion is not among them: its bytes are gone.
#define ESEK_UNDOABLE_KINDS "('accept', 'reject', 'keep', 'replace', 'refuse_delete')"

Undoable undoableFrom(const Query& q) {
    return {domain::mutationFromJson(parseJson(q.view(0)).value()).value(), photoStateFrom(q.view(1))};
}

} // namespace

std::optional<Undoable> lastUndoable(Connection& c) {
    Query q =
        c.prepared("SELECT a.body_json, a.before_json FROM audit_entry a JOIN outbox o ON o.op_seq = a.seq "
                   "WHERE a.kind IN " ESEK_UNDOABLE_KINDS " AND o.state = 'pending' "
                   "AND EXISTS (SELECT 1 FROM photo_file p WHERE p.last_change = a.mutation_id) ORDER BY "
                   "a.seq DESC LIMIT 1");
    if (!q.step())
        return std::nullopt;
    return undoableFrom(q);
}

Undoable undoableDecision(Connection& c, const domain::MutationId& id) {
    Query q = c.prepared("SELECT a.body_json, a.before_json, o.state = 'pending' FROM audit_entry a "
                         "JOIN photo_file p ON p.last_change = a.mutation_id "
                         "LEFT JOIN outbox o ON o.op_seq = a.seq "
                         "WHERE a.mutation_id = ? AND a.kind IN " ESEK_UNDOABLE_KINDS);
    q.bind(id);
    if (!q.step())
        throw Exception(ErrorCode::nothingToUndo, "not the last decision on this photo file");
    if (q.integer(2) == 0)
        throw Exception(ErrorCode::decisionAlreadySent, "the decision has left the office");
    return undoableFrom(q);
}

} // namespace esek::storage
