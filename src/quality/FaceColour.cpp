#include "quality/FaceColour.h"

#include "quality/FaceGeometry.h"
#include "quality/Pixels.h"

#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

namespace esek::quality {

namespace {

struct Colour {
    double l = 0; ///< 0-100
    double a = 0;
    double b = 0;
};

double apart(const Colour& x, const Colour& y) {
    return std::hypot(x.a - y.a, x.b - y.b);
}

/// Median of discs about points of the mesh; empty when hardly any of it is in the picture.
std::optional<Colour> colourAt(const Portrait& p, std::initializer_list<int> points, int radius) {
    cv::Mat mask = cv::Mat::zeros(p.lab.size(), CV_8U);
    for (int point : points) {
        const cv::Point2d at = p.mesh.at(point);
        cv::circle(mask, {cvRound(at.x), cvRound(at.y)}, radius, cv::Scalar(255), cv::FILLED);
    }
    mask &= p.inside;
    std::array<std::vector<std::uint8_t>, 3> values;
    for (int y = 0; y < mask.rows; ++y) {
        const auto* m = mask.ptr<std::uint8_t>(y);
        const auto* v = p.lab.ptr<cv::Vec3b>(y);
        for (int x = 0; x < mask.cols; ++x)
            if (m[x] != 0)
                for (int c = 0; c < 3; ++c)
                    values[static_cast<std::size_t>(c)].push_back(v[x][c]);
    }
    constexpr std::size_t kLeast = 20;
    if (values[0].size() < kLeast)
        return std::nullopt;
    std::array<double, 3> median{};
    for (std::size_t c = 0; c < 3; ++c) {
        const auto middle = values[c].begin() + static_cast<std::ptrdiff_t>(values[c].size() / 2);
        std::nth_element(values[c].begin(), middle, values[c].end());
        median[c] = *middle;
    }
    return Colour{median[0] * 100 / 255, median[1] - 128, median[2] - 128};
}

std::optional<Colour> cheeks(const Portrait& p) {
    return colourAt(p, {50, 280, 205, 425}, 7);
}

} // namespace

std::optional<double> mouthCover(const Portrait& p) {
    const auto forehead = colourAt(p, {9, 151, 107, 336}, 6), lids = colourAt(p, {118, 347, 119, 348}, 5);
    const auto besideMouth = colourAt(p, {205, 425, 187, 411, 214, 434}, 6);
    const auto chin = colourAt(p, {199, 175, 200}, 6);
    if (!forehead || !lids || !besideMouth || !chin)
        return std::nullopt;
    return std::min({apart(*besideMouth, *forehead), apart(*besideMouth, *lids), apart(*chin, *forehead),
                     apart(*chin, *lids)});
}

std::optional<double> lensTint(const Portrait& p) {
    const auto skin = cheeks(p);
    const auto left = colourAt(p, {229, 230, 231}, 3), right = colourAt(p, {449, 450, 451}, 3);
    const auto eyes = eyeBrightness(p);
    if (!skin || !left || !right || !eyes)
        return std::nullopt;
    constexpr double kWeightOfBrightness = 0.5;
    const auto differs = [&](const Colour& c) {
        return std::hypot(apart(c, *skin), kWeightOfBrightness * (c.l - skin->l));
    };
    const double skinDiffers = std::min(differs(*left), differs(*right));
    // Bare eyes have half of the brightness of the face and more.
    constexpr double kBareEyes = 0.5, kBrightest = 0.7, kWeightOfEyes = 80;
    const double eyesDiffer = kWeightOfEyes * (kBareEyes - std::min(kBrightest, *eyes));
    return std::max(skinDiffers, (skinDiffers + eyesDiffer) * 2 / 3);
}

std::optional<double> skinColourDistance(const Portrait& p) {
    const cv::Mat skin = skinMask(p);
    if (cv::countNonZero(skin) < 200)
        return std::nullopt;
    const cv::Scalar mean = cv::mean(p.rgb, skin);
    const auto ratio = [&](int c) { return std::log(std::max(1.0, mean[c]) / std::max(1.0, mean[1])); };
    // Mean and covariance over the half of the good portraits on which limits are chosen.
    constexpr double kRed = 0.320, kBlue = -0.162;
    constexpr double kRedRed = 0.00872, kRedBlue = -0.00694, kBlueBlue = 0.00853;
    constexpr double kDeterminant = kRedRed * kBlueBlue - kRedBlue * kRedBlue;
    const double red = ratio(0) - kRed, blue = ratio(2) - kBlue;
    return std::sqrt((kBlueBlue * red * red - 2 * kRedBlue * red * blue + kRedRed * blue * blue) /
                     kDeterminant);
}

double coloursOfOneBrightness(const cv::Mat& rgb, const cv::Mat& mask) {
    cv::Mat ycc;
    cv::cvtColor(rgb, ycc, cv::COLOR_RGB2YCrCb);
    cv::GaussianBlur(ycc, ycc, {}, 1.5); // the noise of the chroma channels is no colour
    struct Level {
        double cr = 0, cb = 0, squares = 0;
        int n = 0;
    };
    std::array<Level, 32> levels;
    for (int y = 0; y < ycc.rows; ++y) {
        const auto* m = mask.ptr<std::uint8_t>(y);
        const auto* v = ycc.ptr<cv::Vec3b>(y);
        for (int x = 0; x < ycc.cols; ++x)
            if (m[x] != 0) {
                Level& level = levels[v[x][0] / 8];
                const double cr = v[x][1] - 128, cb = v[x][2] - 128;
                level.cr += cr, level.cb += cb, level.squares += cr * cr + cb * cb;
                ++level.n;
            }
    }
    constexpr int kLeast = 20;
    double rest = 0;
    int all = 0;
    for (const Level& l : levels)
        if (l.n > kLeast) {
            rest += l.squares - (l.cr * l.cr + l.cb * l.cb) / l.n;
            all += l.n;
        }
    return all == 0 ? 0 : std::sqrt(std::max(0.0, rest) / all);
}

namespace {

/// How much darker than the skin above and below it the line between the lips is: its darkest pixels against
/// the brightest, mean over the width of the mouth, 0-1.
double mouthLine(const Portrait& p) {
    cv::Mat luma;
    cv::GaussianBlur(p.luma, luma, {}, 1);
    const cv::Rect picture({}, luma.size());
    constexpr int kColumns = 15, kLips = 8, kSkin = 14; // pixels from the line
    constexpr double kDarkest = 20;
    double sum = 0;
    for (int i = 0; i < kColumns; ++i) {
        const double t = 0.15 + 0.7 * i / (kColumns - 1);
        const cv::Point at(p.mesh.at(78) * (1 - t) + p.mesh.at(308) * t);
        const cv::Rect lips = cv::Rect(at.x, at.y - kLips, 1, 2 * kLips + 1) & picture,
                       mouth = cv::Rect(at.x, at.y - kSkin, 1, 2 * kSkin + 1) & picture;
        if (lips.empty())
            continue;
        double darkest = 0, brightest = 0;
        cv::minMaxLoc(luma(lips), &darkest);
        cv::minMaxLoc(luma(mouth), nullptr, &brightest);
        sum += (brightest - darkest) / std::max(kDarkest, brightest) / kColumns;
    }
    return sum;
}

} // namespace

double faceCover(const Portrait& p, double score) {
    // Usual values of good portraits, and how much a smaller one counts against the logit of presence. Of
    // good portraits two in a hundred reach the limit.
    constexpr double kPresence = 27, kScore = 0.955, kLine = 0.43;
    constexpr double kWeightOfScore = 40, kWeightOfLine = 5, kDoubt = 8.7;
    double cover = std::max(0.0, (kPresence - p.mesh.presence + kWeightOfScore * (kScore - score) +
                                  kWeightOfLine * (kLine - mouthLine(p))) /
                                     kDoubt);
    if (const auto skin = colourAt(p, {9, 151, 107, 336, 118, 347, 50, 280}, 6)) {
        constexpr double kStrange = 25; // distance in a and b that lips, shadows and beards do not reach
        constexpr double kStrangeShare = 0.09;
        const cv::Mat mask = skinMask(p);
        int all = 0, strange = 0;
        for (int y = 0; y < mask.rows; ++y) {
            const auto* m = mask.ptr<std::uint8_t>(y);
            const auto* v = p.lab.ptr<cv::Vec3b>(y);
            for (int x = 0; x < mask.cols; ++x)
                if (m[x] != 0) {
                    ++all;
                    strange += std::hypot(v[x][1] - 128 - skin->a, v[x][2] - 128 - skin->b) > kStrange;
                }
        }
        if (all > 0)
            cover = std::max(cover, strange / (kStrangeShare * all));
    }
    const auto tip = colourAt(p, {4, 1, 5}, 5), forehead = colourAt(p, {9, 151, 107, 336}, 6),
               lids = colourAt(p, {118, 347, 119, 348}, 5);
    constexpr double kTip = 12;
    if (tip && forehead && lids)
        cover = std::max(cover, std::min(apart(*tip, *forehead), apart(*tip, *lids)) / kTip);
    return cover;
}

std::optional<double> pupilRedness(const Portrait& p) {
    const auto skin = cheeks(p);
    if (!skin)
        return std::nullopt;
    std::array<double, 2> eyes{};
    const std::array<std::array<int, 4>, 2> corners{{{33, 133, 159, 145}, {263, 362, 386, 374}}};
    for (std::size_t i = 0; i < eyes.size(); ++i) {
        const auto& c = corners[i];
        const cv::Point2d middle = p.mesh.mean({c[0], c[1], c[2], c[3]});
        const double width = cv::norm(p.mesh.at(c[0]) - p.mesh.at(c[1]));
        const cv::Rect iris =
            cv::Rect(cv::Point(cvRound(middle.x - 0.2 * width), cvRound(middle.y - 0.16 * width)),
                     cv::Point(cvRound(middle.x + 0.2 * width) + 1, cvRound(middle.y + 0.16 * width) + 1)) &
            cv::Rect(0, 0, p.lab.cols, p.lab.rows);
        std::vector<double> redness;
        for (int y = iris.y; y < iris.y + iris.height; ++y)
            for (int x = iris.x; x < iris.x + iris.width; ++x)
                if (p.inside.at<std::uint8_t>(y, x) != 0)
                    redness.push_back(p.lab.at<cv::Vec3b>(y, x)[1] - 128.0);
        constexpr std::size_t kLeast = 20;
        if (redness.size() < kLeast)
            return std::nullopt;
        const auto upper = redness.begin() + static_cast<std::ptrdiff_t>(redness.size() * 4 / 5);
        std::nth_element(redness.begin(), upper, redness.end());
        eyes[i] = *upper - skin->a;
    }
    return std::max({eyes[0], eyes[1], 1.5 * std::min(eyes[0], eyes[1])});
}

} // namespace esek::quality
