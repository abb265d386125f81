#pragma once
#include "quality/BlazeFace.h"
#include "quality/FaceDetector.h"

#include <optional>

namespace esek::quality {

/// Looks for faces in all four quarter turns with the near and the far network. Not thread safe.
class BlazeFaceDetector : public FaceDetector {
  public:
    BlazeFaceDetector();
    std::vector<FaceBox> detect(const imaging::Image&) override;
    /// The same on a matrix (RGB, 8 bits).
    std::vector<FaceBox> detect(const cv::Mat& rgb);

    /// In one quarter turn (clockwise) only.
    std::vector<FaceBox> detectTurned(const cv::Mat& rgb, int turn);

    /// For a picture without a confirmed face: the share of a likely face that would lie beyond the edges,
    /// when there is one. Upright only.
    std::optional<double> cutShare(const cv::Mat& rgb);

  private:
    std::vector<FaceBox> finish(std::vector<RawFace>, const cv::Mat& upright, int turn);
    std::vector<RawFace> findIn(const cv::Mat& rgb, BlazeFace& network, double fill);

    BlazeFace m_near{"blazeface_front_128.onnx", 128};
    BlazeFace m_far{"blazeface_back_256.onnx", 256};
};

} // namespace esek::quality
