#pragma once
#include "base/Result.h"
#include "domain/School.h"
#include "server/central/CentralCore.h"

namespace esek::server {

/// The schools of the server and the people who work there, as an administrator sees them. Thread-safe.
class Schools {
  public:
    explicit Schools(CentralCore& core) : m_core(core) {}

    /// A nil id gets a new one. Error: schoolExists.
    Result<domain::SchoolId> add(domain::School);
    Result<std::vector<SchoolRow>> list();
    /// Returns the account's id. Errors: unknownSchool, valueInvalid for a role or name that cannot be.
    Result<std::string> addUser(const domain::SchoolId&, domain::Role, const std::string& name);

  private:
    CentralCore& m_core;
};

/// A role of people in an office, and a name that may go into answers, logs and both databases. Both throw
/// valueInvalid.
void requireOfficeRole(domain::Role);
void requireName(const std::string&);

Error unknownSchool(const domain::SchoolId&);

} // namespace esek::server
