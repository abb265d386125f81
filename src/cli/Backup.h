#pragma once
#include "cli/Context.h"

namespace esek::cli {

void addBackup(CLI::App&, Context&); ///< backup, restore

} // namespace esek::cli
