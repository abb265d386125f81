#include "storage/Connection.h"

#include "base/Log.h"
#include "base/platform/Files.h"
#include "base/platform/Privacy.h"
#include "storage/RowSeal.h"

#include <sqlite3.h>

namespace esek::storage {

namespace {

constexpr int kCacheKiB = 32 * 1024; // a class list of a large school stays in memory until its commit
// And the commit of one need not also copy its pages from the WAL into the file while somebody waits: at the
// usual 1000 pages it would. Small commits come to it later, or the last close does.
constexpr int kCheckpointPages = 4000; // 16 MB

int flags(Connection::Mode mode) {
    // One thread at a time is the pool's promise, so SQLite need not lock every call.
    switch (mode) {
    case Connection::Mode::openWal:
        return SQLite::OPEN_NOMUTEX | SQLite::OPEN_READWRITE;
    case Connection::Mode::buildNew:
        return SQLite::OPEN_NOMUTEX | SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE;
    case Connection::Mode::readOnly:
        break;
    }
    return SQLite::OPEN_NOMUTEX | SQLite::OPEN_READONLY;
}

/// SQLite would make a new file readable for everybody whom the process's settings let in, and its journals
/// take the rights of the file.
std::string nameOf(const std::filesystem::path& file, Connection::Mode mode) {
    if (mode == Connection::Mode::buildNew)
        platform::createPrivateFile(file).value();
    return platform::toUtf8(file);
}

} // namespace

Connection::Connection(const std::filesystem::path& file, Mode mode, std::chrono::milliseconds busyTimeout)
    : m_db(nameOf(file, mode), flags(mode), static_cast<int>(busyTimeout.count())) {
    setUp(mode);
}

Connection::Connection(const std::filesystem::path& file, Mode mode, std::chrono::milliseconds busyTimeout,
                       FromElsewhere foreign)
    : m_db(nameOf(file, mode), flags(mode), static_cast<int>(busyTimeout.count())) {
    m_limit.emplace(handle(), foreign.bytes);
    setUp(mode);
}

Connection::Connection() : m_db(":memory:", flags(Mode::buildNew)) {
    setUp(Mode::buildNew);
}

void Connection::setUp(Mode mode) {
    sqlite3_extended_result_codes(handle(), 1);
    // No SQL may write to the schema or the search index's own tables.
    sqlite3_db_config(handle(), SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
    addRowSeal(handle());
    exec("PRAGMA foreign_keys = ON");
    exec("PRAGMA cache_size = -" + std::to_string(kCacheKiB));
    if (mode == Mode::openWal) {
        text("PRAGMA journal_mode = WAL");
        // FULL: a decision that was reported as done survives a power cut, not only a crash of the program.
        exec("PRAGMA synchronous = FULL");
        exec("PRAGMA wal_autocheckpoint = " + std::to_string(kCheckpointPages));
    }
}

void Connection::trustSchema(bool trusted) {
    exec(trusted ? "PRAGMA trusted_schema = ON" : "PRAGMA trusted_schema = OFF");
}

Query Connection::prepared(const char* sql) {
    auto& slot = m_statements[sql];
    if (!slot)
        slot = std::make_unique<SQLite::Statement>(m_db, sql);
    return Query(*slot);
}

Query Connection::query(const std::string& sql) {
    return Query(std::make_unique<SQLite::Statement>(m_db, sql));
}

std::int64_t Connection::integer(const std::string& sql) {
    Query q = query(sql);
    return q.step() ? q.integer(0) : 0;
}

std::string Connection::text(const std::string& sql) {
    Query q = query(sql);
    return q.step() ? q.text(0) : std::string();
}

void Connection::rollback() noexcept {
    // SQLite itself has rolled back after some errors (a full disk): then there is nothing left to do.
    if (sqlite3_get_autocommit(handle()) == 0)
        sqlite3_exec(handle(), "ROLLBACK", nullptr, nullptr, nullptr);
}

int Connection::systemError() const {
    // sqlite3_system_errno() is overwritten on the way up; the files keep theirs.
    for (const int pointer : {SQLITE_FCNTL_FILE_POINTER, SQLITE_FCNTL_JOURNAL_POINTER}) {
        sqlite3_file* file = nullptr;
        int code = 0;
        if (sqlite3_file_control(handle(), "main", pointer, &file) == SQLITE_OK && file && file->pMethods &&
            file->pMethods->xFileControl(file, SQLITE_FCNTL_LAST_ERRNO, &code) == SQLITE_OK && code != 0)
            return code;
    }
    return 0;
}

} // namespace esek::storage
