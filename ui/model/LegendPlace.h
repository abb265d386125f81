#pragma once
#include "ui/model/Viewport.h"

namespace esek::ui::model {

/// Where the legend of the frames on a photo stands.
enum class LegendPlace {
    below,  ///< in one line at the lower edge of the window
    beside, ///< in lines below each other, left of the photo
    hidden  ///< it would cover too much of the photo
};

/// `row` and `column`: the size that it has in one line and in several. It may cover a tenth of the photo's
/// height, no more: a decision is made about the face.
LegendPlace legendPlace(Size window, const Box& photo, Size row, Size column);

} // namespace esek::ui::model
