#pragma once
#include "base/Progress.h"
#include "base/Result.h"
#include "server/central/CentralCore.h"
#include "server/central/ServerReport.h"

#include <filesystem>

namespace esek::server {

/// Keeps the server's data whole. Thread-safe. What an administrator starts returns a Result; sweep() throws
/// Exception.
class Care {
  public:
    explicit Care(CentralCore& core) : m_core(core) {}

    /// One file with the database and the bytes as of one moment. Errors: writeFailed, cancelled,
    /// databaseCorrupt.
    Result<void> backup(const std::filesystem::path& file, Progress* = nullptr);
    /// Everything that can be wrong in the database and among the bytes. An Error only when the check itself
    /// could not run, or `cancelled`.
    Result<ServerReport> verify(Progress* = nullptr);
    /// Finishes what a crash left, drops old uploads and bytes that nothing names.
    void sweep();

  private:
    void sweepSchool(const std::string& school);

    CentralCore& m_core;
};

/// Puts the contents of a backup into an empty database and folder; a new epoch begins at the heads of the
/// backup. Devices and logins that were ended after the backup was made are ended again. Errors: fileCorrupt,
/// schemaNewer, replicaExists when the database is not empty.
Result<void> restore(const std::filesystem::path& backup, Store&, BlobStore&, const Clock&, Rng&,
                     const RevokedIds* = nullptr);

} // namespace esek::server
