#pragma once
#include "quality/Portrait.h"

#include <optional>

namespace esek::quality {

/// Share of the rows of the head in which the wall beside it falls to an even, darker band of the same
/// colour: the hard shadow that a flash throws. Of the worse side, less half of the other side's share,
/// because hair looks alike on both and a shadow falls to one. Empty where most of the wall is not even or
/// there is too little of it.
std::optional<double> hardShadow(const Portrait&);

} // namespace esek::quality
