#pragma once
#include "domain/Student.h"
#include "quality/Check.h"

namespace esek::quality {

/// What the exceptions noted with a pupil mean for the measures: those that headwear, medical glasses or a
/// medical condition would trip, and of these only the findings that it explains. A head cut off at the sides
/// or a face that is small stays an error.
std::vector<PhotoException> exceptionsFor(const std::vector<domain::PhotoExceptionFlag>&);

} // namespace esek::quality
