#pragma once
#include "domain/Mutation.h"

#include <string>

namespace esek::domain {

/// The same bytes as toJson(m).dump(), without a JSON tree for the mutations that come by the thousand (a
/// class list): the tree costs more than the database does.
std::string toJsonText(const Mutation& m);

} // namespace esek::domain
