#pragma once
#include "reports/Table.h"

namespace esek::reports {

/// One fact of what the school holds about a person.
struct HeldLine {
    std::string group; ///< "Photos"
    std::optional<Date> on;
    std::string what, content;
};
/// The story of one pupil, line by line in the order given. Any thread.
Table pupilStory(const std::vector<HeldLine>&, const std::string& pupil);
/// The copy of a pupil's data (RODO art. 15 ust. 3), group by group in the order given. Any thread.
Table dataCopy(const std::vector<HeldLine>&, const std::string& pupil);

} // namespace esek::reports
