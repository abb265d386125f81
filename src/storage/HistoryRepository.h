#pragma once
#include "base/Result.h"
#include "storage/Rows.h"

namespace esek::storage {

struct ReplicaCore;

/// What was done in a replica: the audit, the messages to families, what waits for the server, and which
/// decision can still be taken back. Only read here; commit() writes it. Thread-safe: each call takes a
/// connection of its own from the pool. Besides the errors below any call may end with databaseCorrupt,
/// databaseBusy or databaseFailed.
class HistoryRepository {
  public:
    explicit HistoryRepository(ReplicaCore& core) : m_core(core) {}

    Result<std::vector<MessageRow>> messages(const MessageFilter& = {}); ///< newest first
    Result<std::vector<AuditRow>> audit(const AuditFilter& = {});        ///< newest first
    /// The latest time of any entry of the audit, whatever order they were written in.
    Result<std::optional<Timestamp>> lastAuditTime();
    Result<std::int64_t> outboxPending();

    /// The last accept, reject, keep, take new or refused deletion that has not left the office and after
    /// which nothing happened to that photo file.
    Result<std::optional<Undoable>> undoable();
    /// The same for one decision; nothingToUndo, decisionAlreadySent.
    Result<Undoable> undoable(const domain::MutationId&);

  private:
    ReplicaCore& m_core;
};

} // namespace esek::storage
