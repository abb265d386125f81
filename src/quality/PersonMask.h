#pragma once
#include "quality/Network.h"

namespace esek::quality {

/// MediaPipe's selfie segmentation: where the person is and where the background. Not thread safe.
class PersonMask {
  public:
    /// 8 bits, same size as `rgb`: 255 surely person.
    cv::Mat segment(const cv::Mat& rgb);

  private:
    Network m_network{"selfie_segmentation_256.onnx"};
};

} // namespace esek::quality
