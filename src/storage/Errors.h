#pragma once
#include "base/Error.h"

#include <SQLiteCpp/Exception.h>

struct sqlite3;

namespace esek::storage {

/// What SQLite reports, in our words. `db` tells the system's reason of a failed write (a full disk); may be
/// null.
Error toError(const SQLite::Exception&, sqlite3* db);

} // namespace esek::storage
