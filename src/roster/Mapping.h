#pragma once
#include "base/Result.h"
#include "roster/Field.h"
#include "roster/Table.h"

#include <string>
#include <string_view>
#include <vector>

namespace esek::roster {

/// Several columns may carry one field, and only a person knows which is the pupil's.
struct ColumnQuestion {
    Field field = Field::ignore;
    std::vector<std::size_t> columns;
    bool operator==(const ColumnQuestion&) const = default;
};

/// Which field each column of a table carries; columns beyond the end are ignored.
struct Mapping {
    std::vector<Field> columns;
    std::vector<ColumnQuestion> questions; ///< nothing is imported before they are answered
    bool operator==(const Mapping&) const = default;
};

struct PresetInfo {
    std::string name;  ///< for `--preset`: "auto", "librus", "vulcan", "alg", "sio", "oneroster"
    std::string title; ///< for people, in the current language
};
std::vector<PresetInfo> presets();

/// The best mapping that the preset finds, perhaps incomplete: the start of the clerk's own. Headers are
/// compared without case, diacritics and punctuation. A column that says it is the pupil's ("PESEL dziecka")
/// wins over one that does not; two columns for one field that differ in a row become a question.
/// Errors: unknownPreset.
Result<Mapping> suggestMapping(const Table&, std::string_view preset);

/// A person's choice: this column carries this field and no other column does; questions about the field are
/// answered. Field::ignore leaves the column out.
void assignColumn(Mapping&, std::size_t column, Field);
/// Takes the field from every column; a question about it is answered with "none of them".
void dropField(Mapping&, Field);

/// What is missing for an import: a surname and given names, and one of register number, PESEL, birth date.
/// Errors: columnMissing naming all of them, columnsUnclear while a question is open.
Result<void> checkMapping(const Table&, const Mapping&);

/// Headings of the columns that hold something and are not read, without the ordinal number.
std::vector<std::string> unreadColumns(const Table&, const Mapping&);

/// suggestMapping, then checkMapping.
Result<Mapping> guessMapping(const Table&, std::string_view preset);

} // namespace esek::roster
