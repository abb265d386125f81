#pragma once
#include "app/Office.h"
#include "roster/ImportPlan.h"

#include <set>

namespace esek::app {

/// What one import of a list or of photos, or one change of the school year did, as far as it can be taken
/// back.
struct ImportMade {
    std::vector<domain::Student> added; ///< as the import left them
    struct Changed {
        domain::Student before;
        domain::Student after;
    };
    std::vector<Changed> changed;
    struct Submitted {
        domain::StudentId student;
        domain::MutationId decision;
    };
    std::vector<Submitted> photos;
    std::vector<domain::Guardian> guardians; ///< those that were new
    struct Promotion {
        std::string from; ///< the school year of the classes before; may be empty
        std::string to;
    };
    std::optional<Promotion> promotion; ///< of a change of the school year
    bool empty() const { return added.empty() && changed.empty() && photos.empty() && guardians.empty(); }
};

/// Takes a whole import back, and lets the corrected list in afterwards. Thread-safe.
class ImportUndo {
  public:
    explicit ImportUndo(Office& office) : m_office(office) {}

    struct Outcome {
        std::vector<domain::StudentId> left; ///< pupils that the import had added, out of the school again
        std::size_t restored = 0;            ///< pupils whose data are again as before
        std::size_t photos = 0;
        std::size_t kept = 0; ///< records that somebody changed since, or that have left this computer
    };
    /// One transaction. A pupil who was added is marked as having left the school, because what was once in
    /// the register stays in its history; with a photo or a card the pupil stays. Parents and guardians that
    /// the import had added are removed.
    Result<Outcome> takeBack(const ImportMade&);

    /// Pupils of an import that was taken back come to the school again when a list names them. `existing`
    /// are the pupils that the plan was made with, in which these count as present.
    static void bringBack(roster::ImportPlan&, const std::vector<domain::Student>& existing,
                          const std::set<domain::StudentId>& takenBack);

  private:
    Office& m_office;
};

} // namespace esek::app
