#pragma once
#include "app/Office.h"
#include "base/Progress.h"

namespace esek::app {

/// A school to look at: writes the demo's files into `dir`/demo-files, makes the replica in `dir`, imports
/// pupils and photos as pending. Errors: replicaExists, folderNotWritable, diskFull, cancelled.
Result<void> makeDemoOffice(const std::filesystem::path& dir, const Clock&, Rng&, Progress* = nullptr);

/// The school in this folder is one that makeDemoOffice made. Looks at the disk only.
bool isDemoOffice(const std::filesystem::path& dir);

} // namespace esek::app
