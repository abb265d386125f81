#include "quality/HeadShadow.h"

#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

namespace esek::quality {

namespace {

// Pixels along a row, counted from the edge of the person outwards. The network often takes a dark shadow for
// a part of the person, so the search begins within.
constexpr int kInwards = -32, kOutwards = 32;
constexpr int kShadowBand = 5, kStep = 9, kWall = 7; // the shadow, its soft edge, the wall beyond
constexpr int kFar = 26, kFarEnd = 50;               // where nothing of the person or its shadow is left
constexpr double kLightest = 0.85, kDarkest = 0.33;  // of the wall's brightness; darker is hair
constexpr double kEvenWall = 0.05, kEvenBand = 0.08; // of the wall's brightness
constexpr double kSameColour = 0.08;                 // logarithms of red and blue over green
constexpr double kAlike = 0.12;     // rows of one shadow differ by less of the wall's brightness
constexpr double kDimmestWall = 60; // luma; on a darker wall a shadow is not seen
constexpr double kEvenRows = 0.5;
constexpr std::size_t kLeastRows = 25;

double median(std::vector<double> v) {
    const auto middle = v.begin() + static_cast<std::ptrdiff_t>(v.size() / 2);
    std::nth_element(v.begin(), middle, v.end());
    return *middle;
}

/// A stretch of a row.
struct Stretch {
    double luma = 0, red = 0, blue = 0;
    double spread = 0; ///< largest distance of a pixel's luma from the mean
};

/// One row on one side of the head, from within the person outwards.
class Row {
  public:
    /// `side` -1 on the viewer's left, 1 on the right.
    Row(const Portrait& p, const cv::Mat& rgb, int y, int side) {
        const auto* person = p.person.ptr<std::uint8_t>(y);
        const auto* inside = p.inside.ptr<std::uint8_t>(y);
        const auto* colours = rgb.ptr<cv::Vec3b>(y);
        constexpr int kPerson = 100, kMiddle = Portrait::kWidth / 2;
        int edge = -1;
        for (int x = kMiddle; x >= 0 && x < Portrait::kWidth; x += side)
            if (person[x] > kPerson)
                edge = x;
        if (edge < 0)
            return;
        m_edge = std::min(side * (edge - kMiddle), -kInwards);
        for (int x = edge - side * m_edge; x >= 0 && x < Portrait::kWidth && inside[x] != 0; x += side)
            m_pixels.push_back(pixel(colours[x]));
    }

    /// Wide enough beyond the person; nothing else may be asked otherwise.
    bool usable() const { return m_edge >= 0 && m_edge + kStep + kWall < size(); }
    /// Whether the wall far from the head is even; empty where the picture ends before.
    std::optional<bool> evenWall() const {
        const int from = m_edge + kFar, to = std::min(size(), m_edge + kFarEnd);
        if (to - from < kWall)
            return std::nullopt;
        double sum = 0, squares = 0;
        for (int i = from; i < to; ++i)
            sum += at(i).luma, squares += at(i).luma * at(i).luma;
        const double mean = sum / (to - from);
        return std::sqrt(std::max(0.0, squares / (to - from) - mean * mean)) < kEvenWall * mean;
    }
    /// Brightness of the outermost band that can be a shadow, over that of the wall beside it.
    std::optional<double> shadow() const {
        const int outermost = std::min(size() - kWall - kStep, m_edge + kOutwards);
        for (int begin = outermost; begin >= kShadowBand; --begin) {
            const Stretch wall = stretch(begin + kStep, kWall);
            if (wall.luma < kDimmestWall || wall.spread > kEvenWall * wall.luma)
                continue;
            const Stretch band = stretch(begin - kShadowBand, kShadowBand);
            if (band.luma < kLightest * wall.luma && band.luma > kDarkest * wall.luma &&
                band.spread < kEvenBand * wall.luma &&
                std::hypot(band.red - wall.red, band.blue - wall.blue) < kSameColour)
                return band.luma / wall.luma;
        }
        return std::nullopt;
    }

  private:
    static Stretch pixel(const cv::Vec3b& v) {
        constexpr double kBlack = 6; // keeps the hue of nearly black pixels near grey
        return {0.299 * v[0] + 0.587 * v[1] + 0.114 * v[2], std::log((v[0] + kBlack) / (v[1] + kBlack)),
                std::log((v[2] + kBlack) / (v[1] + kBlack)), 0};
    }
    int size() const { return static_cast<int>(m_pixels.size()); }
    const Stretch& at(int i) const { return m_pixels[static_cast<std::size_t>(i)]; }
    Stretch stretch(int begin, int length) const {
        Stretch mean;
        for (int i = begin; i < begin + length; ++i) {
            mean.luma += at(i).luma / length;
            mean.red += at(i).red / length;
            mean.blue += at(i).blue / length;
        }
        for (int i = begin; i < begin + length; ++i)
            mean.spread = std::max(mean.spread, std::abs(at(i).luma - mean.luma));
        return mean;
    }

    int m_edge = -1; ///< index of the person's outermost pixel
    std::vector<Stretch> m_pixels;
};

} // namespace

std::optional<double> hardShadow(const Portrait& p) {
    cv::Mat rgb;
    cv::blur(p.rgb, rgb, {1, 3});
    std::array<double, 2> shares{};
    std::size_t sides = 0, even = 0, known = 0;
    const int chin = static_cast<int>(Portrait::kChinLine) - 4;
    for (const int side : {-1, 1}) {
        std::size_t rows = 0;
        std::vector<double> shadows;
        for (int y = std::max(4, static_cast<int>(p.head.y) + 2); y < chin; y += 2) {
            const Row row(p, rgb, y, side);
            if (!row.usable())
                continue;
            ++rows;
            if (const auto wall = row.evenWall())
                ++known, even += *wall;
            if (const auto shadow = row.shadow())
                shadows.push_back(*shadow);
        }
        if (rows < kLeastRows)
            continue;
        double& share = shares[sides++];
        if (!shadows.empty()) {
            const double level = median(shadows);
            const auto alike = std::count_if(shadows.begin(), shadows.end(),
                                             [&](double s) { return std::abs(s - level) < kAlike; });
            share = static_cast<double>(alike) / static_cast<double>(rows);
        }
    }
    if (sides == 0 || known < kLeastRows ||
        static_cast<double>(even) < kEvenRows * static_cast<double>(known))
        return std::nullopt;
    return std::max(shares[0], shares[1]) - std::min(shares[0], shares[1]) / 2;
}

} // namespace esek::quality
