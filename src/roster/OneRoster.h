#pragma once
#include "roster/RawRows.h"
#include "roster/Zip.h"

#include <string>

namespace esek::roster {

/// OneRoster 1.1 and 1.2 CSV in a zip with its files at the root (domain/README.md, Exchange): the pupils of
/// users.csv with their homeroom class and birth date, as rows with a header of ours. The PESEL comes from
/// userIds
/// ({pesel:...}) or an identifier of 11 digits; any other identifier is the register number. Lines are those
/// of users.csv.
bool isOneRoster(const Zip&);
RawRows readOneRoster(const Zip&, const std::string& file);

} // namespace esek::roster
