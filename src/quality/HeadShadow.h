#pragma once
#include "quality/Portrait.h"

#include <optional>

namespace esek::quality {

/// Share of the rows, on the worse side of the head, in which an even wall is darker close to the head than
/// further away on the same side: the hard shadow that a flash throws. Empty where the wall is not even or
/// there is too little of it.
std::optional<double> hardShadow(const Portrait&);

} // namespace esek::quality
