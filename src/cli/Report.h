#pragma once
#include <CLI/CLI.hpp>

namespace esek::cli {

class Context;

void addReport(CLI::App&, Context&);

} // namespace esek::cli
