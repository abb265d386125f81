#include "quality/Pixels.h"

#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <array>
#include <cmath>

namespace esek::quality {

namespace {

/// Sums over neighbours along x: of their differences, and of what a blur along x takes from the differences.
std::optional<double> blurrinessAlongX(const cv::Mat& luma, const cv::Mat& mask) {
    constexpr int kReach = 9;
    cv::Mat soft;
    cv::blur(luma, soft, {kReach, 1});
    double all = 0, lost = 0;
    for (int y = 0; y < luma.rows; ++y) {
        const auto* f = luma.ptr<std::uint8_t>(y);
        const auto* b = soft.ptr<std::uint8_t>(y);
        const auto* m = mask.ptr<std::uint8_t>(y);
        for (int x = 1; x < luma.cols; ++x) {
            if (m[x] == 0 || m[x - 1] == 0)
                continue;
            const int d = std::abs(f[x] - f[x - 1]);
            all += d;
            lost += std::max(0, d - std::abs(b[x] - b[x - 1]));
        }
    }
    if (all <= 0)
        return std::nullopt;
    return (all - lost) / all;
}

} // namespace

std::optional<double> blurriness(const cv::Mat& luma, const cv::Mat& mask) {
    cv::Mat lumaAcross, maskAcross;
    cv::transpose(luma, lumaAcross);
    cv::transpose(mask, maskAcross);
    const auto x = blurrinessAlongX(luma, mask), y = blurrinessAlongX(lumaAcross, maskAcross);
    if (!x || !y)
        return std::nullopt;
    return std::max(*x, *y);
}

std::optional<double> percentile(const cv::Mat& luma, const cv::Mat& mask, double p) {
    std::array<int, 256> count{};
    int total = 0;
    for (int y = 0; y < luma.rows; ++y) {
        const auto* v = luma.ptr<std::uint8_t>(y);
        const auto* m = mask.ptr<std::uint8_t>(y);
        for (int x = 0; x < luma.cols; ++x)
            if (m[x] != 0) {
                ++count[v[x]];
                ++total;
            }
    }
    if (total == 0)
        return std::nullopt;
    double left = p * total;
    for (std::size_t i = 0; i < count.size(); ++i) {
        left -= count[i];
        if (left <= 0)
            return static_cast<double>(i);
    }
    return 255;
}

double meanChroma(const cv::Mat& rgb, const cv::Mat& mask) {
    cv::Mat ycc;
    cv::cvtColor(rgb, ycc, cv::COLOR_RGB2YCrCb);
    double sum = 0;
    int n = 0;
    for (int y = 0; y < ycc.rows; ++y) {
        const auto* v = ycc.ptr<cv::Vec3b>(y);
        const auto* m = mask.ptr<std::uint8_t>(y);
        for (int x = 0; x < ycc.cols; ++x)
            if (m[x] != 0) {
                sum += std::hypot(v[x][1] - 128, v[x][2] - 128);
                ++n;
            }
    }
    return n == 0 ? 0 : sum / n;
}

std::optional<double> unevenness(const cv::Mat& rgb, const cv::Mat& mask) {
    // A quarter of the resolution: the grain of a wall is not unevenness.
    cv::Mat small, inside, lab;
    cv::resize(rgb, small, {}, 0.25, 0.25, cv::INTER_AREA);
    cv::resize(mask, inside, small.size(), 0, 0, cv::INTER_AREA);
    inside = inside > 254;
    small.convertTo(lab, CV_32FC3, 1 / 255.0);
    cv::cvtColor(lab, lab, cv::COLOR_RGB2Lab);
    const int n = cv::countNonZero(inside);
    if (n < 200 / 16)
        return std::nullopt;
    cv::Mat a(n, 6, CV_32F), b(n, 3, CV_32F);
    int i = 0;
    for (int y = 0; y < lab.rows; ++y)
        for (int x = 0; x < lab.cols; ++x) {
            if (inside.at<std::uint8_t>(y, x) == 0)
                continue;
            const float u = static_cast<float>(x) / static_cast<float>(lab.cols) - 0.5F;
            const float v = static_cast<float>(y) / static_cast<float>(lab.rows) - 0.5F;
            const std::array<float, 6> row{1, u, v, u * v, u * u, v * v};
            std::copy(row.begin(), row.end(), a.ptr<float>(i));
            const auto& p = lab.at<cv::Vec3f>(y, x);
            std::copy(p.val, p.val + 3, b.ptr<float>(i));
            ++i;
        }
    cv::Mat surface;
    if (!cv::solve(a, b, surface, cv::DECOMP_NORMAL | cv::DECOMP_SVD))
        cv::solve(a, b, surface, cv::DECOMP_SVD);
    const cv::Mat rest = a * surface - b;
    return std::sqrt(rest.dot(rest) / n);
}

cv::Mat polygonMask(cv::Size size, const std::vector<cv::Point2d>& outline) {
    std::vector<cv::Point> points;
    for (const auto& p : outline)
        points.emplace_back(cvRound(p.x), cvRound(p.y));
    cv::Mat mask = cv::Mat::zeros(size, CV_8U);
    cv::fillConvexPoly(mask, points, cv::Scalar(255));
    return mask;
}

cv::Mat faceMask(const Portrait& p) {
    cv::Mat mask = polygonMask(p.luma.size(),
                               p.mesh.outline({10,  338, 297, 332, 284, 251, 389, 356, 454, 323, 361, 288,
                                               397, 365, 379, 378, 400, 377, 152, 148, 176, 149, 150, 136,
                                               172, 58,  132, 93,  234, 127, 162, 21,  54,  103, 67,  109}));
    mask.setTo(0, p.inside == 0);
    return mask;
}

cv::Mat skinMask(const Portrait& p) {
    cv::Mat mask = faceMask(p);
    cv::erode(mask, mask, cv::getStructuringElement(cv::MORPH_ELLIPSE, {13, 13}));
    cv::Mat holes = cv::Mat::zeros(mask.size(), CV_8U);
    const auto cut = [&](std::initializer_list<int> outline) {
        holes |= polygonMask(mask.size(), p.mesh.outline(outline));
    };
    cut({70, 63, 105, 66, 107, 133, 145, 33}); // brow and eye
    cut({300, 293, 334, 296, 336, 362, 374, 263});
    cut({61, 40, 37, 0, 267, 270, 291, 321, 314, 17, 84, 91}); // lips
    cv::dilate(holes, holes, cv::getStructuringElement(cv::MORPH_ELLIPSE, {9, 9}));
    mask.setTo(0, holes);
    return mask;
}

cv::Mat backgroundMask(const Portrait& p) {
    cv::Mat mask = p.person < 26;
    cv::erode(mask, mask, cv::getStructuringElement(cv::MORPH_ELLIPSE, {11, 11}));
    cv::Mat inside;
    cv::erode(p.inside, inside, cv::getStructuringElement(cv::MORPH_RECT, {7, 7}), {-1, -1}, 1,
              cv::BORDER_REPLICATE);
    mask &= inside;
    // As the card will show it: 224 pixels wide, from above the crown to the shoulders.
    const int top = std::max(0, static_cast<int>(p.head.y) - 35);
    const cv::Rect printed = cv::Rect(Portrait::kWidth / 2 - 120, top, 240, 395 - top) &
                             cv::Rect(0, 0, Portrait::kWidth, Portrait::kHeight);
    cv::Mat frame = cv::Mat::zeros(mask.size(), CV_8U);
    frame(printed).setTo(255);
    return mask & frame;
}

std::optional<double> shadowBesideHead(const Portrait& p) {
    constexpr double kPlain = 6; // unevenness; a shadow itself makes some
    const cv::Mat background = backgroundMask(p);
    const auto uneven = unevenness(p.rgb, background);
    if (!uneven || *uneven > kPlain)
        return std::nullopt;
    cv::Mat near;
    cv::dilate(p.person > 127, near, cv::getStructuringElement(cv::MORPH_ELLIPSE, {61, 61}));
    const cv::Mat beside = background & near, far = background & ~near;
    const auto dark = percentile(p.luma, beside, 0.10), bright = percentile(p.luma, far, 0.50);
    if (!dark || !bright || cv::countNonZero(beside) < 200 || cv::countNonZero(far) < 200)
        return std::nullopt;
    return std::max(0.0, *bright - *dark) / 255;
}

namespace {

/// Median luma of the cheek on the viewer's left or right, 0-255; empty when outside the picture.
std::optional<double> cheekLuma(const Portrait& p, const std::array<int, 4>& points) {
    cv::Mat mask = cv::Mat::zeros(p.luma.size(), CV_8U);
    for (int point : points) {
        const auto at = p.mesh.at(point);
        cv::circle(mask, {cvRound(at.x), cvRound(at.y)}, 10, cv::Scalar(255), cv::FILLED);
    }
    mask &= p.inside;
    constexpr int kLeast = 100;
    return cv::countNonZero(mask) < kLeast ? std::nullopt : percentile(p.luma, mask, 0.5);
}

/// Linear light, 0-1, of a value of sRGB (IEC 61966-2-1), 0-255.
double linearLight(double value) {
    const double v = value / 255;
    return v <= 0.04045 ? v / 12.92 : std::pow((v + 0.055) / 1.055, 2.4);
}

} // namespace

std::optional<double> lightRatio(const Portrait& p) {
    const auto left = cheekLuma(p, {50, 101, 118, 205}), right = cheekLuma(p, {280, 330, 347, 425});
    constexpr double kBlack = 8; // luma
    if (!left || !right || std::max(*left, *right) < kBlack)
        return std::nullopt;
    // The surface of skin sends back about this much of the light, whatever its tone.
    constexpr double kSurface = 0.06;
    return (linearLight(std::min(*left, *right)) + kSurface) /
           (linearLight(std::max(*left, *right)) + kSurface);
}

} // namespace esek::quality
