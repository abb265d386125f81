#pragma once
#include <opencv2/dnn.hpp>

#include <string>
#include <vector>

namespace esek::quality {

/// One network of resources/models, run on the processor. Not thread safe.
class Network {
  public:
    /// Throws Exception(fileNotFound or fileCorrupt).
    explicit Network(const std::string& fileName);
    /// Outputs in the order of the model's file.
    std::vector<cv::Mat> run(const cv::Mat& blob);

  private:
    cv::dnn::Net m_net;
    std::vector<std::string> m_outputs;
};

/// A square float picture, channel by channel (1 x 3 x S x S), values low to high.
cv::Mat planarBlob(const cv::Mat& squareRgb, float low, float high);
/// The same pixel by pixel (1 x S x S x 3).
cv::Mat interleavedBlob(const cv::Mat& squareRgb, float low, float high);

} // namespace esek::quality
