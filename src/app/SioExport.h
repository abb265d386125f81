#pragma once
#include "base/Error.h"
#include "domain/Card.h"

#include <optional>
#include <string>
#include <vector>

namespace esek::app {

/// Why a card with a PESEL cannot be in the file for SIO: the PESEL is none, a spreadsheet would take the
/// number for a formula (cards that came from other offices are not believed), or the card was entered from a
/// list.
std::optional<Error> sioObstacle(const domain::StudentCard&);

/// File for SIO's import of issued cards (domain/README.md, Exchange): UTF-8, `;`, header row, RRRR-MM-DD, 1
/// for the types with "-N".
std::string sioCsv(const std::vector<domain::StudentCard>&);

} // namespace esek::app
