#include "base/Log.h"
#include "base/platform/Files.h"
#include "base/platform/Privacy.h"
#include "server/central/Central.h"
#include "server/store/Schema.h"

#include <Poco/Data/LOB.h>
#include <Poco/Data/Session.h>
#include <Poco/Data/Statement.h>

#include <system_error>

// A backup is one SQLite file, from either database: every table of ours under its own name with all values
// as text, and the bytes in an sqlar table. So it can be looked into with sqlite3, and moves a server from
// SQLite to PostgreSQL and back.
namespace esek::server {

namespace fs = std::filesystem;

namespace {

constexpr const char* kFormat = "1";
/// Card numbers that offices may have leased after the backup: a gap in the register harms nobody, two cards
/// with one number do.
constexpr std::int64_t kNumbersPerhapsLeased = 1000;
constexpr std::size_t kPageRows = 500;

std::string columnList(const TableShape& table, const char* suffix = "") {
    std::string out;
    for (const char* column : table.columns)
        out += (out.empty() ? "" : ", ") + std::string(column) + suffix;
    return out;
}

std::string placeholders(std::size_t n) {
    std::string out;
    for (std::size_t i = 1; i <= n; ++i)
        out += (i > 1 ? ", $" : "$") + std::to_string(i);
    return out;
}

std::string keyList(const TableShape& table) {
    std::string out;
    for (std::size_t i = 0; i < table.keys; ++i)
        out += (i > 0 ? ", " : "") + std::string(table.columns[i]);
    return out;
}

/// Page by page in the order of the key, each going on behind the last row of the one before.
void copyTable(Database& from, Database& to, const TableShape& table, bool create) {
    const std::string name = table.name;
    const std::string key = keyList(table);
    if (create)
        to.run("CREATE TABLE " + name + " (" + columnList(table, " TEXT NOT NULL") + ", PRIMARY KEY (" + key +
               "))");
    const std::string sql = "INSERT INTO " + name + " (" + columnList(table) + ") VALUES (" +
                            placeholders(table.columns.size()) + ")";
    const std::string select = "SELECT " + columnList(table) + " FROM " + name;
    const std::string order = " ORDER BY " + key + " LIMIT " + std::to_string(kPageRows);
    const std::string behind = " WHERE (" + key + ") > (" + placeholders(table.keys) + ")";
    std::vector<Param> last;
    for (;;) {
        Rows rows = from.query(select + (last.empty() ? "" : behind) + order, table.columns.size(), last);
        for (std::size_t i = 0; i < rows.size(); ++i) {
            std::vector<Param> values;
            for (std::size_t c = 0; c < table.columns.size(); ++c)
                values.emplace_back(std::move(rows.text(i, c)));
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
    explicit ByteArchive(const fs::path& file) : m_session("SQLite", platform::toUtf8(file)) {
        using namespace Poco::Data::Keywords;
        m_session << "PRAGMA busy_timeout = 20000", now;
    }
    void create() {
        using namespace Poco::Data::Keywords;
        m_session << "CREATE TABLE sqlar (name TEXT PRIMARY KEY, mode INT, mtime INT, sz INT, data BLOB)",
            now;
        m_session << "BEGIN", now;
    }
    void commit() {
        using namespace Poco::Data::Keywords;
        m_session << "COMMIT", now;
    }
    void add(const std::string& school, const std::string& blob, const std::vector<std::uint8_t>& bytes) {
        using namespace Poco::Data::Keywords;
        std::string name = "schools/" + school + "/" + blob;
        auto size = static_cast<Poco::Int64>(bytes.size());
        Poco::Data::BLOB data(bytes.data(), bytes.size());
        m_session << "INSERT INTO sqlar (name, mode, mtime, sz, data) VALUES (?, 33152, 0, ?, ?)", use(name),
            use(size), use(data), now;
    }
    template <class F>
    void forEach(F&& visit) {
        using namespace Poco::Data::Keywords;
        std::vector<std::string> names;
        m_session << "SELECT name FROM sqlar ORDER BY name", into(names), now;
        for (std::string& name : names) {
            Poco::Data::BLOB data;
            m_session << "SELECT data FROM sqlar WHERE name = ?", into(data), use(name), now;
            visit(name, std::vector<std::uint8_t>(data.begin(), data.end()));
        }
    }

  private:
    Poco::Data::Session m_session;
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
            const auto id = *domain::BlobId::parse(rows[i].id);
            const auto bytes = guarded([&] { return blobs.get(school.id, id); });
            if (bytes)
                archive.add(school.id, rows[i].id, *bytes);
            else if (bytes.error().code != ErrorCode::blobMissing)
                throw Exception(bytes.error());
            // Missing: erased since this moment of the database, or lost; verify tells which.
        }
    }
}

Error corrupt(const fs::path& file, const char* why) {
    return Error{ErrorCode::fileCorrupt, why, {{"file", platform::toUtf8(file.filename())}}};
}

/// What Poco throws about a backup file.
Error translated(const fs::path& file, const std::exception& e) {
    if (dynamic_cast<const Poco::Exception*>(&e))
        return corrupt(file, "not a backup of a server");
    return Error{ErrorCode::internal, e.what(), {}};
}

void copyAll(Tx& tx, BlobStore& blobs, const fs::path& file, Progress* progress) {
    {
        const auto archive = openDatabase({Dialect::sqlite, platform::toUtf8(file), true, true});
        archive->run("BEGIN IMMEDIATE");
        archive->run("CREATE TABLE backup_info (name TEXT NOT NULL, value TEXT NOT NULL)");
        archive->run("INSERT INTO backup_info (name, value) VALUES ('format', $1)", {kFormat});
        for (const TableShape& table : tableShapes())
            copyTable(tx.database(), *archive, table, true);
        archive->run("COMMIT");
    }
    ByteArchive bytes(file);
    bytes.create();
    copyBlobs(tx, blobs, bytes, progress);
    bytes.commit();
}

std::shared_ptr<Database> openArchive(const fs::path& file) {
    std::string format;
    const auto opened = guarded([&] {
        auto archive = openDatabase({Dialect::sqlite, platform::toUtf8(file), true, true});
        const Rows rows = archive->query("SELECT value FROM backup_info WHERE name = 'format'", 1);
        format = rows.empty() ? std::string() : rows.text(0, 0);
        return std::shared_ptr<Database>(std::move(archive));
    });
    if (!opened || format.empty())
        throw Exception(corrupt(file, "not a backup of a server"));
    if (format != kFormat)
        throw Exception(
            Error{ErrorCode::schemaNewer, "backup", {{"file", platform::toUtf8(file.filename())}}});
    return *opened;
}

void restoreBlobs(const fs::path& file, BlobStore& blobs) {
    ByteArchive(file).forEach([&](const std::string& name, const std::vector<std::uint8_t>& bytes) {
        const auto slash = name.rfind('/');
        static constexpr std::size_t kBegin = 8; // "schools/"
        const bool shaped = name.starts_with("schools/") && slash != std::string::npos && slash > kBegin;
        const std::string school = shaped ? name.substr(kBegin, slash - kBegin) : std::string();
        const auto id = shaped ? domain::BlobId::parse(name.substr(slash + 1)) : std::nullopt;
        if (!id || !Uuid::parse(school))
            throw Exception(corrupt(file, "an unknown entry"));
        if (domain::BlobId::of(bytes) != *id)
            throw Exception(corrupt(file, "a photo is damaged"));
        blobs.put(school, bytes);
    });
}

/// A backup of an older program does not have the tables of later steps.
bool hasTable(Database& archive, const std::string& name) {
    return !archive.query("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = $1", 1, {name})
                .empty();
}

} // namespace

Result<void> Central::backup(const fs::path& file, Progress* progress) {
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
                m_store.read([&](Tx& tx) {
                    tx.allowLongRun();
                    copyAll(tx, m_blobs, unfinished, progress);
                });
                fs::rename(unfinished, file);
            } catch (...) {
                clean();
                throw;
            }
            log::info("backup written");
        },
        [&](const std::exception& e) {
            return dynamic_cast<const fs::filesystem_error*>(&e)
                       ? Error{ErrorCode::writeFailed,
                               e.what(),
                               {{"file", platform::toUtf8(file.filename())}}}
                       : translated(file, e);
        });
}

