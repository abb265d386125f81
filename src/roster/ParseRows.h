#pragma once
#include "domain/Student.h"
#include "roster/ClassNames.h"
#include "roster/GuardianColumns.h"
#include "roster/Issue.h"
#include "roster/Mapping.h"
#include "roster/Table.h"

#include <optional>

namespace esek::roster {

struct ParsedRow {
    std::size_t line = 0;
    std::size_t row = 0;             ///< index in the table
    std::string sheet;               ///< where the list has several
    domain::Student student;         ///< id nil; empty values are values that the file does not carry
    bool givenNamesComplete = false; ///< the file gives all given names, not the first ones only
    std::string cardNumber;          ///< of the present card, where the file tells it
    std::vector<ListedGuardian> guardians;
    std::vector<Issue> flags; ///< not fatal
};

struct ParseResult {
    std::vector<ParsedRow> good;
    std::vector<Issue> refused; ///< fatal; a row may have several; at most kMaxRefusals
    std::size_t refusedRows = 0;
    std::vector<Issue> remarks; ///< about the list as a whole: sheets, order of day and month
    bool hasClasses = false;    ///< a column, a heading or the name of a sheet tells classes
};

/// A file that is no list of pupils at all would refuse each of its rows; nobody reads more reasons.
constexpr std::size_t kMaxRefusals = 2000;

/// Values of every row checked. `today`, where given, refuses births in the future and tells the century of
/// years of two digits. Pure.
ParseResult parseRows(const Table&, const Mapping&, std::optional<Date> today = std::nullopt);

} // namespace esek::roster
