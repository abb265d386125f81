#pragma once
#include "storage/Query.h"
#include "storage/WorkLimit.h"

#include <SQLiteCpp/Database.h>

#include <chrono>
#include <filesystem>
#include <memory>
#include <unordered_map>

namespace esek::storage {

/// One SQLite connection with its prepared statements; one thread at a time. Throws SQLite::Exception.
class Connection {
  public:
    enum class Mode { openWal, buildNew, readOnly };
    Connection(const std::filesystem::path& file, Mode, std::chrono::milliseconds busyTimeout);
    /// A file that came from elsewhere: all statements together may take as many steps as an honest file of
    /// its size needs (WorkLimit), from the reading of the schema on.
    struct FromElsewhere {
        std::uintmax_t bytes;
    };
    Connection(const std::filesystem::path& file, Mode, std::chrono::milliseconds busyTimeout, FromElsewhere);
    /// A database of its own in memory, empty.
    Connection();

    /// While it is not trusted, expressions in the file's schema may call harmless functions only. Not for
    /// good: SQLite 3.40 takes json_extract, which our generated columns need, for one that is not, and loads
    /// no such schema then. migrate() trusts a schema that it has found to be ours.
    void trustSchema(bool trusted);
    /// Prepared once; `sql` must be a literal.
    Query prepared(const char* sql);
    /// For text that is put together.
    Query query(const std::string& sql);
    void exec(const std::string& sql) { m_db.exec(sql); }
    std::int64_t integer(const std::string& sql);
    std::string text(const std::string& sql);
    std::int64_t lastRowId() const { return m_db.getLastInsertRowid(); }
    sqlite3* handle() const { return m_db.getHandle(); }
    /// Ends a transaction that is still open.
    void rollback() noexcept;
    /// errno of the last failed write to the database or its journal, or 0.
    int systemError() const;
    /// Taken so far by a file from elsewhere.
    std::uint64_t steps() const { return m_limit ? m_limit->steps() : 0; }

  private:
    void setUp(Mode);

    SQLite::Database m_db;
    std::optional<WorkLimit> m_limit;
    std::unordered_map<const char*, std::unique_ptr<SQLite::Statement>> m_statements;
};

/// BEGIN IMMEDIATE ... COMMIT; rolls back when it ends without commit().
class WriteTransaction {
  public:
    explicit WriteTransaction(Connection& c) : m_connection(c) { m_connection.exec("BEGIN IMMEDIATE"); }
    ~WriteTransaction() {
        if (m_open)
            m_connection.rollback();
    }
    WriteTransaction(const WriteTransaction&) = delete;
    WriteTransaction& operator=(const WriteTransaction&) = delete;
    void commit() {
        m_connection.exec("COMMIT");
        m_open = false;
    }

  private:
    Connection& m_connection;
    bool m_open = true;
};

/// Several reads of one moment.
class ReadTransaction {
  public:
    explicit ReadTransaction(Connection& c) : m_connection(c) { m_connection.exec("BEGIN"); }
    ~ReadTransaction() { m_connection.rollback(); }
    ReadTransaction(const ReadTransaction&) = delete;
    ReadTransaction& operator=(const ReadTransaction&) = delete;

  private:
    Connection& m_connection;
};

} // namespace esek::storage
