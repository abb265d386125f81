#pragma once
#include "server/store/Rows.h"

namespace esek::server {

/// The chain of a school's changes: SHA-256 over the chain of the row before and this row's columns, each
/// with its length before it, so that a row that was changed, removed or put in between shows.
std::string chainOf(const std::string& previous, const ChangeRow&);
std::string chainOf(const std::string& previous, const AuditRow&);

} // namespace esek::server
