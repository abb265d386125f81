#pragma once
#include "app/ImportUndo.h"
#include "domain/SchoolYear.h"

namespace esek::app {

/// The change of the school year: the pupils of each class go to the next one, leave the school or stay. What
/// was done is kept in a file of the data folder (year-change.json) with ids and classes, so that this
/// computer can take it back after its next start too. Thread-safe.
class YearChange {
  public:
    explicit YearChange(Office& office) : m_office(office) {}

    struct Line {
        domain::ClassStep step;
        int pupils = 0;
    };
    struct Preview {
        std::string year;    ///< the one that begins next, in summer and autumn the one that begins now
        std::string reached; ///< that of the classes already, from any office; empty: there was no change yet
        std::vector<Line> lines; ///< by class, as domain::suggestedSteps says
    };
    Result<Preview> preview();

    /// In one transaction. Errors: those of domain::promotion(), and of the file.
    Result<ImportMade> make(const std::string& year, const std::vector<domain::ClassStep>&);
    /// The last one that this computer made, as far as nobody changed a pupil since; as ImportUndo.
    /// nothingToUndo when there is none.
    Result<ImportUndo::Outcome> takeBack();

  private:
    std::filesystem::path recordFile() const;
    Office& m_office;
};

} // namespace esek::app
