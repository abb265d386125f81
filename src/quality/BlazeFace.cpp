#include "quality/BlazeFace.h"

#include <algorithm>
#include <cmath>

namespace esek::quality {

namespace {

constexpr int kValues = 16; // centre, size, six points

/// The two grids of anchors: 16 x 16 cells with two boxes each, 8 x 8 with six.
void collect(const cv::Mat& scores, const cv::Mat& boxes, int cells, int perCell, int side, double threshold,
             std::vector<RawFace>& out) {
    const float* score = scores.ptr<float>();
    const float* box = boxes.ptr<float>();
    for (int i = 0; i < cells * cells * perCell; ++i, box += kValues) {
        const double p = 1.0 / (1.0 + std::exp(-static_cast<double>(score[i])));
        if (p < threshold)
            continue;
        const int cell = i / perCell;
        const cv::Point2d anchor((cell % cells + 0.5) * side / cells, (cell / cells + 0.5) * side / cells);
        RawFace face;
        face.score = p;
        face.centre = anchor + cv::Point2d(box[0], box[1]);
        face.size = {box[2], box[3]};
        for (std::size_t k = 0; k < face.points.size(); ++k)
            face.points[k] = anchor + cv::Point2d(box[4 + 2 * k], box[5 + 2 * k]);
        out.push_back(face);
    }
}

cv::Rect2d rect(const RawFace& f) {
    return {f.centre.x - f.size.width / 2, f.centre.y - f.size.height / 2, f.size.width, f.size.height};
}

double overlapOf(const RawFace& a, const RawFace& b) {
    const double both = (rect(a) & rect(b)).area();
    return both / (rect(a).area() + rect(b).area() - both);
}

} // namespace

std::vector<RawFace> mergeOverlapping(std::vector<RawFace> faces, double overlap) {
    std::sort(faces.begin(), faces.end(), [](auto& a, auto& b) { return a.score > b.score; });
    std::vector<RawFace> out;
    std::vector<bool> used(faces.size(), false);
    for (std::size_t i = 0; i < faces.size(); ++i) {
        if (used[i])
            continue;
        RawFace sum{};
        double weight = 0;
        for (std::size_t j = i; j < faces.size(); ++j) {
            if (used[j] || (j != i && overlapOf(faces[i], faces[j]) < overlap))
                continue;
            used[j] = true;
            const double w = faces[j].score;
            weight += w;
            sum.centre += faces[j].centre * w;
            sum.size += faces[j].size * w;
            for (std::size_t k = 0; k < sum.points.size(); ++k)
                sum.points[k] += faces[j].points[k] * w;
        }
        sum.centre /= weight;
        sum.size = sum.size / weight;
        for (auto& p : sum.points)
            p /= weight;
        sum.score = faces[i].score;
        out.push_back(sum);
    }
    return out;
}

BlazeFace::BlazeFace(const std::string& model, int side) : m_network(model), m_side(side) {}

std::vector<RawFace> BlazeFace::find(const cv::Mat& square, double threshold) {
    const auto out = m_network.run(interleavedBlob(square, -1.F, 1.F));
    std::vector<RawFace> faces;
    collect(out[0], out[2], 16, 2, m_side, threshold, faces);
    collect(out[1], out[3], 8, 6, m_side, threshold, faces);
    return mergeOverlapping(std::move(faces), 0.3);
}

} // namespace esek::quality
