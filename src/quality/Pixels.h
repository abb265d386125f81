#pragma once
#include "quality/Portrait.h"

#include <optional>
#include <vector>

namespace esek::quality {

/// How blurred, 0 (sharp) to 1: how little a further blur changes the differences between neighbours (Crete
/// et al., "The blur effect", 2007); independent of contrast and brightness. The worse of the two directions,
/// so that motion shows. Empty without any texture. `luma` and `mask` 8 bits, `mask` not 0 where to look.
std::optional<double> blurriness(const cv::Mat& luma, const cv::Mat& mask);

/// Value below which the share `p` (0-1) of the masked pixels lies, 0-255; empty mask gives nothing.
std::optional<double> percentile(const cv::Mat& luma, const cv::Mat& mask, double p);

/// Mean distance from grey of the masked pixels of an RGB picture, 0-255.
double meanChroma(const cv::Mat& rgb, const cv::Mat& mask);

/// What remains of the masked pixels after the best smooth surface of second order (a gradient of light is
/// allowed) is taken away: root mean square over L, a and b (CIE Lab, L 0-100). Empty for fewer than 200
/// pixels.
std::optional<double> unevenness(const cv::Mat& rgb, const cv::Mat& mask);

/// 255 inside the outline.
cv::Mat polygonMask(cv::Size size, const std::vector<cv::Point2d>& outline);

/// The oval of the face, without what lies outside the picture.
cv::Mat faceMask(const Portrait&);
/// The oval without eyes, brows and mouth.
cv::Mat skinMask(const Portrait&);
/// Background of what will be printed: surely not person, in the picture, around the head.
cv::Mat backgroundMask(const Portrait&);
/// How much darker the darkest tenth of a plain background is beside the head than the background far from
/// it, 0-1; empty when the background is not plain enough to tell a shadow from a thing.
std::optional<double> shadowBesideHead(const Portrait&);
/// Light that the darker cheek sends back over that of the brighter one, 0-1: medians, so that shine does not
/// count, in linear light and with a small amount added to both, because the surface of dark skin shines more
/// than the skin below. Empty when a cheek is outside the picture or black.
std::optional<double> lightRatio(const Portrait&);

} // namespace esek::quality
