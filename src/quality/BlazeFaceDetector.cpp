#include "quality/BlazeFaceDetector.h"

#include "quality/FaceSearch.h"
#include "quality/Vision.h"

#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <cmath>

namespace esek::quality {

namespace {
// Candidates below this are noise; those above are confirmed by the caller's landmark network.
constexpr double kThreshold = 0.5;
} // namespace

std::vector<RawFace> BlazeFaceDetector::findIn(const cv::Mat& rgb, BlazeFace& network, double fill) {
    const int side = network.side();
    const double scale = side * fill / std::max(rgb.cols, rgb.rows);
    cv::Mat small;
    cv::resize(rgb, small,
               {std::max(1, static_cast<int>(std::lround(rgb.cols * scale))),
                std::max(1, static_cast<int>(std::lround(rgb.rows * scale)))},
               0, 0, cv::INTER_AREA);
    const cv::Point at((side - small.cols) / 2, (side - small.rows) / 2);
    cv::Mat square = cv::Mat::zeros(side, side, CV_8UC3);
    small.copyTo(square(cv::Rect(at, small.size())));
    auto faces = network.find(square, kThreshold);
    const cv::Point2d offset(at);
    for (auto& f : faces) {
        f.centre = (f.centre - offset) / scale;
        f.size = f.size / scale;
        for (auto& p : f.points)
            p = (p - offset) / scale;
    }
    return faces;
}

std::vector<FaceBox> BlazeFaceDetector::detect(const imaging::Image& image) {
    const cv::Mat picture = view(image);
    FaceSearch search(*this, picture);
    return search.boxes(search.surelyUpright() ? 0 : search.likeliestTurn());
}

std::unique_ptr<FaceDetector> makeFaceDetector() {
    return std::make_unique<BlazeFaceDetector>();
}

} // namespace esek::quality
