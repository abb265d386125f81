#pragma once
#include "app/Office.h"

namespace esek::app {

/// What an office does to one pupil's record. A value; any thread.
class StudentService {
  public:
    explicit StudentService(Office& office) : m_office(office) {}

    /// Adds the pupil (nil id) or saves the record that was read as `student.version`. `seen`: what the clerk
    /// had before them when they began; a pull from a server that was restored may bring another record under
    /// the same version. Errors: those of domain::check(), versionChanged when somebody saved it meanwhile,
    /// registerNumberTaken, peselTaken.
    Result<domain::StudentId> save(domain::Student, const domain::Student* seen = nullptr);

  private:
    Office& m_office;
};

} // namespace esek::app
