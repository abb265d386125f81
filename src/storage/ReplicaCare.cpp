#include "storage/Backup.h"
#include "storage/Migrator.h"
#include "storage/ReplicaImpl.h"
#include "storage/Verifier.h"

namespace esek::storage {

namespace fs = std::filesystem;

Result<VerifyReport> Replica::verify(Progress* progress) {
    return m_impl->use([&](Connection& c) { return Verifier(c, m_impl->blobs, progress).run(); });
}

Result<void> Replica::backup(const fs::path& file, Progress* progress) {
    return m_impl->use([&](Connection& c) {
        fs::path snapshot = file;
        snapshot += ".snapshot";
        std::error_code ec;
        fs::remove(snapshot, ec);
        try {
            const std::string name = platform::toUtf8(snapshot);
            c.prepared("VACUUM INTO ?").bind(name).run();
            writeArchive(file, snapshot, c, m_impl->blobs, progress);
        } catch (...) {
            fs::remove(snapshot, ec);
            throw;
        }
        fs::remove(snapshot, ec);
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
        readArchive(file, draft, blobs, added);
        Connection c(draft, Connection::Mode::buildNew, std::chrono::milliseconds(0));
        c.text("PRAGMA journal_mode = DELETE");
        migrate(c, nullptr);
        const VerifyReport report = Verifier(c, blobs, nullptr).run();
        if (!report.ok())
            throw Exception(fileError(ErrorCode::fileCorrupt, report.problems.front().area));
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
