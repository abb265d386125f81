#pragma once
#include "roster/ImportPlan.h"
#include "roster/Mapping.h"
#include "roster/Table.h"

#include <string>
#include <vector>

namespace esek::roster {

/// Whom a row is about, as the list writes it: "Kowalska Anna". Empty when it has no names. Personal data:
/// for the clerk's eyes, never for logs.
std::string pupilOfRow(const Table&, const Mapping&, std::size_t row);
/// The cell that an issue is about, as the list writes it; empty when it is about the whole row.
std::string valueOfIssue(const Table&, const Mapping&, const Issue&);

/// The refused rows as a list that can be corrected and imported again: CSV in UTF-8 with a byte order mark,
/// semicolons, all columns of the list, then line and reasons. No cell can become a formula.
std::string rejectedRowsCsv(const Table&, const ImportPlan&);

} // namespace esek::roster
