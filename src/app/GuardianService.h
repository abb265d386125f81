#pragma once
#include "app/Office.h"
#include "domain/Guardian.h"

namespace esek::app {

/// What an office does to the parents and guardians of a pupil. A value; any thread.
class GuardianService {
  public:
    explicit GuardianService(Office& office) : m_office(office) {}

    Result<std::vector<domain::Guardian>> of(const domain::StudentId&) const;
    /// Adds the person (nil id) or saves the record that was read as `guardian.version`; spaces around the
    /// texts do not count. Errors: valueRequired, valueInvalid, unknownStudent, versionChanged when somebody
    /// saved it meanwhile.
    Result<domain::GuardianId> save(domain::Guardian);
    /// No longer a guardian of this pupil: name and address go from the record.
    Result<void> remove(const domain::Guardian&);

  private:
    Office& m_office;
};

} // namespace esek::app
