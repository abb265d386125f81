#include "quality/Turns.h"

#include <cmath>

namespace esek::quality {

cv::Mat turnedClockwise(const cv::Mat& picture, int quarters) {
    cv::Mat out;
    switch (quarters & 3) {
    case 1:
        cv::rotate(picture, out, cv::ROTATE_90_CLOCKWISE);
        return out;
    case 2:
        cv::rotate(picture, out, cv::ROTATE_180);
        return out;
    case 3:
        cv::rotate(picture, out, cv::ROTATE_90_COUNTERCLOCKWISE);
        return out;
    default:
        return picture;
    }
}

Point turnedClockwise(Point p, int quarters) {
    for (int i = 0; i < (quarters & 3); ++i)
        p = {1 - p.y, p.x};
    return p;
}

namespace {
template <class Box>
void turnRectangle(Box& box, int quarters) {
    const Point a = turnedClockwise(Point{box.x, box.y}, quarters);
    const Point b = turnedClockwise(Point{box.x + box.w, box.y + box.h}, quarters);
    box.x = std::min(a.x, b.x);
    box.y = std::min(a.y, b.y);
    box.w = std::abs(a.x - b.x);
    box.h = std::abs(a.y - b.y);
}
} // namespace

FaceBox turnedClockwise(const FaceBox& face, int quarters) {
    FaceBox out = face;
    turnRectangle(out, quarters);
    for (Point* p : {&out.leftEye, &out.rightEye, &out.nose, &out.mouth, &out.leftEar, &out.rightEar})
        *p = turnedClockwise(*p, quarters);
    out.rollDegrees = normalDegrees(face.rollDegrees + 90.0 * (quarters & 3));
    return out;
}

HeadBox turnedClockwise(const HeadBox& head, int quarters) {
    HeadBox out = head;
    turnRectangle(out, quarters);
    return out;
}

FaceBox turnedBack(const FaceBox& face, int quarters) {
    return turnedClockwise(face, 4 - (quarters & 3));
}
HeadBox turnedBack(const HeadBox& head, int quarters) {
    return turnedClockwise(head, 4 - (quarters & 3));
}

int quartersToUpright(double rollDegrees) {
    return static_cast<int>(std::lround(-rollDegrees / 90.0) + 4) & 3;
}

double normalDegrees(double degrees) {
    return std::remainder(degrees, 360.0);
}

} // namespace esek::quality
