#pragma once
#include <string>

namespace esek::storage {

class Connection;

/// What a database file holds besides rows is code: triggers, views and expressions run inside our own
/// statements. So the schema must be, text by text, the one that the first `version` migrations make. Gives
/// the first part that is missing, foreign or different ("trigger x"), or an empty text. Throws
/// SQLite::Exception.
std::string foreignPart(Connection&, int version);

/// The same for an archive with the one table `create`.
std::string foreignPart(Connection&, const std::string& create);

} // namespace esek::storage
