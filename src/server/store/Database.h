#pragma once
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace esek::server {

/// A value in a statement or in its answer. There are no nulls: the tables have none.
using Cell = std::variant<std::int64_t, std::string>;

/// A value for a placeholder.
class Param {
  public:
    Param(std::string text) : m_value(std::move(text)) {}
    Param(std::string_view text) : m_value(std::string(text)) {}
    Param(const char* text) : m_value(std::string(text)) {}
    Param(std::int64_t number) : m_value(number) {}
    Param(Cell value) : m_value(std::move(value)) {}
    const Cell& value() const { return m_value; }

  private:
    Cell m_value;
};

/// The answer of a query.
class Rows {
  public:
    Rows(std::size_t columns, std::vector<Cell> values) : m_columns(columns), m_values(std::move(values)) {}
    std::size_t size() const { return m_values.size() / m_columns; }
    bool empty() const { return m_values.empty(); }
    Cell& cell(std::size_t row, std::size_t column) { return m_values[row * m_columns + column]; }
    const Cell& cell(std::size_t row, std::size_t column) const { return m_values[row * m_columns + column]; }
    /// Of a column of text.
    std::string& text(std::size_t row, std::size_t column) {
        return std::get<std::string>(cell(row, column));
    }
    const std::string& text(std::size_t row, std::size_t column) const {
        return std::get<std::string>(cell(row, column));
    }
    /// Of a column of numbers, or of text that is one.
    std::int64_t integer(std::size_t row, std::size_t column) const {
        const Cell& v = cell(row, column);
        const auto* number = std::get_if<std::int64_t>(&v);
        return number ? *number : std::stoll(std::get<std::string>(v));
    }

  private:
    std::size_t m_columns;
    std::vector<Cell> m_values;
};

/// One connection, one thread at a time. Statements are prepared once and kept. What goes wrong is thrown as
/// Exception: serverBusy when the database cannot be reached or had to break the transaction off (again()),
/// databaseFailed otherwise; never with values of the statement in the message.
class Database {
  public:
    virtual ~Database() = default;
    /// Placeholders are $1, $2 ... in the order of their first use. Returns the number of rows changed.
    virtual std::size_t run(const std::string& sql, const std::vector<Param>& = {}) = 0;
    virtual Rows query(const std::string& sql, std::size_t columns, const std::vector<Param>& = {}) = 0;
    /// False after an error that a new connection may cure.
    virtual bool usable() const = 0;
};

enum class Dialect { sqlite, postgresql };

/// Where the data are.
struct DatabaseTarget {
    Dialect dialect = Dialect::sqlite;
    std::string connection;  ///< file name, or key=value pairs of libpq, quoted as it asks for
    bool flushToDisk = true; ///< false: for tests of the logic only
    bool archive = false;    ///< a backup: its journal mode stays as it is
};

std::unique_ptr<Database> openDatabase(const DatabaseTarget&);
/// "postgresql://user:password@host:port/name?key=value". valueInvalid without the part that is wrong (it may
/// hold a password).
DatabaseTarget postgresTarget(const std::string& url);

/// Thrown by Database when the same transaction may succeed at a second try.
struct TryAgain {};

} // namespace esek::server
