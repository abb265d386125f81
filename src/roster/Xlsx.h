#pragma once
#include "roster/RawRows.h"
#include "roster/Zip.h"

#include <string>

namespace esek::roster {

/// First visible sheet as text: shared and inline strings, whole numbers without a fraction, cells of a date
/// format as rrrr-mm-dd (1900 and 1904 systems), zeros that a format like 00000000000 shows. Formulas give
/// their stored value.
RawRows readXlsx(const Zip&, const std::string& file);

/// Serial number of a day to rrrr-mm-dd; empty when it is no date after 1900-03-01 (Excel's 1900 leap day is
/// wrong).
std::string dateFromSerial(double serial, bool system1904);
/// Whether a number format shows a date: has d, m, y outside of quotes and brackets.
bool isDateFormat(std::string_view code);

} // namespace esek::roster
