#pragma once
#include "server/store/Tables.h"

#include <string>

/// A backup is one SQLite file, from either database: every table of ours under its own name with all values
/// as text, and the bytes in an sqlar table, which the sqlite3 tool can unpack (-A). So it can be looked into
/// with sqlite3, and moves a server from SQLite to PostgreSQL and back.
namespace esek::server::backup {

inline constexpr const char* kFormat = "2"; ///< "1" had no seals
inline constexpr const char* kInfoTable =
    "CREATE TABLE backup_info (name TEXT NOT NULL, value TEXT NOT NULL)";
inline constexpr const char* kBytesTable =
    "CREATE TABLE sqlar (name TEXT PRIMARY KEY, mode INT, mtime INT, sz INT, data BLOB)";

/// The tables of a backup of this format, with the columns that they have there; none for an unknown format.
std::vector<TableShape> tables(const std::string& format = kFormat);
std::string createTable(const TableShape&);
/// The tables of the first version are in every backup; those of later steps not in one of an older program.
bool isOfFirstVersion(const TableShape&);
/// What fills a table of a later step from the others, as the step itself did; often nothing.
std::vector<std::string> fillStatements(const TableShape&);
/// The whole schema of a backup with these tables.
std::string createAll(const std::vector<TableShape>&);
std::string insertInto(const TableShape&);
/// Of a photo in the sqlar table: schools/SCHOOL/SHA.
std::string entryName(const std::string& school, const std::string& blob);

} // namespace esek::server::backup
