#include "quality/Bands.h"

#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <vector>

namespace esek::quality {

namespace {

constexpr int kTolerance = 12;        // levels; JPEG leaves ripples beside an edge
constexpr double kBand = 0.7;         // share of a line that has the band's colour; the rest is writing
constexpr double kContent = 0.35;     // the photo's own lines have less of it
constexpr double kPure = 0.93;        // the outermost lines have nothing else
constexpr int kEdge = 4;              // lines within which the band turns into the photo
constexpr double kMostWriting = 0.06; // of the height, in one piece
constexpr double kWidestBand = 0.45;  // of the height

/// For each row how much of it has the colour of the first row; empty when that has no single colour.
std::vector<double> likeFirstRow(const cv::Mat& rgb) {
    std::array<std::vector<std::uint8_t>, 3> values;
    const auto* first = rgb.ptr<cv::Vec3b>(0);
    for (int x = 0; x < rgb.cols; ++x)
        for (int c = 0; c < 3; ++c)
            values[static_cast<std::size_t>(c)].push_back(first[x][c]);
    cv::Vec3b colour;
    for (int c = 0; c < 3; ++c) {
        auto& v = values[static_cast<std::size_t>(c)];
        const auto middle = v.begin() + static_cast<std::ptrdiff_t>(v.size() / 2);
        std::nth_element(v.begin(), middle, v.end());
        colour[c] = *middle;
    }
    std::vector<double> out;
    const int last = static_cast<int>(kWidestBand * rgb.rows) + kEdge;
    for (int y = 0; y < std::min(rgb.rows, last + 1); ++y) {
        const auto* v = rgb.ptr<cv::Vec3b>(y);
        int like = 0;
        for (int x = 0; x < rgb.cols; ++x)
            like += std::abs(v[x][0] - colour[0]) <= kTolerance &&
                    std::abs(v[x][1] - colour[1]) <= kTolerance &&
                    std::abs(v[x][2] - colour[2]) <= kTolerance;
        out.push_back(static_cast<double>(like) / rgb.cols);
        if (out.front() < kPure)
            return {};
    }
    return out;
}

/// Rows of the band at the upper edge; 0 when there is none.
int bandAbove(const cv::Mat& rgb) {
    const std::vector<double> like = likeFirstRow(rgb);
    const int rows = static_cast<int>(like.size());
    const auto at = [&](int y) { return like[static_cast<std::size_t>(y)]; };
    int writing = 0;
    for (int y = 1; y + kEdge < rows; ++y) {
        if (at(y) >= kBand) {
            writing = 0;
            continue;
        }
        const bool sharp = at(y + kEdge - 1) <= kContent && at(y + kEdge) <= kContent;
        if (writing == 0 && sharp && at(y - 1) >= kPure)
            return y + 1; // the row that is half band, half photo goes with the band
        if (++writing > kMostWriting * rgb.rows)
            return 0;
    }
    return 0;
}

/// The same at the edge that this turn brings to the top. The outermost line alone is turned first: a photo
/// without a band, as nearly all are, has no single colour there.
int bandBeside(const cv::Mat& rgb, int turn) {
    cv::Mat turned;
    cv::rotate(turn == cv::ROTATE_180            ? rgb.row(rgb.rows - 1)
               : turn == cv::ROTATE_90_CLOCKWISE ? rgb.col(0)
                                                 : rgb.col(rgb.cols - 1),
               turned, turn);
    if (likeFirstRow(turned).empty())
        return 0;
    cv::rotate(rgb, turned, turn);
    return bandAbove(turned);
}

} // namespace

cv::Rect contentOf(const cv::Mat& rgb) {
    constexpr int kLeastSide = 64;
    cv::Rect content(0, 0, rgb.cols, rgb.rows);
    // Twice, because rows show a band only once the columns beside the photo are gone.
    for (int pass = 0; pass < 2; ++pass) {
        const cv::Mat part = rgb(content);
        if (std::min(part.cols, part.rows) < kLeastSide)
            break;
        const int above = bandAbove(part), below = bandBeside(part, cv::ROTATE_180);
        content.y += above, content.height -= above + below;
        const cv::Mat middle = rgb(content);
        const int left = bandBeside(middle, cv::ROTATE_90_CLOCKWISE);
        const int right = bandBeside(middle, cv::ROTATE_90_COUNTERCLOCKWISE);
        content.x += left, content.width -= left + right;
    }
    return content;
}

} // namespace esek::quality
