#pragma once
#include "app/Office.h"

namespace esek::app {

/// What a school that is open and one that came from a backup have, and what only one of them knows. The
/// history of changes is compared entry by entry, so a pupil who was changed twice here counts as one that
/// differs.
struct SchoolComparison {
    struct Part {
        std::size_t here = 0, there = 0;         ///< how many there are
        std::size_t onlyHere = 0, onlyThere = 0; ///< changes that the other one does not know
        std::size_t differ = 0;                  ///< records that those changes are about
        std::optional<Timestamp> newestHere, newestThere;
    };
    bool sameSchool = true; ///< false: the backup is of another school
    Part pupils, cards;
    Part photos;    ///< pupils with a photo of any status
    Part decisions; ///< about photos
    Part others;    ///< parents and guardians, marks, duplicates, blanks, settings: counted as changes
    std::size_t onlyHere() const;
    std::size_t onlyThere() const;
};

/// `there` may be open read-only. On a worker: reads both registers. Errors of the databases.
Result<SchoolComparison> compareSchools(Office& here, Office& there);
/// The same for a school that nobody has open.
Result<SchoolComparison> compareWithFolder(Office& here, const std::filesystem::path& there);

/// For a person who decides whether the restored school takes the place of the open one; a line for each
/// part.
std::string comparisonText(const SchoolComparison&);

} // namespace esek::app
