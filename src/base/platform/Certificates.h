#pragma once
#include <string>
#include <vector>

namespace esek::platform {

/// The root certificates that this computer trusts, each in PEM, where the system keeps them in a store of
/// its own (Windows, with those that the city's administrators put there). Empty where OpenSSL finds them by
/// itself. Thread-safe.
std::vector<std::string> trustedRoots();

} // namespace esek::platform
