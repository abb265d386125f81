#include "storage/Restore.h"

#include "storage/Backup.h"
#include "storage/Migrator.h"
#include "storage/ReplicaCore.h"
#include "storage/Verifier.h"

#include <algorithm>
#include <set>

namespace esek::storage {

namespace fs = std::filesystem;

namespace {

/// In the folder that the school is restored into: everything is unpacked and checked here first.
constexpr const char* kDraftFolder = "replica.restoring";
constexpr std::chrono::milliseconds kNoWait{0};

/// Are all photos there but those that were missing before?
bool allThereBut(const std::set<domain::BlobId>& missing, Connection& c, const blob::FileBlobStore& blobs) {
    Query q = c.query("SELECT id FROM blob WHERE state = 'stored'");
    while (q.step())
        if (const domain::BlobId id = q.blobId(0); !blobs.has(id) && !missing.contains(id))
            return false;
    return true;
}

/// The first problem that is no missing photo.
const VerifyProblem* otherProblem(const VerifyReport& report) {
    const auto found = std::find_if(report.problems.begin(), report.problems.end(),
                                    [](const VerifyProblem& p) { return p.area != "blob_missing"; });
    return found == report.problems.end() ? nullptr : &*found;
}

/// A database that somebody else may have made becomes a replica of the newest schema, or is refused.
void checkDraft(const fs::path& draft, const std::set<domain::BlobId>& missing) {
    const fs::path database = draft / kDatabaseName;
    Connection c(database, Connection::Mode::buildNew, kNoWait,
                 Connection::FromElsewhere{fs::file_size(database)});
    c.text("PRAGMA journal_mode = DELETE");
    migrate(c, nullptr);
    const blob::FileBlobStore blobs(draft / "blobs");
    const VerifyReport report = Verifier(c, blobs, nullptr).run();
    if (const VerifyProblem* problem = otherProblem(report))
        throw Exception(ErrorCode::fileCorrupt, problem->area + " " + problem->detail);
    if (!allThereBut(missing, c, blobs))
        throw Exception(ErrorCode::fileCorrupt, "a photo is not in the archive");
    // Card numbers may have been given out since the backup: the server leases others.
    c.exec("DELETE FROM number_lease");
}

/// The photos first: until the database is there, the folder holds no school.
void moveIn(const fs::path& draft, const fs::path& folder) {
    std::error_code ec;
    fs::remove(folder / "blobs", ec); // when it is empty
    if (!fs::exists(folder / "blobs")) {
        fs::rename(draft / "blobs", folder / "blobs");
    } else {
        const blob::FileBlobStore from(draft / "blobs");
        const blob::FileBlobStore to(folder / "blobs");
        from.forEach([&](const domain::BlobId& id) {
            fs::create_directories(to.path(id).parent_path());
            fs::rename(from.path(id), to.path(id));
        });
    }
    const auto bytes = platform::readFile(draft / kDatabaseName).value();
    platform::writeFileAtomically(folder / kDatabaseName, bytes).value();
}

} // namespace

Result<void> restore(const fs::path& file, const fs::path& folder) {
    std::error_code ec;
    const auto fileError = [&](ErrorCode code, std::string message) {
        return Error{code, std::move(message), {{"file", platform::toUtf8(file.filename())}}};
    };
    if (!fs::is_regular_file(file, ec))
        return fileError(ErrorCode::fileNotFound, "no such file");
    if (Replica::exists(folder))
        return Error{ErrorCode::replicaExists, "there is a replica", {{"folder", platform::toUtf8(folder)}}};
    const fs::path draft = folder / kDraftFolder;
    fs::remove_all(draft, ec); // of a restore that was cut short
    if (auto made = platform::ensureFolder(draft); !made)
        return made.error();
    const auto unpack = [&] {
        checkDraft(draft, readArchive(file, draft));
        moveIn(draft, folder);
    };
    auto done = guarded(unpack, [&](const std::exception& e) {
        if (const auto* sql = dynamic_cast<const SQLite::Exception*>(&e))
            return toError(*sql);
        if (const auto* system = dynamic_cast<const fs::filesystem_error*>(&e))
            return Error{ErrorCode::writeFailed, system->what(), {}};
        return Error{ErrorCode::internal, e.what(), {}};
    });
    fs::remove_all(draft, ec);
    if (done)
        return done;
    // A damaged or foreign archive is the file's trouble, not that of a school's database.
    const Error& error = done.error();
    const bool foreign = error.code == ErrorCode::databaseCorrupt ||
                         error.code == ErrorCode::databaseFailed || error.code == ErrorCode::jsonInvalid ||
                         error.code == ErrorCode::fileCorrupt;
    return foreign ? fileError(ErrorCode::fileCorrupt, error.message)
                   : error.with("file", platform::toUtf8(file.filename()))
                         .with("folder", platform::toUtf8(folder));
}

} // namespace esek::storage
