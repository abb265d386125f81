#pragma once
#include "base/Progress.h"
#include "base/Result.h"
#include "storage/Rows.h"

#include <filesystem>

namespace esek::storage {

struct ReplicaCore;

/// Keeps a replica whole: checks it, copies it and clears up after crashes. Thread-safe: each call takes a
/// connection of its own from the pool, and sweep() waits for writers. Besides the errors below any call may
/// end with databaseCorrupt, databaseBusy or databaseFailed.
class Care {
  public:
    explicit Care(ReplicaCore& core) : m_core(core) {}

    /// Everything that can be wrong inside: the database, photo bytes, the audit chain, and whether the audit
    /// leads to the data that is there. An Error only when the check itself could not run, or `cancelled`.
    Result<VerifyReport> verify(Progress* = nullptr);

    /// One file: an SQLite archive (`sqlite3 -A -x FILE` unpacks it) with the database and all photos. Gives
    /// the pupils whose photo had to be left out, because its file is missing or damaged; the rest is saved.
    /// `restore` in Restore.h is the way back. Errors: outputRefused in the replica's folder, diskFull,
    /// folderNotWritable.
    Result<std::vector<MissingPhoto>> backup(const std::filesystem::path& file, Progress* = nullptr);

    /// Removes bytes that a crash left behind; for idle time. folderNotWritable.
    Result<std::size_t> sweep();

  private:
    ReplicaCore& m_core;
};

} // namespace esek::storage
