#pragma once
#include "roster/ParseRows.h"

#include <vector>

namespace esek::roster {

/// Classes of the list that are probably other spellings of a class of the school or of the list ("I A"
/// beside "1A"): one flag "class.similar" for each, at its first row.
std::vector<Issue> similarClasses(const std::vector<ParsedRow>&,
                                  const std::vector<domain::Student>& existing);

} // namespace esek::roster
