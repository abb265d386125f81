#include "storage/Connection.h"

#include "base/Log.h"
#include "base/platform/Files.h"

#include <sqlite3.h>

namespace esek::storage {

namespace {

int flags(Connection::Mode mode) {
    switch (mode) {
    case Connection::Mode::openWal:
        return SQLite::OPEN_READWRITE;
    case Connection::Mode::buildNew:
        return SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE;
    case Connection::Mode::readOnly:
        break;
    }
    return SQLite::OPEN_READONLY;
}

void rollback(Connection& c) {
    // SQLite itself has rolled back after some errors (a full disk): then there is nothing left to do.
    if (sqlite3_get_autocommit(c.handle()) == 0)
        sqlite3_exec(c.handle(), "ROLLBACK", nullptr, nullptr, nullptr);
}

} // namespace

Connection::Connection(const std::filesystem::path& file, Mode mode, std::chrono::milliseconds busyTimeout)
    : m_db(platform::toUtf8(file), flags(mode), static_cast<int>(busyTimeout.count())) {
    sqlite3_extended_result_codes(handle(), 1);
    // No SQL may write to the schema or the search index's own tables.
    sqlite3_db_config(handle(), SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
    exec("PRAGMA foreign_keys = ON");
    if (mode == Mode::openWal) {
        text("PRAGMA journal_mode = WAL");
        // FULL: a decision that was reported as done survives a power cut, not only a crash of the program.
        exec("PRAGMA synchronous = FULL");
    }
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

WriteTransaction::~WriteTransaction() {
    if (m_open)
        rollback(m_connection);
}

ReadTransaction::~ReadTransaction() {
    rollback(m_connection);
}

} // namespace esek::storage
