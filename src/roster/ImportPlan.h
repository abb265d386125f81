#pragma once
#include "roster/ParseRows.h"

namespace esek::roster {

struct Addition {
    std::size_t line = 0;
    domain::Student student; ///< id nil: the application gives one
    std::size_t row = 0;     ///< index in the table
};

struct Change {
    std::size_t line = 0;
    domain::Student before;
    domain::Student after; ///< same id and version
    std::vector<Field> fields;
    std::size_t row = 0;
};

/// The number of the card that a pupil already has, where the list tells it.
struct PresentCard {
    std::size_t line = 0;
    std::size_t row = 0;
    domain::StudentId student; ///< nil: the pupil that this row adds
    std::string number;
};

/// A parent or guardian that a row names.
struct GuardianEntry {
    std::size_t line = 0;
    std::size_t row = 0;
    domain::StudentId student; ///< nil: the pupil that this row adds
    domain::Guardian guardian; ///< id nil: a new one; its pupil is the application's business
};

struct ImportPlan {
    std::vector<Addition> add;
    std::vector<Change> update;
    std::vector<std::size_t> unchanged;             ///< lines
    std::vector<domain::StudentId> unchangedPupils; ///< of these lines
    std::vector<Issue> refused;                     ///< of parsing and of planning, by line
    std::size_t refusedRows = 0;
    std::vector<Issue> flags;              ///< of the rows that go in, by line
    std::vector<Issue> remarks;            ///< about the list as a whole
    std::vector<PresentCard> presentCards; ///< of the rows that go in, by line
    std::vector<GuardianEntry> guardians;  ///< of the rows that go in, by line
};

/// What the import would do to the pupils of the school; nothing is done here. Pure.
/// A row is matched by register number, then PESEL, then name and birth date (class decides between several).
/// Register number and PESEL of two different pupils, or a register number whose pupil is clearly someone
/// else: refused. Two rows for one pupil: the later one is refused when they are equal, both when they
/// differ. A value that the file does not carry is never blanked. Applying the plan and planning again yields
/// no additions or updates.
ImportPlan plan(const ParseResult&, const std::vector<domain::Student>& existing);

} // namespace esek::roster
