#pragma once

namespace esek::pdf {

/// 1 pt is 1/72 inch (PDF), 1 inch is 25.4 mm.
inline constexpr double kMmPerPoint = 25.4 / 72.0;
inline constexpr double kPointsPerMm = 72.0 / 25.4;

} // namespace esek::pdf
