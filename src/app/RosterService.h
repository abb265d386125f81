#pragma once
#include "app/ImportUndo.h"
#include "app/PhotoChoice.h"
#include "app/PhotoFiles.h"
#include "base/Progress.h"
#include "roster/ImportPlan.h"
#include "roster/Mapping.h"
#include "roster/PhotoSource.h"
#include "roster/RejectedRows.h"
#include "roster/Table.h"

namespace esek::app {

/// Class lists and folders of photos into the replica. Thread-safe.
class RosterService {
  public:
    explicit RosterService(Office& office) : m_office(office) {}

    struct StudentList {
        roster::Table table;
        roster::Mapping mapping;
        bool remembered = false; ///< the columns are those that a person chose for such a list the last time
    };
    /// A list with the columns that the preset finds; for "auto" those of the last time when the headings are
    /// the same. May be incomplete or have open questions. Errors: those of readTable, unknownPreset.
    Result<StudentList> readStudents(const std::filesystem::path& file, const std::string& preset = "auto",
                                     const roster::ReadOptions& = {});
    /// Compares with the register; changes nothing. `takenBack`: pupils of imports that were taken back, who
    /// return when the list names them. Errors: those of checkMapping.
    Result<roster::ImportPlan> planStudents(const roster::Table&, const roster::Mapping&,
                                            const std::set<domain::StudentId>& takenBack = {});
    Result<roster::ImportPlan> planStudents(const std::filesystem::path& file,
                                            const std::string& preset = "auto");
    /// Keeps a person's choice of columns for the next list with these headings.
    Result<void> rememberColumns(const roster::Table&, const roster::Mapping&);
    /// All good rows in one transaction.
    Result<ImportMade> importStudents(const roster::ImportPlan&);

    struct PhotoImport {
        struct Item {
            std::string name;
            domain::StudentId student;
            domain::MutationId decision = {}; ///< of those that are imported
        };
        struct Problem {
            std::string name;
            Error error;
            domain::StudentId student;
        };
        std::vector<Item> imported;
        /// Matched, but unreadable, too small or refused by a rule; and, with a nil pupil, what is no photo.
        std::vector<Problem> refused;
        std::vector<PhotoFile> unmatched; ///< what waits for a person: unsure, noPupil, twoFiles
        std::vector<Item> same;           ///< the pupil already has exactly this photo
        std::vector<Item> healed;         ///< the same, whose file was lost or damaged and is there again
    };
    /// Which file is whose: judgeFiles(). Photos are stored one after another, each in its own transaction:
    /// a cancelled import keeps what it reported.
    Result<PhotoImport> importPhotos(const std::filesystem::path& folderOrZip, bool accept,
                                     const PhotoChoices& choices = {}, Progress* progress = nullptr);
    /// The same of files that are open, such as those of a scanner.
    Result<PhotoImport> importPhotos(PhotoFiles& files, bool accept, const PhotoChoices& choices = {},
                                     Progress* progress = nullptr);

  private:
    Office& m_office;
};

} // namespace esek::app
