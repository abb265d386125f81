#pragma once
#include "domain/Card.h"

#include <string>
#include <vector>

namespace esek::app {

/// File for SIO's import of issued cards (domain/README.md, Exchange): UTF-8, `;`, header row, RRRR-MM-DD, 1
/// for the types with
/// "-N". A pupil without PESEL cannot be in it.
std::string sioCsv(const std::vector<domain::StudentCard>&);

} // namespace esek::app
