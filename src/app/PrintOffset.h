#pragma once
#include "base/Result.h"

#include <string_view>

namespace esek::app {

/// How far a printer's output must be moved: millimetres, right and down.
struct PrintOffset {
    double right = 0;
    double down = 0;
};
constexpr double kMostOffsetMm = 20;

/// Two numbers as people type them: "0,5;1,0" or "0.5;1" with a semicolon between them, or "0.5,1.0" with a
/// comma where each reading but one is impossible. "0,5" is refused: it could be half a millimetre as well as
/// 0 and 5. Errors: wrongUsage with a reason that says what to type.
Result<PrintOffset> printOffsetFromText(std::string_view);

} // namespace esek::app
