#pragma once
#include "base/Result.h"
#include "domain/Blank.h"
#include "domain/Duplicate.h"
#include "domain/ValidityMarks.h"

namespace esek::storage {

struct ReplicaCore;

/// What a year does to the cards of a replica: validity marks, requests for duplicates, blanks. Lists are in
/// no order. Changed by Replica::commit() alone. Thread-safe: each call takes a connection of its own from
/// the pool. Besides the errors below any call may end with databaseCorrupt, databaseBusy or databaseFailed.
class CardYearRepository {
  public:
    explicit CardYearRepository(ReplicaCore& core) : m_core(core) {}

    Result<std::vector<domain::ValidityMarks>> allMarks();
    /// Those of one card; without marks when there are none.
    Result<domain::ValidityMarks> marks(const domain::CardId&);

    Result<std::vector<domain::DuplicateRequest>> requests();
    /// The request to replace this card.
    Result<std::optional<domain::DuplicateRequest>> request(const domain::CardId&);

    Result<std::vector<domain::BlankDelivery>> deliveries(); ///< also those that were voided
    Result<std::vector<domain::Blank>> bookedBlanks();       ///< those to which something has happened

  private:
    ReplicaCore& m_core;
};

} // namespace esek::storage
