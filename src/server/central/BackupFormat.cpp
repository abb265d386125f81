#include "server/central/BackupFormat.h"

#include "server/store/Schema.h"

#include <algorithm>
#include <iterator>

namespace esek::server::backup {

std::string entryName(const std::string& school, const std::string& blob) {
    return "schools/" + school + "/" + blob;
}

std::vector<TableShape> tables(const std::string& format) {
    std::vector<TableShape> all;
    if (format != kFormat && format != "1")
        return all;
    for (const TableShape& table : tableShapes())
        if (table.backedUp) {
            all.push_back(table);
            all.back().sealed = table.sealed && format == kFormat;
        }
    return all;
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

std::vector<std::string> fillStatements(const TableShape& table) {
    const std::string begin = std::string("INSERT INTO ") + table.name + " (";
    std::vector<std::string> fills;
    for (const SchemaStep& step : schemaSteps())
        std::copy_if(step.begin(), step.end(), std::back_inserter(fills),
                     [&](const std::string& sql) { return sql.starts_with(begin); });
    return fills;
}

std::string createAll(const std::vector<TableShape>& tables) {
    std::string all = std::string(kInfoTable) + ";" + kBytesTable;
    for (const TableShape& table : tables)
        all += ";" + createTable(table);
    return all;
}

std::string insertInto(const TableShape& table) {
    return std::string("INSERT INTO ") + table.name + " (" + columnList(table) + ") VALUES (" +
           placeholders(table.columns.size() + (table.sealed ? 1 : 0)) + ")";
}

} // namespace esek::server::backup
