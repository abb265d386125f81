#include "quality/Network.h"

#include "base/Error.h"
#include "base/platform/Paths.h"

#include <opencv2/imgproc.hpp>

#include <filesystem>
#include <fstream>

namespace esek::quality {

Network::Network(const std::string& fileName) {
    const auto file = platform::resourceDir() / "models" / fileName;
    std::ifstream in(file, std::ios::binary);
    // Read here and not by OpenCV, which cannot open non-ASCII paths on Windows.
    const std::vector<char> bytes{std::istreambuf_iterator<char>(in), {}};
    if (bytes.empty())
        throw Exception(Error{ErrorCode::fileNotFound, "model missing", {{"file", fileName}}});
    try {
        m_net = cv::dnn::readNetFromONNX(bytes.data(), bytes.size());
    } catch (const cv::Exception& e) {
        throw Exception(Error{ErrorCode::fileCorrupt, e.what(), {{"file", fileName}}});
    }
    m_net.setPreferableBackend(cv::dnn::DNN_BACKEND_OPENCV);
    m_outputs = m_net.getUnconnectedOutLayersNames();
}

std::vector<cv::Mat> Network::run(const cv::Mat& blob) {
    m_net.setInput(blob);
    std::vector<cv::Mat> out;
    m_net.forward(out, m_outputs);
    return out;
}

namespace {
cv::Mat scaled(const cv::Mat& rgb, float low, float high) {
    cv::Mat out;
    rgb.convertTo(out, CV_32F, (high - low) / 255.0, low);
    return out;
}
} // namespace

cv::Mat planarBlob(const cv::Mat& rgb, float low, float high) {
    return cv::dnn::blobFromImage(scaled(rgb, low, high));
}

cv::Mat interleavedBlob(const cv::Mat& rgb, float low, float high) {
    const cv::Mat values = scaled(rgb, low, high);
    const int shape[] = {1, rgb.rows, rgb.cols, 3};
    return cv::Mat(4, shape, CV_32F, values.data).clone();
}

} // namespace esek::quality
