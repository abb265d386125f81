#include "quality/FaceMesh.h"

#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <cmath>

namespace esek::quality {

namespace {
constexpr int kSide = 192;
constexpr int kPoints = 468;
} // namespace

cv::Point2d Mesh::mean(std::initializer_list<int> indices) const {
    cv::Point2d sum;
    for (int i : indices)
        sum += at(i);
    return sum / static_cast<double>(indices.size());
}

std::vector<cv::Point2d> Mesh::outline(std::initializer_list<int> indices) const {
    std::vector<cv::Point2d> out;
    for (int i : indices)
        out.push_back(at(i));
    return out;
}

Mesh FaceMesh::fitOnce(const cv::Mat& rgb, cv::Point2d centre, double side, double rollDegrees) {
    // Picture -> square of the network, eyes level.
    const double scale = kSide / side;
    cv::Matx23d forward;
    const cv::Mat rotation = cv::getRotationMatrix2D(cv::Point2f(centre), rollDegrees, scale);
    rotation.copyTo(forward);
    forward(0, 2) += kSide / 2.0 - centre.x;
    forward(1, 2) += kSide / 2.0 - centre.y;
    cv::Mat square;
    cv::warpAffine(rgb, square, forward, {kSide, kSide}, cv::INTER_LINEAR, cv::BORDER_REPLICATE);

    const auto out = m_network.run(planarBlob(square, 0.F, 1.F));
    const cv::Mat& points = out[0].total() > 1 ? out[0] : out[1];
    const cv::Mat& presence = out[0].total() > 1 ? out[1] : out[0];
    Mesh mesh;
    mesh.presence = presence.ptr<float>()[0];
    mesh.points.reserve(kPoints);
    cv::Matx23d back;
    cv::invertAffineTransform(forward, back);
    const float* v = points.ptr<float>();
    for (int i = 0; i < kPoints; ++i, v += 3) {
        const cv::Vec2d p = back * cv::Vec3d(v[0], v[1], 1);
        mesh.points.emplace_back(p[0], p[1], v[2] / scale);
    }
    return mesh;
}

Mesh FaceMesh::fit(const cv::Mat& rgb, cv::Point2d centre, double side, double rollDegrees) {
    const Mesh first = fitOnce(rgb, centre, side, rollDegrees);
    if (first.presence < 0)
        return first;
    // Once more around what was found: the network is most exact when the face fills two thirds of its
    // square.
    const cv::Point2d eyes = first.at(263) - first.at(33);
    const double roll = std::atan2(eyes.y, eyes.x) * 180 / CV_PI;
    const cv::Point2d top = first.at(10), chin = first.at(152);
    const double reach = std::max(cv::norm(top - chin), cv::norm(first.at(234) - first.at(454)));
    Mesh second = fitOnce(rgb, (top + chin) / 2, reach * 1.5, roll);
    return second.presence > first.presence - 3 ? second : first;
}

} // namespace esek::quality
