#include "server/store/Seal.h"

#include "base/Seal.h"

#include <map>

namespace esek::server::seal {

namespace {

constexpr std::size_t kPageRows = 500;

std::string textOf(const Cell& cell) {
    const auto* number = std::get_if<std::int64_t>(&cell);
    return number ? std::to_string(*number) : std::get<std::string>(cell);
}

std::string insertSql(const TableShape& table) {
    return std::string("INSERT INTO ") + table.name + " (" + columnList(table) + ") VALUES (" +
           placeholders(table.columns.size() + 1) + ")";
}

std::string putSql(const TableShape& table) {
    std::string sql = insertSql(table) + " ON CONFLICT (" + keyList(table) + ") DO UPDATE SET ";
    for (std::size_t i = table.keys; i < table.columns.size(); ++i)
        sql += std::string(table.columns[i]) + " = excluded." + table.columns[i] + ", ";
    return sql + "seal = excluded.seal";
}

/// " WHERE id = $2" with the first number that is free.
std::string whereKey(const TableShape& table, std::size_t number) {
    std::string sql = " WHERE ";
    for (std::size_t i = 0; i < table.keys; ++i)
        sql += (i > 0 ? " AND " : "") + std::string(table.columns[i]) + " = $" + std::to_string(number + i);
    return sql;
}

std::string insertNewSql(const TableShape& table) {
    return insertSql(table) + " ON CONFLICT DO NOTHING";
}

/// The values in the order of the columns with the seal behind them, then the key once more.
std::string changeSql(const TableShape& table) {
    std::string sql = std::string("UPDATE ") + table.name + " SET ";
    std::size_t number = 0;
    for (const char* column : table.columns)
        sql += std::string(column) + " = $" + std::to_string(++number) + ", ";
    ++number;
    return sql + "seal = $" + std::to_string(number) + whereKey(table, number + 1);
}

using Statements = std::map<std::string, std::string, std::less<>>; ///< by table

Statements statements(std::string (*make)(const TableShape&)) {
    Statements all;
    for (const TableShape& table : tableShapes())
        if (table.sealed)
            all.emplace(table.name, make(table));
    return all;
}

std::vector<Param> valuesOf(const Rows& rows, std::size_t row, std::size_t count) {
    std::vector<Param> values;
    for (std::size_t i = 0; i < count; ++i)
        values.emplace_back(rows.cell(row, i));
    return values;
}

} // namespace

std::string of(const std::vector<Param>& values) {
    Seal seal;
    for (const Param& value : values)
        seal.add(textOf(value.value()));
    return seal.finish();
}

void insert(Database& db, const char* table, std::vector<Param> values) {
    static const Statements kStatements = statements(&insertSql);
    values.emplace_back(of(values));
    db.run(kStatements.at(table), values);
}

void put(Database& db, const char* table, std::vector<Param> values) {
    static const Statements kStatements = statements(&putSql);
    values.emplace_back(of(values));
    db.run(kStatements.at(table), values);
}

void insertNew(Database& db, const char* table, std::vector<Param> values) {
    static const Statements kStatements = statements(&insertNewSql);
    values.emplace_back(of(values));
    db.run(kStatements.at(table), values);
}

void change(Database& db, const char* table, std::vector<Param> values) {
    static const Statements kStatements = statements(&changeSql);
    const auto keys = static_cast<std::ptrdiff_t>(tableNamed(table).keys);
    const std::vector<Param> key(values.begin(), values.begin() + keys);
    values.emplace_back(of(values));
    values.insert(values.end(), key.begin(), key.end());
    db.run(kStatements.at(table), values);
}

void sealAll(Database& db, const TableShape& table) {
    const std::size_t count = table.columns.size();
    const std::string select = "SELECT " + columnList(table) + " FROM " + table.name +
                               " WHERE seal = '' LIMIT " + std::to_string(kPageRows);
    const std::string update = std::string("UPDATE ") + table.name + " SET seal = $1" + whereKey(table, 2);
    for (;;) {
        const Rows rows = db.query(select, count + 1);
        for (std::size_t i = 0; i < rows.size(); ++i) {
            const auto values = valuesOf(rows, i, count);
            std::vector<Param> params{of(values)};
            params.insert(params.end(), values.begin(),
                          values.begin() + static_cast<std::ptrdiff_t>(table.keys));
            db.run(update, params);
        }
        if (rows.size() < kPageRows)
            return;
    }
}

void check(Database& db, const TableShape& table, const std::function<void(const std::string&)>& broken) {
    const std::size_t count = table.columns.size();
    const std::string select = "SELECT " + columnList(table) + " FROM " + table.name;
    const std::string behind = " WHERE (" + keyList(table) + ") > (" + placeholders(table.keys) + ")";
    const std::string order = " ORDER BY " + keyList(table) + " LIMIT " + std::to_string(kPageRows);
    std::vector<Param> last;
    for (;;) {
        const Rows rows = db.query(select + (last.empty() ? "" : behind) + order, count + 1, last);
        for (std::size_t i = 0; i < rows.size(); ++i) {
            const auto values = valuesOf(rows, i, count);
            if (textOf(rows.cell(i, count)) != of(values))
                broken(textOf(rows.cell(i, table.keys - 1)));
            last.assign(values.begin(), values.begin() + static_cast<std::ptrdiff_t>(table.keys));
        }
        if (rows.size() < kPageRows)
            return;
    }
}

} // namespace esek::server::seal
