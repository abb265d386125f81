#pragma once
#include "server/store/Database.h"

#include <string>
#include <vector>

namespace esek::server {

/// The statements that take the tables from one version to the next. TEXT columns are written for SQLite; on
/// PostgreSQL they get COLLATE "C".
using SchemaStep = std::vector<std::string>;

/// Every step that was ever released, forwards only: the first makes the tables of version 1, the next those
/// of version 2 ... A released step is never changed.
const std::vector<SchemaStep>& schemaSteps();

/// Brings the tables to the version after the last step, inside one transaction; several processes may start
/// at once. On SQLite a copy of tables that somebody has worked with is kept beside the file first
/// ("server.sqlite.before-2"). On PostgreSQL the administrator's backups are the copy. Errors: schemaNewer
/// when a newer program made the tables; databaseCorrupt when the schema of an SQLite file is not ours.
void migrate(Database&, const DatabaseTarget&, const std::vector<SchemaStep>& steps = schemaSteps());

/// Triggers, views and expressions in an SQLite file run inside our own statements, so its schema must be,
/// text by text, the one that these steps make. Gives the first part that is missing, foreign or different,
/// or an empty text. On PostgreSQL the schema is the administrator's.
std::string foreignPart(Database&, const std::vector<SchemaStep>& steps = schemaSteps());

} // namespace esek::server
