#pragma once
#include "cli/Context.h"

namespace esek::cli {

/// The verbs about the families' panel.
void addPortal(CLI::App&, Context&);

} // namespace esek::cli
