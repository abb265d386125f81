#pragma once
#include "roster/Field.h"

#include <cstddef>
#include <string>
#include <utility>
#include <vector>

namespace esek::roster {

/// Something about a row that the clerk must or should look at. Holds no value of the row (PESEL, names): it
/// names the line, the column, the kind of value and the reason.
struct Issue {
    std::size_t line = 0;
    std::string column; ///< as in the header; empty when it is about the whole row
    Field field = Field::ignore;
    std::string kind;   ///< stable code: "pesel.checksum", "duplicate.pesel" ... (Issue.cpp has the list)
    bool fatal = false; ///< the row is refused
    std::vector<std::pair<std::string, std::string>>
        context; ///< placeholder -> value, e.g. "line" of the twin

    /// "the check digit is wrong", in the current language.
    std::string reason() const;
    /// "Line 12, column “PESEL” (PESEL): the check digit is wrong."
    std::string text() const;
};

/// Every code that exists, for tests.
std::vector<std::string> allIssueKinds();

} // namespace esek::roster
