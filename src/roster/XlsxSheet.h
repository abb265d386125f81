#pragma once
#include "roster/RawRows.h"
#include "roster/Zip.h"

#include <string>
#include <vector>

namespace esek::roster {

struct CellFormat {
    bool date = false;
    int digits = 0; ///< of a format that is nothing but zeros
};

/// What the cells of every sheet refer to.
struct XlsxContext {
    std::string file; ///< for messages
    bool system1904 = false;
    std::vector<std::string> strings;
    std::vector<CellFormat> formats;
};

/// The shared strings of a workbook. Throws fileCorrupt, listTooLong.
std::vector<std::string> readSharedStrings(const Zip&, const Zip::Entry&, const std::string& file);
/// One sheet; `budget` is shared by all sheets of the file.
RawRows readXlsxSheet(const Zip&, const Zip::Entry&, const XlsxContext&, RowBudget& budget);

} // namespace esek::roster
