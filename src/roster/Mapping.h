#pragma once
#include "base/Result.h"
#include "roster/Field.h"
#include "roster/Table.h"

#include <string>
#include <string_view>
#include <vector>

namespace esek::roster {

/// Which field each column of a table carries; columns beyond the end are ignored.
struct Mapping {
    std::vector<Field> columns;
    bool operator==(const Mapping&) const = default;
};

struct PresetInfo {
    std::string name;  ///< for `--preset`: "auto", "librus", "vulcan", "alg", "sio", "oneroster"
    std::string title; ///< for people, in the current language
};
std::vector<PresetInfo> presets();

/// The best mapping that the preset finds, perhaps incomplete: the start of the clerk's own. Headers are
/// compared without case, diacritics and punctuation; a field is given to the first column that names it.
/// Errors: unknownPreset.
Result<Mapping> suggestMapping(const Table&, std::string_view preset);

/// What is missing for an import: a surname and given names, and one of register number, PESEL, birth date.
/// Errors: columnMissing naming all of them.
Result<void> checkMapping(const Table&, const Mapping&);

/// suggestMapping, then checkMapping.
Result<Mapping> guessMapping(const Table&, std::string_view preset);

} // namespace esek::roster
