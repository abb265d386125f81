#include "server/store/SqliteDatabase.h"

#include "base/Error.h"

#include <SQLiteCpp/SQLiteCpp.h>

#include <sqlite3.h>

#include <unordered_map>

namespace esek::server {

namespace {

constexpr int kBusyMilliseconds = 20000;

SQLite::Database opened(const std::string& file) {
    try {
        return {file, SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE | SQLite::OPEN_NOMUTEX, kBusyMilliseconds};
    } catch (const SQLite::Exception&) {
        throw Exception(ErrorCode::serverBusy, "the database cannot be reached");
    }
}

Cell valueOf(const SQLite::Column& column) {
    if (column.isInteger())
        return column.getInt64();
    return column.getString();
}

class SqliteDatabase final : public Database {
  public:
    explicit SqliteDatabase(const DatabaseTarget& target) : m_db(opened(target.connection)) {
        if (!target.archive)
            query("PRAGMA journal_mode = WAL", 1, {});
        run(target.flushToDisk ? "PRAGMA synchronous = FULL" : "PRAGMA synchronous = OFF", {});
        run("PRAGMA foreign_keys = ON", {});
        run("PRAGMA trusted_schema = OFF", {});      // whoever wrote the file
        run("PRAGMA wal_autocheckpoint = 8000", {}); // 32 MB: a class list is one checkpoint, not twenty
        run("PRAGMA cache_size = -16000", {});
        run("PRAGMA secure_delete = ON", {});
    }

    std::size_t run(const std::string& sql, const std::vector<Param>& params) override {
        return guard([&] {
            SQLite::Statement& statement = bound(sql, params);
            const int before = m_db.getTotalChanges();
            while (statement.executeStep()) {
            }
            statement.reset();
            return static_cast<std::size_t>(m_db.getTotalChanges() - before);
        });
    }

    Rows query(const std::string& sql, std::size_t columns, const std::vector<Param>& params) override {
        return guard([&] {
            SQLite::Statement& statement = bound(sql, params);
            std::vector<Cell> values;
            while (statement.executeStep())
                for (std::size_t column = 0; column < columns; ++column)
                    values.push_back(valueOf(statement.getColumn(static_cast<int>(column))));
            statement.reset();
            return Rows(columns, std::move(values));
        });
    }

    bool usable() const override { return m_usable; }

  private:
    /// Values are bound without a copy: they live as long as the call that runs the statement.
    SQLite::Statement& bound(const std::string& sql, const std::vector<Param>& params) {
        auto& slot = m_statements[sql];
        if (!slot)
            slot = std::make_unique<SQLite::Statement>(m_db, sql);
        int place = 0;
        for (const Param& param : params) {
            ++place;
            if (const auto* number = std::get_if<std::int64_t>(&param.value()))
                slot->bind(place, *number);
            else
                slot->bindNoCopy(place, std::get<std::string>(param.value()));
        }
        return *slot;
    }

    template <class F>
    auto guard(F&& f) -> decltype(f()) {
        try {
            return f();
        } catch (const SQLite::Exception& e) {
            m_usable = false;
            switch (e.getErrorCode() & 0xff) { // the primary code of an extended one
            case SQLITE_BUSY:
            case SQLITE_LOCKED:
                throw TryAgain();
            case SQLITE_FULL:
                throw Exception(ErrorCode::diskFull, "the database's disk is full");
            default: // the text may hold values of a row; only the code goes on
                throw Exception(ErrorCode::databaseFailed, "SQLite " + std::to_string(e.getErrorCode()));
            }
        }
    }

    bool m_usable = true;
    SQLite::Database m_db;
    std::unordered_map<std::string, std::unique_ptr<SQLite::Statement>> m_statements; // end before m_db
};

} // namespace

std::unique_ptr<Database> openSqlite(const DatabaseTarget& target) {
    return std::make_unique<SqliteDatabase>(target);
}

} // namespace esek::server
