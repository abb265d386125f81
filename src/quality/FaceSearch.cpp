#include "quality/FaceSearch.h"

#include "quality/Turns.h"
#include "quality/Vision.h"

#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <cmath>

namespace esek::quality {

namespace {

// Two passes of the near network; a face in a wrong turn stays below.
constexpr double kSurelyUpright = 1.86;
// Good portraits of the corpus reach 1.78 in their right turn. In other turns level eyes stay below 1.62;
// faces half covered, in their right turn, lie between 1.5 and 1.77.
constexpr double kSure = 1.75;
constexpr double kLikelyUpright = 1.45;
constexpr double kLevelDegrees = 30;
// Below it the near network saw nothing worth the name: small faces are for the far one.
constexpr double kNearUnsure = 1.2;
// Part of the network's square that the picture fills: whole, and with a border for heads that fill the
// picture.
constexpr double kWhole = 1.0;
constexpr double kWithBorder = 0.6;

FaceBox toBox(const RawFace& f, cv::Size size) {
    FaceBox box;
    box.x = (f.centre.x - f.size.width / 2) / size.width;
    box.y = (f.centre.y - f.size.height / 2) / size.height;
    box.w = f.size.width / size.width;
    box.h = f.size.height / size.height;
    box.leftEye = toFraction(f.points[0], size);
    box.rightEye = toFraction(f.points[1], size);
    box.nose = toFraction(f.points[2], size);
    box.mouth = toFraction(f.points[3], size);
    box.leftEar = toFraction(f.points[4], size);
    box.rightEar = toFraction(f.points[5], size);
    box.score = f.score;
    const auto eyes = f.points[1] - f.points[0];
    box.rollDegrees = std::atan2(eyes.y, eyes.x) * 180 / CV_PI;
    return box;
}

/// One reduction, so that the four turns and three passes work on little.
cv::Mat reduced(const cv::Mat& picture) {
    const double scale = 512.0 / std::max(picture.cols, picture.rows);
    if (scale >= 0.75)
        return picture;
    cv::Mat out;
    cv::resize(picture, out, {}, scale, scale, cv::INTER_AREA);
    return out;
}

double best(const std::vector<RawFace>& faces) {
    return faces.empty() ? 0.0 : faces.front().score;
}

} // namespace

FaceSearch::FaceSearch(BlazeFaceDetector& detector, const cv::Mat& picture)
    : m_detector(detector), m_reduced(reduced(picture)) {}

FaceSearch::Turn& FaceSearch::at(int turn) {
    Turn& t = m_turns[static_cast<std::size_t>(turn & 3)];
    if (t.picture.empty())
        t.picture = turnedClockwise(m_reduced, turn);
    return t;
}

const std::vector<RawFace>& FaceSearch::whole(int turn) {
    Turn& t = at(turn);
    if (!t.whole)
        t.whole = m_detector.findNear(t.picture, kWhole);
    return *t.whole;
}

const std::vector<RawFace>& FaceSearch::bordered(int turn) {
    Turn& t = at(turn);
    if (!t.bordered)
        t.bordered = m_detector.findNear(t.picture, kWithBorder);
    return *t.bordered;
}

const std::vector<RawFace>& FaceSearch::far(int turn) {
    Turn& t = at(turn);
    if (!t.far)
        t.far = m_detector.findFar(t.picture, kWhole);
    return *t.far;
}

bool FaceSearch::surelyUpright() {
    return best(whole(0)) + best(bordered(0)) > kSurelyUpright;
}

bool FaceSearch::uprightEyes() {
    if (best(whole(0)) + best(bordered(0)) < kLikelyUpright)
        return false;
    const std::vector<RawFace>& faces = best(whole(0)) > best(bordered(0)) ? whole(0) : bordered(0);
    const cv::Point2d eyes = faces.front().points[1] - faces.front().points[0];
    return std::abs(std::atan2(eyes.y, eyes.x) * 180 / CV_PI) < kLevelDegrees;
}

bool FaceSearch::surely(int turn) {
    return best(whole(turn)) + best(bordered(turn)) >= kSure;
}

bool FaceSearch::farIsWorthIt(int turn) {
    // The far network costs most of a search. Turned, it is for faces too small for the near one; and since
    // it sees a face in any turn, what it does not see upright it need not look for again.
    if (turn == 0)
        return true;
    for (int q = 0; q < 4; ++q)
        if (!whole(q).empty() || !bordered(q).empty())
            return false;
    return !far(0).empty();
}

double FaceSearch::sureness(int turn) {
    const double near = best(whole(turn)) + best(bordered(turn));
    if (near >= kNearUnsure || !farIsWorthIt(turn))
        return near;
    return std::max(near, 2 * best(far(turn)) - 0.1);
}

int FaceSearch::likeliestTurn() {
    int turn = 0;
    double top = sureness(0);
    for (int q = 1; q < 4; ++q) {
        const double sure = sureness(q);
        if (sure > top + 0.02) {
            top = sure;
            turn = q;
        }
    }
    return turn;
}

std::vector<FaceBox> FaceSearch::boxes(int turn) {
    std::vector<RawFace> faces = whole(turn);
    faces.insert(faces.end(), bordered(turn).begin(), bordered(turn).end());
    if (farIsWorthIt(turn))
        faces.insert(faces.end(), far(turn).begin(), far(turn).end());
    faces = mergeOverlapping(std::move(faces), 0.3);
    std::sort(faces.begin(), faces.end(),
              [](const RawFace& a, const RawFace& b) { return a.size.area() > b.size.area(); });
    std::vector<FaceBox> out;
    for (const RawFace& f : faces)
        out.push_back(turnedBack(toBox(f, at(turn).picture.size()), turn));
    return out;
}

std::optional<double> FaceSearch::cutShare() {
    // With the edges drawn out, the network completes what the edge of the picture took away.
    const cv::Mat& rgb = m_reduced;
    const int border = rgb.rows;
    cv::Mat wide;
    cv::copyMakeBorder(rgb, wide, border, border, border, border, cv::BORDER_REPLICATE);
    std::optional<double> most;
    for (const RawFace& f : m_detector.findFar(wide, kWhole)) {
        const cv::Rect2d box(f.centre.x - f.size.width / 2, f.centre.y - f.size.height / 2, f.size.width,
                             f.size.height);
        const cv::Rect2d inside = box & cv::Rect2d(border, border, rgb.cols, rgb.rows);
        const double share = 1 - inside.area() / box.area();
        if (share > 0.15 && share < 0.9 && (!most || share > *most))
            most = share;
    }
    return most;
}

} // namespace esek::quality
