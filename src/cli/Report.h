#pragma once
#include "app/ReportService.h"

#include <CLI/CLI.hpp>

namespace esek::cli {

class Context;

void addReport(CLI::App&, Context&);
/// On the screen, as a table or as JSON; with a file there, by the ending of its name.
void printTable(Context&, const app::ReportTable&, const std::string& out = {});

} // namespace esek::cli
