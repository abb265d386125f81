#include "base/OutputFile.h"
#include "base/platform/Privacy.h"
#include "storage/Backup.h"
#include "storage/Migrator.h"
#include "storage/PhotoTable.h"
#include "storage/ReplicaImpl.h"
#include "storage/Verifier.h"

#include <algorithm>
#include <set>

namespace esek::storage {

namespace fs = std::filesystem;

namespace {

std::vector<MissingPhoto> pupilsOf(Connection& c, const std::set<domain::BlobId>& photos) {
    std::vector<MissingPhoto> pupils;
    Query q = c.query("SELECT s.id, s.surname, s.given_names, coalesce(s.class_unit, ''), p.state_json "
                      "FROM photo_file p JOIN student s ON s.student_no = p.student_no "
                      "ORDER BY s.class_key, s.name_key");
    while (q.step()) {
        domain::PhotoFile file;
        file.state = photoStateFrom(q.view(4));
        const auto held = file.photos();
        if (std::any_of(held.begin(), held.end(),
                        [&](const domain::Photo* photo) { return photos.contains(photo->blob); }))
            pupils.push_back({q.id<domain::StudentId>(0), q.text(1), q.text(2), q.text(3)});
    }
    return pupils;
}

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

} // namespace

Result<VerifyReport> Replica::verify(Progress* progress) {
    return m_impl->use([&](Connection& c) { return Verifier(c, m_impl->blobs, progress).run(); });
}

Result<std::vector<MissingPhoto>> Replica::backup(const fs::path& asked, Progress* progress) {
    return m_impl->use([&](Connection& c) {
        const fs::path file = outputFile(asked, m_impl->folder).value();
        fs::path snapshot = file;
        snapshot += ".snapshot";
        std::error_code ec;
        fs::remove(snapshot, ec);
        std::vector<domain::BlobId> missing;
        try {
            platform::createPrivateFile(snapshot).value();
            const std::string name = platform::toUtf8(snapshot);
            c.prepared("VACUUM INTO ?").bind(name).run();
            missing = writeArchive(file, snapshot, c, m_impl->blobs, progress);
        } catch (...) {
            fs::remove(snapshot, ec);
            throw;
        }
        fs::remove(snapshot, ec);
        return missing.empty() ? std::vector<MissingPhoto>() : pupilsOf(c, {missing.begin(), missing.end()});
    });
}

Result<void> Replica::restore(const fs::path& file, const fs::path& folder) {
    std::error_code ec;
    const auto fileError = [&](ErrorCode code, std::string message) {
        return Error{code, std::move(message), {{"file", platform::toUtf8(file.filename())}}};
    };
    if (!fs::is_regular_file(file, ec))
        return fileError(ErrorCode::fileNotFound, "no such file");
    if (exists(folder))
        return Error{ErrorCode::replicaExists, "there is a replica", {{"folder", platform::toUtf8(folder)}}};
    for (const fs::path& f : {folder, folder / "blobs"})
        if (auto made = platform::ensureFolder(f); !made)
            return made.error();

    const fs::path draft = folder / "replica.sqlite.new";
    blob::FileBlobStore blobs(folder / "blobs");
    std::vector<domain::BlobId> added;
    const auto unpack = [&] {
        const auto missing = readArchive(file, draft, blobs, added);
        Connection c(draft, Connection::Mode::buildNew, std::chrono::milliseconds(0));
        c.text("PRAGMA journal_mode = DELETE");
        migrate(c, nullptr);
        const VerifyReport report = Verifier(c, blobs, nullptr).run();
        if (const VerifyProblem* problem = otherProblem(report))
            throw Exception(fileError(ErrorCode::fileCorrupt, problem->area));
        if (!allThereBut(missing, c, blobs))
            throw Exception(fileError(ErrorCode::fileCorrupt, "a photo is not in the archive"));
        // Card numbers may have been given out since the backup: the server leases others.
        c.exec("DELETE FROM number_lease");
    };
    auto done = guarded(unpack, [&](const std::exception& e) {
        const auto* sql = dynamic_cast<const SQLite::Exception*>(&e);
        const Error error = sql ? toError(*sql) : Error{ErrorCode::internal, e.what(), {}};
        // A damaged or foreign archive is the file's trouble, not that of a school's database.
        const bool foreign =
            error.code == ErrorCode::databaseCorrupt || error.code == ErrorCode::databaseFailed;
        return fileError(foreign ? ErrorCode::fileCorrupt : error.code, error.message);
    });
    if (!done && done.error().code == ErrorCode::databaseCorrupt)
        done = fileError(ErrorCode::fileCorrupt, done.error().message);
    if (done) {
        if (auto bytes = platform::readFile(draft); !bytes)
            done = bytes.error();
        else
            done = platform::writeFileAtomically(folder / kDatabaseName, *bytes);
    }
    fs::remove(draft, ec);
    if (!done) {
        for (const domain::BlobId& id : added)
            if (const auto erased = blobs.erase(id); !erased)
                log::warning("an unpacked blob is left: " + erased.error().message);
    }
    return done;
}

} // namespace esek::storage
