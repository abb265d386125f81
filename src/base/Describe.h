#pragma once
#include "base/Error.h"

namespace esek {
/// One sentence or two for people in the current language: what happened and what to do next. The one place
/// where errors become text.
std::string describe(const Error&);
/// The sentence of a code with its {placeholders}; for the test that each code has one.
const char* sentence(ErrorCode);
} // namespace esek
