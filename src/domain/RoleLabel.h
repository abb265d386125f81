#pragma once
#include "domain/Photo.h"

#include <string>

namespace esek::domain {

/// For people, in the current language: "school office", "parent".
std::string label(Role);

} // namespace esek::domain