/// Card numbers that offices leased after the backup are unknown here, and may be printed already: the next
/// leases begin well behind them. A gap in the numbers harms nobody, a number twice does.
constexpr std::int64_t kNumbersSkipped = 5000;

Result<void> restore(const fs::path& file, Store& store, BlobStore& blobs, const Clock& clock, Rng& rng) {
    std::error_code ec;
    if (!fs::is_regular_file(file, ec))
        return Error{ErrorCode::fileNotFound, "backup", {{"file", platform::toUtf8(file.filename())}}};
    return guarded(
        [&] {
            const auto archive = openArchive(file);
            if (!store.read([](Tx& tx) { return tx.schools(); }).empty())
                throw Exception(
                    Error{ErrorCode::replicaExists, "the database is not empty", {{"folder", "--data"}}});
            restoreBlobs(file, blobs);
            store.write([&](Tx& tx) {
                tx.allowLongRun();
                for (const TableShape& table : tableShapes())
                    if (std::string_view(table.name) != "server_state" && hasTable(*archive, table.name))
                        copyTable(*archive, tx.database(), table, false);
                // Numbers after these heads may have been given and lost: offices send again what they know.
                tx.setState("epoch", Uuid::v7(clock, rng).toString());
                for (SchoolRow school : tx.schools()) {
                    // An office may know numbers of any epoch before: the lowest start is the one from which
                    // on they may differ.
                    school.epochStart =
                        school.epochStart > 0 ? std::min(school.epochStart, school.head) : school.head;
                    school.nextNumber += kNumbersSkipped;
                    tx.saveSchool(school);
                }
            });
            log::info("restored from a backup; a new epoch begins");
        },
        [&](const std::exception& e) { return translated(file, e); });
}

} // namespace esek::server
