#pragma once
#include <opencv2/core.hpp>

#include <optional>

namespace esek::quality {

/// Standard deviation of the noise of the flattest quarter of the picture's blocks of 8 x 8 pixels, 0-255
/// (second differences after Immerkaer, 1996). `luma` 8 bits. Empty for a picture without such blocks.
std::optional<double> noiseOfFlatBlocks(const cv::Mat& luma);

/// How much of the steps between neighbouring pixels repeats every `period` pixels, across and down, 0-1:
/// what the 8 x 8 blocks of a strong JPEG compression leave behind. The phase does not matter, so it is found
/// in a picture that was cropped or saved again as well. Empty when the period is too small to be seen.
std::optional<double> blockGrid(const cv::Mat& luma, double period);

} // namespace esek::quality
