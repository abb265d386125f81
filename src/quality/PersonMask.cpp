#include "quality/PersonMask.h"

#include <opencv2/imgproc.hpp>

namespace esek::quality {

cv::Mat PersonMask::segment(const cv::Mat& rgb) {
    constexpr int kSide = 256;
    cv::Mat square;
    cv::resize(rgb, square, {kSide, kSide}, 0, 0, cv::INTER_AREA);
    auto out = m_network.run(planarBlob(square, 0.F, 1.F));
    const cv::Mat probability(kSide, kSide, CV_32F, out[0].ptr<float>());
    cv::Mat mask;
    probability.convertTo(mask, CV_8U, 255);
    cv::resize(mask, mask, rgb.size(), 0, 0, cv::INTER_LINEAR);
    return mask;
}

} // namespace esek::quality
