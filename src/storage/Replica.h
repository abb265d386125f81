#pragma once
#include "base/Progress.h"
#include "base/platform/Files.h"
#include "blob/FileBlobStore.h"
#include "storage/Rows.h"

#include <chrono>
#include <filesystem>
#include <memory>
#include <span>

namespace esek::storage {

struct ReplicaOptions {
    /// How long a write waits for another process before it ends with databaseBusy.
    std::chrono::milliseconds busyTimeout{5000};
};

/// A school's data in a folder: replica.sqlite and blobs/. The one place that reads and writes them; every
/// change is a Mutation given to commit(). Thread-safe: each call takes a connection of its own from a pool.
/// Any call may end with databaseCorrupt, databaseBusy, databaseFailed or diskFull; a failed call has changed
/// nothing.
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

    /// By class, then surname and given names in Polish order.
    Result<std::vector<StudentRow>> students(const StudentFilter& = {});
    Result<StudentRow> student(const domain::StudentId&); ///< unknownStudent
    /// Register number, PESEL or id. Errors: unknownStudent, ambiguousStudent.
    Result<domain::Student> findStudent(std::string_view text);
    Result<std::vector<ClassRow>> classes();

    /// By class, then surname and given names in Polish order; pupils who left are not among them.
    Result<std::vector<PhotoRow>> photos(const PhotoFilter& = {});
    /// The filter's status is not looked at.
    Result<PhotoCounts> photoCounts(const PhotoFilter& = {});
    Result<domain::PhotoFile> photoFile(const domain::StudentId&); ///< unknownStudent

    /// By batch, then in the order of issue.
    Result<std::vector<domain::StudentCard>> cards(const CardFilter& = {});
    Result<domain::StudentCard> findCard(std::string_view numberOrId); ///< unknownCard
    Result<domain::StudentCard> card(const domain::CardId&);           ///< unknownCard
    Result<std::vector<domain::CardBatch>> batches();                  ///< newest first
    Result<domain::CardBatch> findBatch(std::string_view numberOrId);  ///< unknownBatch
    Result<int> nextBatchNumber();
    Result<bool> numberTaken(std::string_view cardNumber);
    /// The latest date of issue in the register of cards.
    Result<std::optional<Date>> lastIssueDate();

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

    /// Everything that can be wrong inside: the database, photo bytes, the audit chain, and whether the audit
    /// leads to the data that is there. An Error only when the check itself could not run, or `cancelled`.
    Result<VerifyReport> verify(Progress* = nullptr);

    /// One file: an SQLite archive (`sqlite3 -A -x FILE` unpacks it) with the database and all photos. Gives
    /// the pupils whose photo had to be left out, because its file is missing or damaged; the rest is saved.
    /// Errors: outputRefused in this folder, diskFull, folderNotWritable.
    Result<std::vector<MissingPhoto>> backup(const std::filesystem::path& file, Progress* = nullptr);
    /// Into a folder without a replica; nothing is left there when the backup does not pass the check. Photos
    /// that were missing when it was made do not count. Errors: fileNotFound, fileCorrupt, replicaExists,
    /// diskFull.
    static Result<void> restore(const std::filesystem::path& file, const std::filesystem::path& folder);

    /// Removes bytes that a crash left behind; for idle time.
    Result<std::size_t> sweep();

    blob::FileBlobStore& blobs();
    const std::filesystem::path& folder() const;

  private:
    friend class SyncStore; // the same replica, seen from the server's side
    struct Impl;
    explicit Replica(std::unique_ptr<Impl>);
    std::unique_ptr<Impl> m_impl;
};

} // namespace esek::storage
