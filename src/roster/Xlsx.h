#pragma once
#include "roster/RawRows.h"
#include "roster/Zip.h"

#include <string>
#include <string_view>
#include <vector>

namespace esek::roster {

struct SheetRows {
    std::string name;
    bool hidden = false;
    bool read = false; ///< `rows` is what the sheet holds
    RawRows rows;
};

/// The sheets of a workbook in their order as text: shared and inline strings, whole numbers without a
/// fraction, cells of a date format as rrrr-mm-dd (1900 and 1904 systems), zeros that a format like
/// 00000000000 shows. Formulas give their stored value; cells merged downwards all have the value. Charts are
/// passed over. `wanted` names the sheets to read; none: every one that is not hidden. Memory grows with the
/// cells that hold something, not with the file. Throws sheetMissing, listTooLong, fileCorrupt.
std::vector<SheetRows> readXlsx(const Zip&, const std::string& file, const std::vector<std::string>& wanted);

/// Serial number of a day to rrrr-mm-dd; empty when it is no date after 1900-03-01 (Excel's 1900 leap day is
/// wrong).
std::string dateFromSerial(double serial, bool system1904);
/// Whether a number format shows a date: has d, m, y outside of quotes and brackets.
bool isDateFormat(std::string_view code);

} // namespace esek::roster
