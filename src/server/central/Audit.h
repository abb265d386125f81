#pragma once
#include "server/store/Tx.h"

namespace esek::server {

/// Adds to what administrators, offices and families did at a school; chained by SHA-256 to the entry before.
/// The caller holds the school's row. `subject`: ids only, never a name or a secret.
void addAudit(Tx&, const std::string& school, const std::string& at, std::string kind, std::string subject);

} // namespace esek::server
