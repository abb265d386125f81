#pragma once
#include "cli/Context.h"

namespace esek::cli {

void addBackup(CLI::App&, Context&); ///< backup, restore
void addRetention(CLI::App&, Context&);

} // namespace esek::cli
