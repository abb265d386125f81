#pragma once
#include <filesystem>
#include <vector>

namespace esek::storage {

class Connection;

struct Migration {
    int number;
    const char* name;
    const char* sql;
};

/// resources/migrations/NNNN_name.sql, compiled in; numbers run from 1.
const std::vector<Migration>& allMigrations();

/// In the header of the file ("ESEK"): tells our database from another one.
inline constexpr int kApplicationId = 0x4553454B;

/// The latest schema into an empty database.
void buildSchema(Connection&);

/// Brings an older schema up to date, each migration in a transaction of its own; before the first one the
/// database is copied to `copyBeside`.before-N, N the old version, unless that is null. Throws schemaNewer,
/// databaseCorrupt; the latter also for a schema that the migrations did not make.
void migrate(Connection&, const std::filesystem::path* copyBeside);

} // namespace esek::storage
