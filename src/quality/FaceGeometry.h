#pragma once
#include "quality/Portrait.h"

#include <optional>

namespace esek::quality {

/// Degrees; positive: turned to the viewer's right, looking down.
struct HeadPose {
    double yaw = 0;
    double pitch = 0;
};
HeadPose headPose(const Mesh&);

/// Gap between the lips over the mouth's width.
double mouthOpening(const Mesh&);

/// How bright the eyes with their lids are against the skin of the face: the darker eye's mean luma over that
/// of the brighter part of the face. Dark lenses and bars bring it near 0. Empty when an eye is outside the
/// picture.
std::optional<double> eyeBrightness(const Portrait&);
/// Share of the band from the brows to the middle of the nose that is nearly black against the face; a bar
/// over the eyes fills it even where the landmarks were led astray by it.
std::optional<double> darkShareOfEyeBand(const Portrait&);

/// Share of the face's outline that lies outside the picture.
double outlineOutside(const Portrait&);
/// How much of the face's width the person still takes in the picture's first row; 0: there is air above the
/// crown.
double widthAtUpperEdge(const Portrait&);

} // namespace esek::quality
