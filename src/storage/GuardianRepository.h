#pragma once
#include "base/Result.h"
#include "domain/Guardian.h"

#include <map>
#include <vector>

namespace esek::storage {

struct ReplicaCore;

/// Parents and guardians of a replica's pupils; they are changed by Replica::commit() alone. Thread-safe:
/// each call takes a connection of its own from the pool. Any call may end with databaseCorrupt, databaseBusy
/// or databaseFailed.
class GuardianRepository {
  public:
    explicit GuardianRepository(ReplicaCore& core) : m_core(core) {}

    /// Of one pupil, in the order in which they were added; without those who were removed.
    Result<std::vector<domain::Guardian>> of(const domain::StudentId&) const;
    /// Of all pupils, in the same order.
    Result<std::map<domain::StudentId, std::vector<domain::Guardian>>> all() const;

  private:
    ReplicaCore& m_core;
};

} // namespace esek::storage
