#include "server/central/BackupFormat.h"

#include <algorithm>

namespace esek::server::backup {

std::string entryName(const std::string& school, const std::string& blob) {
    return "schools/" + school + "/" + blob;
}

std::string columnList(const TableShape& table, const char* suffix) {
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

std::string createTable(const TableShape& table) {
    return std::string("CREATE TABLE ") + table.name + " (" + columnList(table, " TEXT NOT NULL") +
           ", PRIMARY KEY (" + keyList(table) + "))";
}

bool isOfFirstVersion(const TableShape& table) {
    const std::string begin = std::string("CREATE TABLE ") + table.name + " (";
    const SchemaStep& first = schemaSteps().front();
    return std::any_of(first.begin(), first.end(),
                       [&](const std::string& sql) { return sql.starts_with(begin); });
}

std::string createAll(const std::function<bool(const TableShape&)>& has) {
    std::string all = std::string(kInfoTable) + ";" + kBytesTable;
    for (const TableShape& table : tableShapes())
        if (has(table))
            all += ";" + createTable(table);
    return all;
}

std::string insertInto(const TableShape& table) {
    return std::string("INSERT INTO ") + table.name + " (" + columnList(table) + ") VALUES (" +
           placeholders(table.columns.size()) + ")";
}

} // namespace esek::server::backup
