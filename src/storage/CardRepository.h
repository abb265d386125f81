#pragma once
#include "base/Result.h"
#include "storage/Rows.h"

namespace esek::storage {

struct ReplicaCore;

/// The cards of a replica and the batches in which they were issued; they are changed by Replica::commit()
/// alone. Thread-safe: each call takes a connection of its own from the pool. Besides the errors below any
/// call may end with databaseCorrupt, databaseBusy or databaseFailed.
class CardRepository {
  public:
    explicit CardRepository(ReplicaCore& core) : m_core(core) {}

    /// By batch, then in the order of issue.
    Result<std::vector<domain::StudentCard>> list(const CardFilter& = {});
    Result<domain::StudentCard> find(std::string_view numberOrId); ///< unknownCard
    Result<domain::StudentCard> get(const domain::CardId&);        ///< unknownCard
    Result<bool> numberTaken(std::string_view cardNumber);
    /// The latest date of issue in the register of cards.
    Result<std::optional<Date>> lastIssueDate();

    Result<std::vector<domain::CardBatch>> batches();                 ///< newest first
    Result<domain::CardBatch> findBatch(std::string_view numberOrId); ///< unknownBatch
    Result<int> nextBatchNumber();

  private:
    ReplicaCore& m_core;
};

} // namespace esek::storage
