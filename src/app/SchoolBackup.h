#pragma once
#include "app/Office.h"
#include "base/Progress.h"

namespace esek::app {

/// Everything of the school in one file. Gives a warning (photoFileMissing) for each pupil whose photo had to
/// be left out because its file is missing or damaged. Errors: those of storage::Care::backup. Any
/// thread.
Result<std::vector<Error>> backUpSchool(Office&, const std::filesystem::path& file, Progress* = nullptr);

/// A backup becomes a school in a folder without one. Errors: those of storage::restore. Any thread.
Result<void> restoreSchool(const std::filesystem::path& file, const std::filesystem::path& folder);

} // namespace esek::app
