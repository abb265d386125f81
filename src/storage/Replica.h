#pragma once
#include "base/Clock.h"
#include "base/Rng.h"
#include "base/platform/Files.h"
#include "blob/FileBlobStore.h"
#include "storage/CardRepository.h"
#include "storage/CardYearRepository.h"
#include "storage/Care.h"
#include "storage/GuardianRepository.h"
#include "storage/HistoryRepository.h"
#include "storage/PhotoRepository.h"
#include "storage/StudentRepository.h"

#include <chrono>
#include <filesystem>
#include <memory>
#include <span>

namespace esek::storage {

struct ReplicaOptions {
    /// How long a write waits for another process before it ends with databaseBusy.
    std::chrono::milliseconds busyTimeout{5000};
};

/// A school's data in a folder: replica.sqlite and blobs/. The one place that reads and writes them. Every
/// change is a Mutation given to commit(); what is there is read by subject, from students(), photos(),
/// cards(), cardYear(), guardians() and history(). Thread-safe: each call takes a connection of its own from
/// a pool. Any call may end with databaseCorrupt, databaseBusy, databaseFailed or diskFull; a failed call has
/// changed nothing.
class Replica {
  public:
    /// A new replica; the folder is made when missing. A school with a nil id gets one. Errors:
    /// replicaExists, folderNotWritable, diskFull.
    static Result<std::unique_ptr<Replica>> create(const std::filesystem::path& folder, const domain::School&,
                                                   const Clock&, Rng&, ReplicaOptions = {});
    /// Brings an older replica up to date, after a copy of its database beside it (replica.sqlite.before-N).
    /// Errors: noReplica, schemaNewer, databaseCorrupt, folderNotWritable.
    static Result<std::unique_ptr<Replica>> open(const std::filesystem::path& folder, const Clock&, Rng&,
                                                 ReplicaOptions = {});
    static bool exists(const std::filesystem::path& folder);
    ~Replica();
    Replica(const Replica&) = delete;
    Replica& operator=(const Replica&) = delete;

    /// One desktop on one folder; the command line may run beside it. Held until the process ends or the lock
    /// is destroyed. Error: instanceRunning.
    static Result<std::unique_ptr<platform::FileLock>> lockForDesktop(const std::filesystem::path& folder);

    /// All in one transaction or none. On success everything is on the disk. Photo bytes must be in blobs()
    /// before. The Error of a refused mutation carries its place in `index`. Errors besides the rules':
    /// unknownStudent, unknownCard, unknownBatch, registerNumberTaken, peselTaken, cardNumberTaken,
    /// blobMissing, decisionAlreadySent, nothingToUndo.
    Result<Committed> commit(std::span<const domain::Mutation>);
    Result<Committed> commit(const domain::Mutation& m) { return commit(std::span(&m, 1)); }

    Result<domain::School> school();

    StudentRepository& students() { return m_students; }
    PhotoRepository& photos() { return m_photos; }
    CardRepository& cards() { return m_cards; }
    CardYearRepository& cardYear() { return m_cardYear; }
    GuardianRepository& guardians() { return m_guardians; }
    HistoryRepository& history() { return m_history; }
    Care& care() { return m_care; }

    blob::FileBlobStore& blobs();
    const std::filesystem::path& folder() const;

  private:
    friend class SyncStore; // the same replica, seen from the server's side
    explicit Replica(std::unique_ptr<ReplicaCore>);

    std::unique_ptr<ReplicaCore> m_core; ///< before those that use it
    StudentRepository m_students;
    PhotoRepository m_photos;
    CardRepository m_cards;
    CardYearRepository m_cardYear;
    GuardianRepository m_guardians;
    HistoryRepository m_history;
    Care m_care;
};

} // namespace esek::storage
