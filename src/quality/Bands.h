#pragma once
#include <opencv2/core.hpp>

namespace esek::quality {

/// The part of a picture that is the photo itself: without the white border of a print and without the bands
/// above, below or beside it on a screenshot. A band is of one colour but for some writing and ends in a
/// straight edge from side to side; the plain wall behind a head does not. Whole picture when there is none.
cv::Rect contentOf(const cv::Mat& rgb);

} // namespace esek::quality
