#pragma once
#include "base/Error.h"

#include <SQLiteCpp/Exception.h>

namespace esek::storage {

/// What SQLite reports, in our words. `systemError` is the errno of a failed write or 0: it tells a full
/// disk.
Error toError(const SQLite::Exception&, int systemError = 0);

} // namespace esek::storage
