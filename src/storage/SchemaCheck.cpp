#include "storage/SchemaCheck.h"

#include "storage/Connection.h"
#include "storage/Migrator.h"

#include <map>
#include <mutex>

namespace esek::storage {

namespace {

using Schema = std::map<std::string, std::string>; ///< kind, name and table -> SQL

/// SQLite keeps figures about indexes in tables of its own when somebody has asked for them (ANALYZE).
bool isStatistics(std::string_view name) {
    return name.starts_with("sqlite_stat");
}

Schema schemaOf(Connection& c) {
    Schema schema;
    Query q = c.query("SELECT type, name, tbl_name, coalesce(sql, '') FROM main.sqlite_master");
    while (q.step())
        if (!isStatistics(q.view(1)))
            schema.emplace(q.text(0) + " " + q.text(1) + " of " + q.text(2), q.text(3));
    return schema;
}

std::string firstDifference(const Schema& found, const Schema& expected) {
    for (const auto& [name, sql] : found)
        if (const auto it = expected.find(name); it == expected.end() || it->second != sql)
            return name;
    for (const auto& [name, sql] : expected)
        if (!found.contains(name))
            return name + " is missing";
    return {};
}

const Schema& schemaAfter(int version) {
    static std::mutex mutex;
    static std::map<int, Schema> known;
    const std::lock_guard lock(mutex);
    if (const auto it = known.find(version); it != known.end())
        return it->second;
    Connection c;
    for (const Migration& m : allMigrations())
        if (m.number <= version)
            c.exec(m.sql);
    return known.emplace(version, schemaOf(c)).first->second;
}

} // namespace

std::string foreignPart(Connection& c, int version) {
    return firstDifference(schemaOf(c), schemaAfter(version));
}

std::string foreignPart(Connection& c, const std::string& create) {
    Connection ours;
    ours.exec(create);
    return firstDifference(schemaOf(c), schemaOf(ours));
}

} // namespace esek::storage
