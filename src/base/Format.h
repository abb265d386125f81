#pragma once
// GCC 12 has no <format>; base owns fmt and others say esek::format.
#include <fmt/format.h>

namespace esek {
using fmt::format;
using fmt::runtime; ///< around a translated pattern
} // namespace esek
