#pragma once
#include "quality/Network.h"

#include <vector>

namespace esek::quality {

/// 468 points of a face surface (MediaPipe's numbering), x and y in pixels of the picture, z (towards the
/// viewer is negative) in the same unit. Kept while one photo is checked and then dropped.
struct Mesh {
    std::vector<cv::Point3d> points;
    double presence = 0; ///< logit; below 0 there is no face

    cv::Point2d at(int index) const {
        const auto& p = points[static_cast<std::size_t>(index)];
        return {p.x, p.y};
    }
    cv::Point2d mean(std::initializer_list<int> indices) const;
    std::vector<cv::Point2d> outline(std::initializer_list<int> indices) const;
};

/// Not thread safe.
class FaceMesh {
  public:
    /// `centre`, `side`, `rollDegrees`: the square around the face that the detector found, in pixels of
    /// `rgb`.
    Mesh fit(const cv::Mat& rgb, cv::Point2d centre, double side, double rollDegrees);

  private:
    Mesh fitOnce(const cv::Mat& rgb, cv::Point2d centre, double side, double rollDegrees);
    Network m_network{"face_landmark_192.onnx"};
};

} // namespace esek::quality
