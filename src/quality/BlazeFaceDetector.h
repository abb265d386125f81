#pragma once
#include "quality/BlazeFace.h"
#include "quality/FaceDetector.h"

namespace esek::quality {

/// The near and the far network. Not thread safe.
class BlazeFaceDetector : public FaceDetector {
  public:
    /// In the likeliest of the four quarter turns (FaceSearch).
    std::vector<FaceBox> detect(const imaging::Image&) override;

    /// One pass over an upright picture (RGB, 8 bits) that fills this part of the network's square. In its
    /// pixels, surest first.
    std::vector<RawFace> findNear(const cv::Mat& rgb, double fill) { return findIn(rgb, m_near, fill); }
    std::vector<RawFace> findFar(const cv::Mat& rgb, double fill) { return findIn(rgb, m_far, fill); }

  private:
    std::vector<RawFace> findIn(const cv::Mat& rgb, BlazeFace& network, double fill);

    BlazeFace m_near{"blazeface_front_128.onnx", 128};
    BlazeFace m_far{"blazeface_back_256.onnx", 256};
};

} // namespace esek::quality
