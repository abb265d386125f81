#pragma once
#include "server/store/Database.h"

namespace esek::server {

/// Brings the tables to the newest version inside one transaction; several processes may start at once.
/// schemaNewer when a newer program made them.
void migrate(Database&, Dialect);

/// Every table with its columns in the order of a backup; the first `keys` columns are the primary key.
struct TableShape {
    const char* name;
    std::size_t keys;
    std::vector<const char*> columns;
};
const std::vector<TableShape>& tableShapes();

} // namespace esek::server
