#pragma once
#include "quality/Network.h"

#include <array>

namespace esek::quality {

/// A face in pixels of the picture that was searched.
struct RawFace {
    cv::Point2d centre;
    cv::Size2d size;
    std::array<cv::Point2d, 6> points; ///< eyes, nose, mouth, ears; left ones (the viewer's) first
    double score = 0;
};

/// BlazeFace (Bazarevsky et al. 2019): faces with six points on a square picture. Not thread safe.
class BlazeFace {
  public:
    /// `side` is the network's own input size: 128 (near faces) or 256 (whole persons).
    BlazeFace(const std::string& model, int side);
    int side() const { return m_side; }
    /// `square`: side x side, RGB. Faces over `threshold` (0-1), overlapping ones merged, best first.
    std::vector<RawFace> find(const cv::Mat& square, double threshold);

  private:
    Network m_network;
    int m_side;
};

/// Faces that overlap by more than `overlap` of their union are one: the mean, weighted by score.
std::vector<RawFace> mergeOverlapping(std::vector<RawFace> faces, double overlap);

} // namespace esek::quality
