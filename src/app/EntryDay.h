#pragma once
#include "app/Office.h"

namespace esek::app {

/// The local day of the latest entry in the school's journal of changes; nothing in a new school.
std::optional<Date> lastEntryDay(Office&);

/// The day that a person has not given for an entry of a register: today. clockSetBack when the computer's
/// clock is before the last entry, since the register would hold a day that never was.
Result<Date> entryDay(Office&);

} // namespace esek::app
