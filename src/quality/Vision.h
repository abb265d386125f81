#pragma once
// Private to quality: the one door to OpenCV.
#include "imaging/Image.h"
#include "quality/FaceDetector.h"

#include <opencv2/core.hpp>

namespace esek::quality {

/// The picture's own bytes as an OpenCV matrix (RGB order); valid while the picture lives.
inline cv::Mat view(const imaging::Image& image) {
    // OpenCV has no constant matrices; callers only read.
    return {image.height, image.width, CV_8UC3, const_cast<std::uint8_t*>(image.rgb.data())};
}

/// Between pixels of a picture of this size and fractions of it.
inline cv::Point2d toPixels(Point p, cv::Size size) {
    return {p.x * size.width, p.y * size.height};
}
inline Point toFraction(cv::Point2d p, cv::Size size) {
    return {p.x / size.width, p.y / size.height};
}

} // namespace esek::quality
