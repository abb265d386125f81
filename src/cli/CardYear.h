#pragma once
#include "cli/Context.h"

namespace esek::cli {

/// `cards extend`, `cards marks`, `cards unmark`: validity marks.
void addMarks(CLI::App& cards, Context&);
/// `blanks ...`: deliveries, stock, spoiled and destroyed ones.
void addBlanks(CLI::App&, Context&);
/// `cards duplicate`, `cards duplicates`, `cards pay`, `cards withdraw`: cards in place of other cards.
void addDuplicates(CLI::App& cards, Context&);

/// `year show`, `year promote`, `year undo`: the classes of a new school year.
void addYear(CLI::App&, Context&);

} // namespace esek::cli
