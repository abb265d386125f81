#include "quality/HeadShadow.h"

#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

namespace esek::quality {

namespace {

constexpr int kClose = 11;               // pixels from the edge of the person; nearer there is hair
constexpr int kFar = 38, kFarEnd = 70;   // where the shadow has ended
constexpr int kLittleRoom = kClose + 22; // begins here when the picture ends earlier
constexpr double kShadow = 0.85;         // darker than this share of the wall
constexpr double kEven = 0.12;           // of the wall's brightness
constexpr double kEvenRows = 0.75;
constexpr double kDarkest = 50; // on a darker wall a shadow is not seen
constexpr std::size_t kLeastRows = 25;

struct Row {
    double close = 0;
    double far = 0;
};

double median(std::vector<double> v) {
    const auto middle = v.begin() + static_cast<std::ptrdiff_t>(v.size() / 2);
    std::nth_element(v.begin(), middle, v.end());
    return *middle;
}

/// The wall beside one row of the head; `side` -1 on the viewer's left, 1 on the right.
std::optional<Row> wallBeside(const Portrait& p, const cv::Mat& luma, int y, int side) {
    const auto* person = p.person.ptr<std::uint8_t>(y);
    const auto* inside = p.inside.ptr<std::uint8_t>(y);
    const auto within = [&](int x) { return x >= 0 && x < Portrait::kWidth && inside[x] != 0; };
    constexpr int kPerson = 100;
    int edge = -1;
    for (int x = Portrait::kWidth / 2; x >= 0 && x < Portrait::kWidth; x += side)
        if (person[x] > kPerson)
            edge = x;
    if (edge < 0)
        return std::nullopt;
    int from = edge + side * kFar;
    if (!within(from))
        from = edge + side * kLittleRoom;
    std::vector<double> far;
    for (int x = from; x != edge + side * kFarEnd && within(x); x += side)
        far.push_back(luma.at<std::uint8_t>(y, x));
    constexpr std::size_t kLeast = 3;
    if (far.size() < kLeast)
        return std::nullopt;
    return Row{1.0 * luma.at<std::uint8_t>(y, edge + side * kClose), median(std::move(far))};
}

} // namespace

std::optional<double> hardShadow(const Portrait& p) {
    cv::Mat luma;
    cv::blur(p.luma, luma, {5, 5});
    std::array<std::vector<Row>, 2> sides;
    std::vector<double> wall;
    const int chin = static_cast<int>(Portrait::kChinLine) - 10;
    for (std::size_t i = 0; i < sides.size(); ++i)
        for (int y = std::max(0, static_cast<int>(p.head.y) + 5); y < chin; y += 2)
            if (const auto row = wallBeside(p, luma, y, i == 0 ? -1 : 1)) {
                sides[i].push_back(*row);
                wall.push_back(row->far);
            }
    if (wall.size() < 2 * kLeastRows)
        return std::nullopt;
    const double level = median(wall);
    const auto even = std::count_if(wall.begin(), wall.end(),
                                    [&](double far) { return std::abs(far - level) < kEven * level; });
    if (level < kDarkest || static_cast<double>(even) < kEvenRows * static_cast<double>(wall.size()))
        return std::nullopt;
    double most = 0;
    for (const auto& rows : sides)
        if (rows.size() > kLeastRows) {
            const auto dark = std::count_if(rows.begin(), rows.end(),
                                            [](const Row& r) { return r.close < kShadow * r.far; });
            most = std::max(most, static_cast<double>(dark) / static_cast<double>(rows.size()));
        }
    return most;
}

} // namespace esek::quality
