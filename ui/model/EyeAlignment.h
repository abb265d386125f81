#pragma once
#include "ui/model/Viewport.h"

#include <optional>

namespace esek::ui::model {

/// Both eyes in fractions of a picture as it is shown.
struct EyePair {
    Vec first;
    Vec second;
};

/// Where a picture lies in a pane: the box, turned around a point of the pane.
struct Placement {
    Box box;
    Vec pivot;
    double radians = 0; ///< clockwise, as the screen's y goes down
};

/// The place at which a picture's eyes fall on those of another one that lies in `reference`. Nothing when
/// the eyes of either are one point.
std::optional<Placement> alignedByEyes(Size picture, const EyePair& eyes, const Box& reference,
                                       const EyePair& referenceEyes);

} // namespace esek::ui::model
