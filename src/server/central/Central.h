#pragma once
#include "base/Clock.h"
#include "base/Progress.h"
#include "base/Rng.h"
#include "server/accounts/RevokedIds.h"
#include "server/blobs/BlobStore.h"
#include "server/central/Caller.h"
#include "server/central/ChangeBudget.h"
#include "server/central/Heads.h"
#include "server/central/Thumbnails.h"
#include "server/store/Store.h"
#include "sync/protocol/Pack.h"
#include "sync/protocol/Wire.h"

#include <atomic>
#include <filesystem>
#include <map>
#include <mutex>
#include <set>

namespace esek::server {

struct Upload {
    std::string id;
    std::int64_t offset = 0;
    std::int64_t size = 0;
    bool done = false;
};

struct VerifyProblem {
    std::string area;   ///< "chain", "record", "key", "blob" ...
    std::string detail; ///< ids and numbers only
};
struct ServerReport {
    std::vector<VerifyProblem> problems;
    std::int64_t schools = 0;
    std::int64_t changes = 0;
    std::int64_t records = 0;
    std::int64_t blobs = 0;
    std::int64_t strays = 0; ///< files that no row names; harmless, swept later
    bool ok() const { return problems.empty(); }
};

/// How often pushes ended how; for /metrics.
struct PushCounts {
    std::atomic<std::uint64_t> applied{0}, same{0}, duplicate{0}, conflict{0}, rejected{0};
};

/// The server's use cases: what offices ask for (with a Caller) and what administrators do (without).
/// Thread-safe. Errors are thrown as Exception inside and come out of Api as answers; administrators' calls
/// return Results.
class Central {
  public:
    /// Without a place for revoked ids a restore knows only those of its backup.
    Central(Store&, BlobStore&, const Clock&, Rng&, const RevokedIds* = nullptr);

    // Administration
    Result<domain::SchoolId> addSchool(domain::School); ///< a nil id gets a new one; schoolExists
    Result<std::vector<SchoolRow>> schools();
    Result<std::string> addUser(const domain::SchoolId&, domain::Role, const std::string& name);
    /// A one-time code for one device; good for seven days. `account` may be empty.
    Result<std::string> inviteDevice(const domain::SchoolId&, domain::Role, const std::string& name,
                                     const std::string& account = {});
    /// With the role of a user of this school.
    Result<std::string> inviteDeviceOf(const domain::SchoolId&, const std::string& account,
                                       const std::string& name);
    Result<std::vector<DeviceRow>> devices();
    /// Kept outside the database before it is done there.
    Result<void> revokeDevice(const std::string& device);
    /// One file with the database and the bytes as of one moment.
    Result<void> backup(const std::filesystem::path& file, Progress* = nullptr);
    Result<ServerReport> verify(Progress* = nullptr);
    /// Finishes what a crash left, drops old uploads and bytes that nothing names.
    void sweep();

    // Offices
    Caller authenticate(const std::string& token);                                ///< serverUnauthorized
    sync::Enrolled enrol(const std::string& code, const std::string& deviceName); ///< enrolCodeInvalid
    sync::Meta meta(const Caller&);
    sync::PushAnswer push(const Caller&, const sync::PushRequest&);
    /// JSON texts: the rows lie in the database as they travel.
    std::string changes(const Caller&, std::int64_t since, std::optional<std::int64_t> until,
                        std::int64_t limit);
    std::string snapshot(const Caller&, const std::string& after, std::int64_t limit);
    std::string digest(const Caller&);
    std::pair<std::int64_t, std::int64_t> lease(const Caller&, std::int64_t count);
    std::int64_t head(const Caller&);
    Heads& heads() { return m_heads; }
    /// Looks for what other processes did: news of schools that somebody waits for, and revoked tokens.
    /// Called a few times a second.
    void poll();
    /// Grows with every revocation that this process did or saw.
    std::uint64_t revocations() const { return m_revocationCount; }

    // Bytes
    std::vector<domain::BlobId> missing(const Caller&, const std::vector<domain::BlobId>&);
    Upload startUpload(const Caller&, const domain::BlobId&, std::int64_t size);
    Upload upload(const Caller&, const std::string& id); ///< nothing when it is not this school's
    /// Throws UploadOffset when `offset` is not where the upload stands.
    Upload continueUpload(const Caller&, const std::string& id, std::int64_t offset, std::string_view bytes);
    /// Whole photos, many with one flush. Returns which of them the school has now: one with another hash is
    /// not among them, nor one that an approved deletion erased meanwhile.
    std::vector<domain::BlobId> storeAll(const Caller&, const std::vector<sync::PackedPhoto>&);
    /// Many photos in one (sync/protocol/Pack.h).
    std::unique_ptr<ByteSource> pack(const Caller&, const std::vector<domain::BlobId>&);
    std::unique_ptr<ByteSource> blob(const Caller&, const domain::BlobId&); ///< null: not there
    /// Erases bytes that no photo file names and no family is about to send.
    void forget(const Caller&, const domain::BlobId&);
    /// Drawn when it is asked for the first time. serverBusy (thrown) while others are being drawn.
    std::unique_ptr<ByteSource> thumb(const Caller&, const domain::BlobId&);

    struct UploadOffset {
        std::int64_t actual;
    };

    Store& store() { return m_store; }
    const Clock& clock() const { return m_clock; }
    std::uint64_t thumbsDrawn() const { return m_thumbnails.tried(); } ///< or tried
    const PushCounts& counts() const { return m_counts; }

  private:
    void audit(Tx&, const std::string& school, std::string kind, std::string subject);
    void finishErasing(const std::string& school);
    void sweepSchool(const std::string& school);
    /// Begins an upload for each photo that the school lacks, where none is under way. By hash: its id.
    std::map<std::string, std::string> promise(const Caller&, const std::vector<sync::PackedPhoto>&);
    std::mutex& uploadLock(const std::string& id);
    void count(const sync::PushAnswer&);
    std::string now() const { return toIso(m_clock.now()); }
    std::string newId();

    Store& m_store;
    BlobStore& m_blobs;
    const Clock& m_clock;
    Rng& m_rng;
    const RevokedIds* m_revokedIds;
    std::mutex m_rngMutex;
    Heads m_heads;
    PushCounts m_counts;
    ChangeBudget m_changeBudget{m_clock};
    std::array<std::mutex, 16> m_uploadLocks;
    Thumbnails m_thumbnails;
    std::mutex m_pollMutex;
    std::string m_revocations;
    std::atomic<std::uint64_t> m_revocationCount{0};
};

/// Puts the contents of a backup into an empty database and folder; a new epoch begins at the heads of the
/// backup. Devices and logins that were ended after the backup was made are ended again. Errors: fileCorrupt,
/// schemaNewer, replicaExists when the database is not empty.
Result<void> restore(const std::filesystem::path& backup, Store&, BlobStore&, const Clock&, Rng&,
                     const RevokedIds* = nullptr);

} // namespace esek::server
