#pragma once
#include "base/Result.h"

#include <filesystem>

namespace esek::storage {

/// A backup becomes a replica in a folder without one; nothing is left there when it does not pass the check.
/// Photos that were missing when the backup was made do not count. Any thread. Errors: fileNotFound,
/// fileCorrupt, replicaExists, diskFull.
Result<void> restore(const std::filesystem::path& file, const std::filesystem::path& folder);

} // namespace esek::storage
