#pragma once
#include "quality/BlazeFace.h"
#include "quality/FaceDetector.h"

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

  private:
    std::vector<FaceBox> finish(std::vector<RawFace>, const cv::Mat& upright, int turn);
    std::vector<RawFace> findIn(const cv::Mat& rgb, BlazeFace& network, double fill);

    BlazeFace m_near{"blazeface_front_128.onnx", 128};
    BlazeFace m_far{"blazeface_back_256.onnx", 256};
};

} // namespace esek::quality
