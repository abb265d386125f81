#pragma once
#include "server/store/Database.h"

namespace esek::server {

std::unique_ptr<Database> openSqlite(const DatabaseTarget&);

} // namespace esek::server
