#include "quality/Grain.h"

#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <cmath>
#include <vector>

namespace esek::quality {

std::optional<double> noiseOfFlatBlocks(const cv::Mat& luma) {
    constexpr int kBlock = 8, kEdge = 4;
    constexpr double kDarkest = 20, kBrightest = 238; // what is cut off at black or white has no noise
    constexpr std::size_t kLeast = 12;
    const cv::Mat kernel = (cv::Mat_<float>(3, 3) << 1, -2, 1, -2, 4, -2, 1, -2, 1);
    cv::Mat differences;
    cv::filter2D(luma, differences, CV_16S, kernel);
    std::vector<double> noise;
    for (int y = kEdge; y + kBlock < luma.rows - kEdge; y += kBlock)
        for (int x = kEdge; x + kBlock < luma.cols - kEdge; x += kBlock) {
            const cv::Rect block(x, y, kBlock, kBlock);
            const double mean = cv::mean(luma(block))[0];
            if (mean >= kDarkest && mean <= kBrightest)
                noise.push_back(cv::norm(differences(block), cv::NORM_L1) / (kBlock * kBlock) *
                                std::sqrt(CV_PI / 2) / 6);
        }
    if (noise.size() < kLeast)
        return std::nullopt;
    const auto quarter = noise.begin() + static_cast<std::ptrdiff_t>(noise.size() / 4);
    std::nth_element(noise.begin(), quarter, noise.end());
    return *quarter;
}

namespace {

/// For each column by how much the step to it is larger than the steps beside it, mean over the rows.
std::vector<double> stepsAcross(const cv::Mat& luma) {
    constexpr int kMost = 12; // an edge of the picture is no step of a block
    std::vector<double> steps(static_cast<std::size_t>(luma.cols), 0.0);
    for (int y = 0; y < luma.rows; ++y) {
        const auto* v = luma.ptr<std::uint8_t>(y);
        for (int x = 2; x + 1 < luma.cols; ++x) {
            const double step = std::abs(v[x] - v[x - 1]);
            const double beside = (std::abs(v[x + 1] - v[x]) + std::abs(v[x - 1] - v[x - 2])) / 2.0;
            steps[static_cast<std::size_t>(x)] += std::clamp<double>(step - beside, -kMost, kMost);
        }
    }
    for (double& s : steps)
        s /= luma.rows;
    return steps;
}

/// Share of the variance of the steps that has this period or its half or third.
double periodicShare(const std::vector<double>& steps, double period) {
    const std::size_t from = 2, to = steps.size() - 2;
    const double n = static_cast<double>(to - from);
    double mean = 0, variance = 0;
    for (std::size_t i = from; i < to; ++i)
        mean += steps[i] / n;
    for (std::size_t i = from; i < to; ++i)
        variance += (steps[i] - mean) * (steps[i] - mean) / n;
    constexpr double kShortest = 2.2; // pixels; nearly the finest that a picture can hold
    double power = 0;
    for (int harmonic = 1; harmonic <= 3 && period / harmonic > kShortest; ++harmonic) {
        double c = 0, s = 0;
        for (std::size_t i = from; i < to; ++i) {
            const double angle = 2 * CV_PI * static_cast<double>(i) * harmonic / period;
            c += (steps[i] - mean) * std::cos(angle);
            s += (steps[i] - mean) * std::sin(angle);
        }
        power += 2 * (c * c + s * s) / (n * n);
    }
    constexpr double kInvisible = 0.02; // variance; steps below a seventh of a level are nothing to see
    return power / (variance + kInvisible);
}

} // namespace

std::optional<double> blockGrid(const cv::Mat& luma, double period) {
    constexpr double kShortest = 3; // pixels
    if (period < kShortest || std::min(luma.cols, luma.rows) < 8 * period)
        return std::nullopt;
    cv::Mat across;
    cv::transpose(luma, across);
    return std::sqrt(periodicShare(stepsAcross(luma), period) * periodicShare(stepsAcross(across), period));
}

} // namespace esek::quality
