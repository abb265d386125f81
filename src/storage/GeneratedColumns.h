#pragma once
#include <string>
#include <vector>

namespace esek::storage {

class Connection;

struct GeneratedColumn {
    std::string table;
    std::string name;
    std::string expression; ///< SQL
};

/// Every stored generated column of the schema, with the expression that its values must have. SQLite's own
/// check does not compute them again.
std::vector<GeneratedColumn> generatedColumns(Connection&);

} // namespace esek::storage
