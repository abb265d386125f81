#include "quality/BlazeFaceDetector.h"

#include "quality/Turns.h"
#include "quality/Vision.h"

#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <array>
#include <cmath>

namespace esek::quality {

namespace {

// Candidates below this are noise; those above are confirmed by the caller's landmark network.
constexpr double kThreshold = 0.5;
// Two passes of the near network; a face in a wrong turn stays below.
constexpr double kSurelyUpright = 1.86;
// Part of the network's square that the picture fills: whole, and with a border for heads that fill the
// picture.
constexpr double kWhole = 1.0;
constexpr double kWithBorder = 0.6;

FaceBox toBox(const RawFace& f, cv::Size size) {
    FaceBox box;
    box.x = (f.centre.x - f.size.width / 2) / size.width;
    box.y = (f.centre.y - f.size.height / 2) / size.height;
    box.w = f.size.width / size.width;
    box.h = f.size.height / size.height;
    box.leftEye = toFraction(f.points[0], size);
    box.rightEye = toFraction(f.points[1], size);
    box.nose = toFraction(f.points[2], size);
    box.mouth = toFraction(f.points[3], size);
    box.leftEar = toFraction(f.points[4], size);
    box.rightEar = toFraction(f.points[5], size);
    box.score = f.score;
    const auto eyes = f.points[1] - f.points[0];
    box.rollDegrees = std::atan2(eyes.y, eyes.x) * 180 / CV_PI;
    return box;
}

/// One reduction, so that the four turns and three passes work on little.
cv::Mat reduced(const cv::Mat& picture) {
    const double scale = 512.0 / std::max(picture.cols, picture.rows);
    if (scale >= 0.75)
        return picture;
    cv::Mat out;
    cv::resize(picture, out, {}, scale, scale, cv::INTER_AREA);
    return out;
}

double best(const std::vector<RawFace>& faces) {
    return faces.empty() ? 0.0 : faces.front().score;
}

} // namespace

BlazeFaceDetector::BlazeFaceDetector() = default;

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
    return detect(view(image));
}

std::vector<FaceBox> BlazeFaceDetector::detect(const cv::Mat& picture) {
    const cv::Mat rgb = reduced(picture);

    std::array<std::vector<RawFace>, 4> found;
    std::array<cv::Mat, 4> turned;
    int turn = 0;
    double top = -1;
    for (int q = 0; q < 4; ++q) {
        auto& faces = found[static_cast<std::size_t>(q)];
        turned[static_cast<std::size_t>(q)] = turnedClockwise(rgb, q);
        const cv::Mat& m = turned[static_cast<std::size_t>(q)];
        faces = findIn(m, m_near, kWhole);
        auto more = findIn(m, m_near, kWithBorder);
        // The right turn is the one in which both passes are surest.
        double sure = best(faces) + best(more);
        if (sure < 1.2) { // small faces: only the far network sees them
            auto far = findIn(m, m_far, kWhole);
            sure = std::max(sure, 2 * best(far) - 0.1);
            faces.insert(faces.end(), far.begin(), far.end());
        }
        faces.insert(faces.end(), more.begin(), more.end());
        if (sure > top + (q == 0 ? 0 : 0.02)) { // upright wins a tie
            top = sure;
            turn = q;
        }
        if (q == 0 && sure > kSurelyUpright)
            break; // nine photos of ten need no other turn; the landmarks still have to agree
    }
    const auto at = static_cast<std::size_t>(turn);
    return finish(std::move(found[at]), turned[at], turn);
}

std::vector<FaceBox> BlazeFaceDetector::detectTurned(const cv::Mat& picture, int turn) {
    const cv::Mat upright = turnedClockwise(reduced(picture), turn);
    auto faces = findIn(upright, m_near, kWhole);
    auto more = findIn(upright, m_near, kWithBorder);
    faces.insert(faces.end(), more.begin(), more.end());
    return finish(std::move(faces), upright, turn);
}

std::vector<FaceBox> BlazeFaceDetector::finish(std::vector<RawFace> faces, const cv::Mat& upright, int turn) {
    auto far = findIn(upright, m_far, kWhole);
    faces.insert(faces.end(), far.begin(), far.end());
    faces = mergeOverlapping(std::move(faces), 0.3);
    std::sort(faces.begin(), faces.end(),
              [](const RawFace& a, const RawFace& b) { return a.size.area() > b.size.area(); });

    std::vector<FaceBox> out;
    for (const RawFace& f : faces)
        out.push_back(turnedBack(toBox(f, upright.size()), turn));
    return out;
}

std::optional<double> BlazeFaceDetector::cutShare(const cv::Mat& picture) {
    // With the edges drawn out, the network completes what the edge of the picture took away.
    const cv::Mat rgb = reduced(picture);
    const int border = rgb.rows;
    cv::Mat wide;
    cv::copyMakeBorder(rgb, wide, border, border, border, border, cv::BORDER_REPLICATE);
    std::optional<double> most;
    for (const RawFace& f : findIn(wide, m_far, kWhole)) {
        const cv::Rect2d box(f.centre.x - f.size.width / 2, f.centre.y - f.size.height / 2, f.size.width,
                             f.size.height);
        const cv::Rect2d inside = box & cv::Rect2d(border, border, rgb.cols, rgb.rows);
        const double share = 1 - inside.area() / box.area();
        if (share > 0.15 && share < 0.9 && (!most || share > *most))
            most = share;
    }
    return most;
}

std::unique_ptr<FaceDetector> makeFaceDetector() {
    return std::make_unique<BlazeFaceDetector>();
}

} // namespace esek::quality
