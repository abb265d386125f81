#pragma once
#include <functional>
#include <string>

struct sqlite3;

namespace esek::storage {

class Connection;

/// Gives the connection the SQL function row_seal(values...), with which the triggers of the schema seal the
/// rows of the sync (resources/migrations/0011_seals.sql): base/Seal.h over each value with the letter of its
/// type. Throws SQLite::Exception.
void addRowSeal(sqlite3*);

/// Calls `broken` with the table and the key of each row whose seal is not that of its other columns. A table
/// has seals when it has a column of that name. Throws SQLite::Exception.
void checkRowSeals(Connection&,
                   const std::function<void(const std::string& table, const std::string& key)>& broken);

} // namespace esek::storage
