#pragma once
#include "domain/Card.h"

#include <string>
#include <vector>

namespace esek::app {

/// May the card be in the file for SIO? It needs a PESEL that is one, with its check digit, and a number that
/// no spreadsheet takes for a formula; cards that came from other offices are not believed.
bool fitsSio(const domain::StudentCard&);

/// File for SIO's import of issued cards (domain/README.md, Exchange): UTF-8, `;`, header row, RRRR-MM-DD, 1
/// for the types with "-N".
std::string sioCsv(const std::vector<domain::StudentCard>&);

} // namespace esek::app
