#pragma once
#include "base/Rng.h"

#include <string>
#include <string_view>

namespace esek::server {

/// 256 random bits as 64 hexadecimal digits: what a device keeps.
std::string newToken(Rng&);
/// "XXXX-XXXX-XXXX": 60 random bits in letters and digits that a person cannot mix up (no 0 O 1 I).
std::string newCode(Rng&);
/// As a person may type it: lower case, spaces, without hyphens. Empty when it cannot be a code.
std::string normalCode(std::string_view typed);
/// SHA-256 in hexadecimal digits. Right for secrets of this many random bits; a password would need salt and
/// work.
std::string secretHash(std::string_view secret);

} // namespace esek::server
