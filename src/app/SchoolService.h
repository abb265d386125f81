#pragma once
#include "app/Office.h"

namespace esek::app {

/// What an office does to its school's record. A value; any thread.
class SchoolService {
  public:
    explicit SchoolService(Office& office) : m_office(office) {}

    /// Saves the record that was read as `school.version`. `seen`: what the clerk had before them when they
    /// began; a pull from a server that was restored may bring other data under the same version. Errors:
    /// valueInvalid, also for a letter that no card can show; versionChanged when somebody saved it
    /// meanwhile. Cards that were issued keep what they were issued with.
    Result<void> save(const domain::School&, const domain::School* seen = nullptr);

  private:
    Office& m_office;
};

} // namespace esek::app
