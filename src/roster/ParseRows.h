#pragma once
#include "domain/Student.h"
#include "roster/Issue.h"
#include "roster/Mapping.h"
#include "roster/Table.h"

#include <optional>

namespace esek::roster {

struct ParsedRow {
    std::size_t line = 0;
    domain::Student student;         ///< id nil; empty values are values that the file does not carry
    bool givenNamesComplete = false; ///< the file gives all given names, not the first ones only
    std::string cardNumber;          ///< of the present card, where the file tells it
    std::vector<Issue> flags;        ///< not fatal
};

struct ParseResult {
    std::vector<ParsedRow> good;
    std::vector<Issue> refused; ///< fatal; a row may have several
    std::size_t refusedRows = 0;
};

/// Values of every row checked. `today`, where given, refuses births in the future. Pure.
ParseResult parseRows(const Table&, const Mapping&, std::optional<Date> today = std::nullopt);

/// "1 a", "kl. 1a" -> "1A"; "IV b" -> "IV B".
std::string normalizeClass(std::string_view);

} // namespace esek::roster
