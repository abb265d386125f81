#pragma once

namespace esek::domain {

/// How a card's picture is cut out of a photo; the photo itself never changes. First the upright picture
/// (EXIF applied) is turned by quarterTurns, then straightened by fineDegrees about the centre of the
/// rectangle, then the rectangle is taken; x, y, w, h are fractions of the turned picture.
struct CropParams {
    double x = 0;
    double y = 0;
    double w = 1;
    double h = 1;
    int quarterTurns = 0;   ///< clockwise, 0-3
    double fineDegrees = 0; ///< clockwise, -15 to 15
    bool operator==(const CropParams&) const = default;
};

} // namespace esek::domain
