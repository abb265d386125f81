#include "server/central/Care.h"

#include "base/Log.h"
#include "base/platform/Files.h"
#include "base/platform/Privacy.h"
#include "base/platform/PutInPlace.h"
#include "server/central/BackupFormat.h"
#include "server/central/Quota.h"
#include "server/central/Verifier.h"
#include "server/mail/MailQueue.h"

#include <SQLiteCpp/SQLiteCpp.h>

#include <set>
#include <system_error>

namespace esek::server {

namespace fs = std::filesystem;

namespace {

constexpr std::size_t kPageRows = 500;
constexpr int kBusyMilliseconds = 20000;
constexpr std::chrono::hours kUploadLife{3 * 24};
constexpr std::chrono::hours kUnnamedLife{3 * 24};     ///< bytes that no mutation named
constexpr std::chrono::hours kUnnamedShortLife{1};     ///< when there are very many
constexpr std::chrono::hours kUnchangedLife{180 * 24}; ///< an office that lost the answer has asked by then
constexpr std::chrono::hours kDraftLife{14 * 24};      ///< what a family began, and did not send

/// Page by page in the order of the key, each going on behind the last row of the one before.
void writeTable(Database& from, Database& to, const TableShape& table) {
    const std::string name = table.name;
    const std::string key = keyList(table);
    to.run(backup::createTable(table));
    const std::string sql = backup::insertInto(table);
    const std::string select = "SELECT " + columnList(table) + " FROM " + name;
    const std::string order = " ORDER BY " + key + " LIMIT " + std::to_string(kPageRows);
    const std::string behind = " WHERE (" + key + ") > (" + placeholders(table.keys) + ")";
    const std::size_t columns = table.columns.size() + (table.sealed ? 1 : 0);
    std::vector<Param> last;
    for (;;) {
        Rows rows = from.query(select + (last.empty() ? "" : behind) + order, columns, last);
        for (std::size_t i = 0; i < rows.size(); ++i) {
            std::vector<Param> values;
            for (std::size_t c = 0; c < columns; ++c)
                values.emplace_back(std::move(rows.cell(i, c)));
            to.run(sql, values);
            last.assign(values.begin(), values.begin() + static_cast<std::ptrdiff_t>(table.keys));
        }
        if (rows.size() < kPageRows)
            break;
    }
}

/// The bytes, in a table that the sqlite3 tool can unpack (-A): schools/SCHOOL/SHA.
class ByteArchive {
  public:
    explicit ByteArchive(const fs::path& file)
        : m_db(platform::toUtf8(file), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE, kBusyMilliseconds) {
        m_db.exec(backup::kBytesTable);
        m_db.exec("BEGIN");
    }
    void commit() { m_db.exec("COMMIT"); }
    void add(const std::string& school, const std::string& blob, const std::vector<std::uint8_t>& bytes) {
        SQLite::Statement insert(
            m_db, "INSERT INTO sqlar (name, mode, mtime, sz, data) VALUES (?, 33152, 0, ?, ?)");
        const std::string name = backup::entryName(school, blob);
        insert.bindNoCopy(1, name);
        insert.bind(2, static_cast<std::int64_t>(bytes.size()));
        insert.bindNoCopy(3, bytes.data(), static_cast<int>(bytes.size()));
        insert.exec();
    }

