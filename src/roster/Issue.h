#pragma once
#include "roster/Field.h"

#include <cstddef>
#include <limits>
#include <string>
#include <utility>
#include <vector>

namespace esek::roster {

/// Something about a row that the clerk must or should look at. Holds no value of the row (PESEL, names): it
/// names the line, the column, the kind of value and the reason; `row` leads to the values in the table.
struct Issue {
    static constexpr std::size_t kNoRow = std::numeric_limits<std::size_t>::max();

    std::size_t line = 0; ///< in the file or in its sheet; 0: about the whole list
    std::string column;   ///< as in the header; empty when it is about the whole row
    Field field = Field::ignore;
    std::string kind;   ///< stable code: "pesel.checksum", "duplicate.pesel" ... (Issue.cpp has the list)
    bool fatal = false; ///< the row is refused
    std::vector<std::pair<std::string, std::string>>
        context;              ///< placeholder -> value, e.g. "line" of the twin
    std::size_t row = kNoRow; ///< index in the table
    std::string sheet;        ///< where the list has several

    /// "the check digit is wrong", in the current language.
    std::string reason() const;
    /// "Line 12, column “PESEL” (PESEL): the check digit is wrong."
    std::string text() const;
};

/// About the list as a whole.
Issue listRemark(const char* kind, Field, std::vector<std::pair<std::string, std::string>> context);

/// Every code that exists, for tests.
std::vector<std::string> allIssueKinds();

} // namespace esek::roster
