#pragma once
#include "roster/Headers.h"
#include "roster/Mapping.h"

#include <vector>

namespace esek::roster {

/// One column for each field, from what the headings say and what stands in the columns; `meanings` is as
/// long as the header. See suggestMapping().
Mapping chooseColumns(const Table&, const std::vector<HeaderMeaning>& meanings);

/// "Nazwisko i imię" in one column.
bool isWholeName(Field);

} // namespace esek::roster
