#pragma once
#include "quality/FaceDetector.h"
#include "quality/QualityReport.h"

#include <opencv2/core.hpp>

namespace esek::quality {

/// The picture after `quarters` quarter turns clockwise (0-3).
cv::Mat turnedClockwise(const cv::Mat&, int quarters);

/// A point of the picture, in fractions, after `quarters` quarter turns clockwise.
Point turnedClockwise(Point, int quarters);

/// A face found in the picture after `quarters` clockwise turns, as it lies in the picture itself.
FaceBox turnedBack(const FaceBox&, int quarters);
HeadBox turnedBack(const HeadBox&, int quarters);

/// The face of the picture as it lies after `quarters` clockwise turns.
FaceBox turnedClockwise(const FaceBox&, int quarters);
HeadBox turnedClockwise(const HeadBox&, int quarters);

/// How many clockwise quarter turns make a face with this roll upright.
int quartersToUpright(double rollDegrees);

/// -180 to 180.
double normalDegrees(double);

} // namespace esek::quality
