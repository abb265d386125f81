#pragma once
#include "domain/Mutation.h"

#include <string>

namespace esek::app {

/// What a change did, as one sentence for the office in the current language: for conflicts and the journal.
std::string changeText(const domain::Mutation&);

} // namespace esek::app
