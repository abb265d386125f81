#pragma once
#include <wx/defs.h>

/// Frozen, like ui/Ids.h: 6006 and 6900-6999.
namespace esek::ui::id {

enum : int {
    viewReports = 6006,

    reportsKinds = 6900,
    reportsClass = 6901,
    reportsFrom = 6902,
    reportsTo = 6903,
    reportsDays = 6904,
    reportsPerson = 6905,
    reportsList = 6906,
    reportsCopy = 6907,
    reportsSave = 6908,
    reportsExplain = 6909,
    reportsYear = 6910,
};

} // namespace esek::ui::id
