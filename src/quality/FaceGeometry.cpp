#include "quality/FaceGeometry.h"

#include "quality/Pixels.h"

#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <array>
#include <cmath>

namespace esek::quality {

namespace {
double degrees(double radians) {
    return radians * 180 / CV_PI;
}
} // namespace

HeadPose headPose(const Mesh& m) {
    const auto& left = m.points[234];
    const auto& right = m.points[454];
    const auto& top = m.points[10];
    const auto& chin = m.points[152];
    // The network gives the depth between the ears too flat: against poses of a head in space its angle is a
    // third too small.
    constexpr double kDepth = 1.5;
    return {degrees(std::atan2(kDepth * (right.z - left.z), right.x - left.x)),
            degrees(std::atan2(chin.z - top.z, chin.y - top.y))};
}

double mouthOpening(const Mesh& m) {
    return cv::norm(m.at(13) - m.at(14)) / std::max(1e-6, cv::norm(m.at(78) - m.at(308)));
}

namespace {
/// The brighter quarter of the face; no reference at all in a black picture.
std::optional<double> faceReference(const Portrait& p) {
    const auto v = percentile(p.luma, faceMask(p), 0.75);
    return v && *v >= 8 ? v : std::nullopt;
}
} // namespace

std::optional<double> eyeBrightness(const Portrait& p) {
    const auto reference = faceReference(p);
    if (!reference)
        return std::nullopt;
    double darkest = 1e9;
    for (const auto& [outerPoint, innerPoint] : {std::pair{33, 133}, std::pair{263, 362}}) {
        const cv::Point2d outer = p.mesh.at(outerPoint), inner = p.mesh.at(innerPoint);
        const cv::Point2d middle = (outer + inner) / 2;
        const double width = cv::norm(outer - inner);
        cv::Mat mask = cv::Mat::zeros(p.luma.size(), CV_8U);
        cv::ellipse(mask, {cvRound(middle.x), cvRound(middle.y)},
                    {cvRound(width * 0.65), std::max(4, cvRound(width * 0.35))}, 0, 0, 360, cv::Scalar(255),
                    cv::FILLED);
        mask &= p.inside;
        if (cv::countNonZero(mask) < 60)
            return std::nullopt;
        darkest = std::min(darkest, cv::mean(p.luma, mask)[0] / *reference);
    }
    return darkest;
}

std::optional<double> darkShareOfEyeBand(const Portrait& p) {
    const auto reference = faceReference(p);
    if (!reference)
        return std::nullopt;
    const double eyes = (p.mesh.at(33).y + p.mesh.at(263).y) / 2;
    const cv::Rect band =
        cv::Rect(cv::Point2i(cvRound(p.mesh.at(33).x), cvRound(eyes - 0.12 * Portrait::kFace)),
                 cv::Point2i(cvRound(p.mesh.at(263).x), cvRound(eyes + 0.16 * Portrait::kFace))) &
        cv::Rect(0, 0, p.luma.cols, p.luma.rows);
    if (band.area() < 400 || cv::countNonZero(p.inside(band)) < band.area() / 2)
        return std::nullopt;
    return cv::countNonZero((p.luma(band) < 0.2 * *reference) & p.inside(band)) /
           static_cast<double>(cv::countNonZero(p.inside(band)));
}

double outlineOutside(const Portrait& p) {
    constexpr std::array kOval{10,  338, 297, 332, 284, 251, 389, 356, 454, 323, 361, 288,
                               397, 365, 379, 378, 400, 377, 152, 148, 176, 149, 150, 136,
                               172, 58,  132, 93,  234, 127, 162, 21,  54,  103, 67,  109};
    int outside = 0;
    for (int i : kOval) {
        const auto at = p.mesh.at(i);
        const int x = cvRound(at.x), y = cvRound(at.y);
        const bool in = x >= 0 && y >= 0 && x < p.inside.cols && y < p.inside.rows &&
                        p.inside.at<std::uint8_t>(y, x) != 0;
        outside += !in;
    }
    return outside / static_cast<double>(kOval.size());
}

double widthAtUpperEdge(const Portrait& p) {
    const double left = p.mesh.at(234).x, right = p.mesh.at(454).x;
    const double width = std::max(1.0, right - left);
    const int x0 = std::clamp(static_cast<int>(left - 0.2 * width), 0, p.inside.cols - 1);
    const int x1 = std::clamp(static_cast<int>(right + 0.2 * width), x0 + 1, p.inside.cols);
    int count = 0;
    for (int x = x0; x < x1; ++x) {
        int y = 0;
        while (y < p.inside.rows && p.inside.at<std::uint8_t>(y, x) == 0)
            ++y;
        // Row 0 is the portrait's own edge and not the picture's; two rows further the mask has settled.
        if (y > 0 && y + 2 < p.inside.rows && p.person.at<std::uint8_t>(y + 2, x) > 127)
            ++count;
    }
    return count / width;
}

} // namespace esek::quality
