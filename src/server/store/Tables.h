#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace esek::server {

/// A table with its columns; the first `keys` columns are the primary key.
struct TableShape {
    const char* name;
    std::size_t keys;
    std::vector<const char*> columns; ///< without `seal`
    /// Its rows end with the column `seal`, a hash over the others: no chain and no other row says what must
    /// stand there, and a byte that the disk has changed would be seen by nobody.
    bool sealed;
    bool backedUp;
};

/// Every table of the newest schema, in the order of a backup.
const std::vector<TableShape>& tableShapes();
const TableShape& tableNamed(std::string_view name);

std::string columnList(const TableShape&, const char* suffix = ""); ///< with the seal
std::string keyList(const TableShape&);
std::string placeholders(std::size_t n); ///< "$1, $2 ..."

} // namespace esek::server
