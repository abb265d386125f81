#pragma once
#include "server/store/Database.h"

namespace esek::server {

/// A statement waits at most 5 s for a row that somebody holds and runs at most 30 s, and a transaction that
/// rests for 30 s is broken off: a session that vanished must not hold the others for ever.
std::unique_ptr<Database> openPostgres(const DatabaseTarget&);

} // namespace esek::server
