#pragma once
#include "base/Result.h"

#include <filesystem>

namespace esek {

/// Where a file that a person asked for really goes. A symbolic link stays a link: the file that it leads to
/// is written. Errors: outputRefused when the name belongs to a folder, a device or a pipe, or to the
/// school's data in `dataFolder`, whichever way it is written (links, "..", another name of the folder): its
/// database, all that is in its subfolders, every file beside the database that is not of a kind that people
/// save. An empty `dataFolder` forbids nothing. Reads the file system only. Any thread.
Result<std::filesystem::path> outputFile(const std::filesystem::path& asked,
                                         const std::filesystem::path& dataFolder = {});

} // namespace esek
