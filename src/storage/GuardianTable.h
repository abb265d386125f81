#pragma once
#include "domain/Guardian.h"
#include "storage/Connection.h"

namespace esek::storage {

/// The table of parents and guardians. Inside a transaction; throws.
domain::Guardian guardianFrom(std::string_view json);
std::optional<domain::Guardian> loadGuardian(Connection&, const domain::GuardianId&);
/// Of one pupil in the order in which they were added, without those who were removed.
std::vector<domain::Guardian> guardiansOf(Connection&, const domain::StudentId&);
/// Of the whole school, those who were removed too.
std::vector<domain::Guardian> allGuardians(Connection&);
void saveGuardian(Connection&, const domain::Guardian&);
void removeGuardian(Connection&, const domain::GuardianId&);

} // namespace esek::storage