  private:
    SQLite::Database m_db;
};

void copyBlobs(Tx& tx, BlobStore& blobs, ByteArchive& archive, Progress* progress) {
    for (const SchoolRow& school : tx.schools()) {
        const auto rows = tx.blobs(school.id, "stored");
        for (std::size_t i = 0; i < rows.size(); ++i) {
            if (progress) {
                if (progress->cancelled())
                    throw Exception(ErrorCode::cancelled, "backup was stopped");
                progress->report(i, rows.size());
            }
            const auto id = domain::BlobId::parse(rows[i].id);
            if (!id)
                throw Exception(ErrorCode::databaseCorrupt, "bytes whose hash is none");
            const auto bytes = guarded([&] { return blobs.get(school.id, *id); });
            if (bytes)
                archive.add(school.id, rows[i].id, *bytes);
            else if (bytes.error().code != ErrorCode::blobMissing)
                throw Exception(bytes.error());
            // Missing: erased since this moment of the database, or lost; verify tells which.
        }
    }
}

void copyAll(Tx& tx, BlobStore& blobs, const fs::path& file, Progress* progress) {
    {
        const auto archive = openDatabase({Dialect::sqlite, platform::toUtf8(file), true, true});
        archive->run("BEGIN IMMEDIATE");
        archive->run(backup::kInfoTable);
        archive->run("INSERT INTO backup_info (name, value) VALUES ('format', $1)", {backup::kFormat});
        for (const TableShape& table : backup::tables())
            writeTable(tx.database(), *archive, table);
        archive->run("COMMIT");
    }
    ByteArchive bytes(file);
    copyBlobs(tx, blobs, bytes, progress);
    bytes.commit();
}

} // namespace

Result<void> Care::backup(const fs::path& file, Progress* progress) {
    return guarded(
        [&] {
            fs::path unfinished = file;
            unfinished += ".new";
            std::error_code ec;
            const auto clean = [&] {
                fs::remove(unfinished, ec);
                fs::remove(fs::path(unfinished) += "-journal", ec);
            };
            clean();
            try {
                platform::createPrivateFile(unfinished).value();
                m_core.store.read([&](Tx& tx) {
                    tx.allowLongRun();
                    copyAll(tx, m_core.blobs, unfinished, progress);
                });
                platform::putInPlace(unfinished, file).value();
            } catch (...) {
                clean();
                throw;
            }
            log::info("backup written");
        },
        [&](const std::exception& e) {
            return dynamic_cast<const fs::filesystem_error*>(&e) || dynamic_cast<const SQLite::Exception*>(&e)
                       ? Error{ErrorCode::writeFailed,
                               e.what(),
                               {{"file", platform::toUtf8(file.filename())}}}
                       : Error{ErrorCode::internal, e.what(), {}};
        });
}

Result<ServerReport> Care::verify(Progress* progress) {
    return guarded([&] {
        return m_core.store.read([&](Tx& tx) {
            tx.allowLongRun();
            return Verifier(tx, m_core.blobs, progress).run();
        });
    });
}

void Care::sweep() {
    m_core.store.write([&](Tx& tx) { MailQueue::sweep(tx, m_core.clock.now()); });
    for (const SchoolRow& school : m_core.store.read([](Tx& tx) { return tx.schools(); })) {
        const auto done = guarded([&] { sweepSchool(school.id); });
        if (!done)
            log::error("sweep of school " + school.id + ": " + done.error().message);
    }
}

void Care::sweepSchool(const std::string& school) {
    m_core.finishErasing(school);
    const std::string oldUploads = toIso(m_core.clock.now() - kUploadLife);
    const std::string oldUnchanged = toIso(m_core.clock.now() - kUnchangedLife);
    const std::string oldDrafts = toIso(m_core.clock.now() - kDraftLife);
    std::set<std::string> open;
    m_core.store.write([&](Tx& tx) {
        open.clear();
        static_cast<void>(tx.lockSchool(school));
        for (const UploadRow& u : tx.uploads(school)) {
            if (u.createdAt < oldUploads)
                tx.dropUpload(school, u.id);
            else
                open.insert(u.id);
        }
        tx.dropUnsentDrafts(school, oldDrafts);
        tx.dropUnchanged(school, oldUnchanged);
        const auto life = isPressed(tx.unnamedSum(school)) ? kUnnamedShortLife : kUnnamedLife;
        for (const BlobRow& blob : tx.unnamed(school, toIso(m_core.clock.now() - life)))
            tx.markErasing(school, blob.id);
        // A file can only be new while its row is not there yet when it is being put under this lock.
        for (const std::string& file : m_core.blobs.uploads(school))
            if (!open.contains(file))
                m_core.blobs.dropUpload(school, file);
    });
    m_core.finishErasing(school);
    std::set<domain::BlobId> named;
    for (const BlobRow& blob : m_core.store.read([&](Tx& tx) { return tx.blobs(school, "stored"); }))
        if (const auto id = domain::BlobId::parse(blob.id))
            named.insert(*id);
    m_core.blobs.sweep(school, [&](const domain::BlobId& id) { return named.contains(id); });
}

} // namespace esek::server
