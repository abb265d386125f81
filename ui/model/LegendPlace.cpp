#include "ui/model/LegendPlace.h"

#include <algorithm>

namespace esek::ui::model {

LegendPlace legendPlace(Size window, const Box& photo, Size row, Size column) {
    constexpr double kCovered = 0.1; // of the height of the photo
    const double bottom = std::min(photo.y + photo.h, window.h);
    const double shown = bottom - std::max(photo.y, 0.0);
    const double covered = bottom - (window.h - row.h);
    if (row.w <= window.w && covered <= kCovered * shown)
        return LegendPlace::below;
    if (column.w <= photo.x && column.h <= window.h)
        return LegendPlace::beside;
    return LegendPlace::hidden;
}

} // namespace esek::ui::model
