#include "quality/EyeState.h"

#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <cmath>
#include <vector>

namespace esek::quality {

namespace {

constexpr int kEyeSide = 64;
constexpr double kEyesOfSide = 2.3; // the network's square is so many widths of an eye
// Its points: the lower lid from corner to corner, the upper lid between them, the iris with its four ends.
constexpr int kCorner = 0, kOtherCorner = 8, kLids = 16, kIris = 71, kIrisEnds = 4;
constexpr double kDarkestSkin = 8; // luma; a darker skin is no reference

/// Median luma of the skin below the eye; `width` of the eye.
double skinBelow(const cv::Mat& luma, cv::Point2d eye, double width) {
    const cv::Rect patch = cv::Rect(cv::Point(cvRound(eye.x - 0.4 * width), cvRound(eye.y + 0.38 * width)),
                                    cv::Point(cvRound(eye.x + 0.4 * width), cvRound(eye.y + 0.54 * width))) &
                           cv::Rect({}, luma.size());
    std::vector<std::uint8_t> values;
    for (int y = patch.y; y < patch.y + patch.height; ++y)
        values.insert(values.end(), luma.ptr<std::uint8_t>(y) + patch.x,
                      luma.ptr<std::uint8_t>(y) + patch.x + patch.width);
    if (values.empty())
        return kDarkestSkin;
    const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
    std::nth_element(values.begin(), middle, values.end());
    return std::max<double>(kDarkestSkin, *middle);
}

} // namespace

std::optional<double> EyeState::openness(const Portrait& p, Side side) {
    const bool left = side == Side::viewersLeft;
    const cv::Point2d outer = p.mesh.at(left ? 33 : 263), inner = p.mesh.at(left ? 133 : 362);
    const cv::Point2d middle = (outer + inner) / 2;
    const cv::Rect picture({}, p.inside.size());
    if (!picture.contains(cv::Point(middle)) || p.inside.at<std::uint8_t>(cv::Point(middle)) == 0)
        return std::nullopt;
    const double scale = kEyeSide / std::max(1.0, kEyesOfSide * std::abs(outer.x - inner.x));
    const cv::Matx23d toSquare(scale, 0, kEyeSide / 2.0 - scale * middle.x, 0, scale,
                               kEyeSide / 2.0 - scale * middle.y);
    cv::Mat square;
    cv::warpAffine(p.rgb, square, toSquare, {kEyeSide, kEyeSide}, cv::INTER_LINEAR, cv::BORDER_REPLICATE);
    if (left) // the network knows one eye, the other one is its mirror image
        cv::flip(square, square, 1);
    const auto out = m_network.run(planarBlob(square, 0.F, 1.F));
    const float* v = out[0].ptr<float>();
    const auto at = [&](int point) -> cv::Point2d { return {v[3 * point], v[3 * point + 1]}; };

    const double width = std::max(1.0, cv::norm(at(kCorner) - at(kOtherCorner)));
    const double lids = (cv::norm(at(3) - at(11)) + cv::norm(at(4) - at(12)) + cv::norm(at(5) - at(13))) / 3;
    cv::Point2d centre;
    for (int i = 0; i < kLids; ++i)
        centre += at(i) / kLids;
    double radius = 0;
    for (int i = 1; i <= kIrisEnds; ++i)
        radius += cv::norm(at(kIris + i) - at(kIris)) / kIrisEnds;
    cv::Mat luma, iris = cv::Mat::zeros(square.size(), CV_8U);
    cv::cvtColor(square, luma, cv::COLOR_RGB2GRAY);
    cv::circle(iris, cv::Point(cvRound(at(kIris).x), cvRound(at(kIris).y)),
               std::max(1, cvRound(0.15 * width)), cv::Scalar(255), cv::FILLED);
    const double brightness = cv::mean(luma, iris)[0] / skinBelow(luma, centre, width);
    return (lids + 0.5 * radius) / width - 0.1 * brightness;
}

std::optional<double> EyeState::openness(const Portrait& p) {
    const auto left = openness(p, Side::viewersLeft), right = openness(p, Side::viewersRight);
    if (!left || !right)
        return std::nullopt;
    return (*left + *right) / 2;
}

} // namespace esek::quality
