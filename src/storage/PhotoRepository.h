#pragma once
#include "base/Result.h"
#include "storage/Rows.h"

namespace esek::storage {

struct ReplicaCore;

/// The photo files of a replica; they are changed by Replica::commit() alone, and the bytes of the pictures
/// are in Replica::blobs(). Thread-safe: each call takes a connection of its own from the pool. Besides the
/// errors below any call may end with databaseCorrupt, databaseBusy or databaseFailed.
class PhotoRepository {
  public:
    explicit PhotoRepository(ReplicaCore& core) : m_core(core) {}

    /// By class, then surname and given names in Polish order; pupils who left are not among them.
    Result<std::vector<PhotoRow>> list(const PhotoFilter& = {});
    /// The filter's status is not looked at.
    Result<PhotoCounts> counts(const PhotoFilter& = {});
    Result<domain::PhotoFile> file(const domain::StudentId&); ///< unknownStudent

  private:
    ReplicaCore& m_core;
};

} // namespace esek::storage
