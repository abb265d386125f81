#include "quality/CropSuggestion.h"

#include "imaging/Image.h"
#include "quality/Turns.h"

#include <algorithm>
#include <cmath>

namespace esek::quality {

namespace {

constexpr double kHeadShare = 0.75;  // middle of 70-80 %
constexpr double kAboveCrown = 0.10; // of the crop's height; the rest is left below the chin
constexpr double kMostDegrees = 15;  // the editor's range
// Where the picture is too small for all of that, so much of the head's height is left above it at least.
constexpr double kLeastAbove = 0.02;

struct Frame {
    double cx, cy, w, h; // in units of the turned picture's height
};

/// Shrinks and moves a frame until it lies in the picture; tilted by `radians`, so that its corners do too.
Frame fitted(Frame f, double radians, double pictureWidth) {
    const double c = std::abs(std::cos(radians)), s = std::abs(std::sin(radians));
    const double wide = f.w * c + f.h * s, high = f.w * s + f.h * c;
    const double shrink = std::min({1.0, pictureWidth / wide, 1.0 / high});
    f.w *= shrink, f.h *= shrink;
    const double rx = wide * shrink / 2, ry = high * shrink / 2;
    f.cx = std::clamp(f.cx, rx, std::max(rx, pictureWidth - rx));
    f.cy = std::clamp(f.cy, ry, std::max(ry, 1 - ry));
    return f;
}

/// With its corners in the picture where that costs nothing. Near an edge the whole head is worth more than
/// the corners of a tilted frame, which repeat the edge of the picture (imaging/Crop.h).
Frame placed(const Frame& wanted, double radians, double pictureWidth) {
    const Frame inside = fitted(wanted, radians, pictureWidth);
    const double moved = std::hypot(inside.cx - wanted.cx, inside.cy - wanted.cy);
    if (inside.h > 0.98 * wanted.h && moved < 0.02 * wanted.h)
        return inside;
    return fitted(wanted, 0, pictureWidth);
}

} // namespace

domain::CropParams suggestCrop(double imageAspect, const FaceBox& faceInPicture, const HeadBox& headInPicture,
                               double aspect) {
    const int quarters = quartersToUpright(faceInPicture.rollDegrees);
    const FaceBox face = turnedClockwise(faceInPicture, quarters);
    const HeadBox head = turnedClockwise(headInPicture, quarters);
    const double width =
        quarters % 2 == 0 ? imageAspect : 1 / imageAspect; // of the turned picture; height is 1

    // The line of the eyes in fractions is skewed by the picture's aspect.
    const double dx = (face.rightEye.x - face.leftEye.x) * width, dy = face.rightEye.y - face.leftEye.y;
    double roll = std::atan2(dy, dx);
    const double most = kMostDegrees * 3.14159265358979 / 180;
    roll = std::clamp(roll, -most, most);

    // Middle of the head, then from there along the head's own axis: the crown leaves less room than the
    // chin.
    const double cx = (head.x + head.w / 2) * width;
    const double cy = head.y + head.h / 2;
    const double share = kHeadShare;
    Frame wanted{};
    wanted.h = head.h / share;
    wanted.w = wanted.h * aspect;
    const double lower = (1 - share - kAboveCrown) * wanted.h, upper = kAboveCrown * wanted.h;
    // The face's axis and not the hair's decides left and right.
    const double axis = ((face.leftEye.x + face.rightEye.x + face.leftEar.x + face.rightEar.x) / 4) * width;
    wanted.cx = (axis * 0.7 + cx * 0.3) - std::sin(roll) * (lower - upper) / 2;
    wanted.cy = cy + std::cos(roll) * (lower - upper) / 2;

    Frame f = placed(wanted, roll, width);
    const double top = f.cy - std::cos(roll) * f.h / 2;
    const double highest = std::max(0.0, head.y - kLeastAbove * head.h);
    f.cy = std::max(f.h / 2, f.cy - std::max(0.0, top - highest));
    domain::CropParams crop;
    crop.quarterTurns = quarters;
    crop.fineDegrees = -roll * 180 / 3.14159265358979;
    crop.w = f.w / width;
    crop.h = f.h;
    crop.x = std::clamp(f.cx / width - crop.w / 2, 0.0, std::max(0.0, 1 - crop.w));
    crop.y = std::clamp(f.cy - crop.h / 2, 0.0, std::max(0.0, 1 - crop.h));
    return crop;
}

namespace {

/// The largest centred one.
domain::CropParams centred(double pictureAspect, double aspect) {
    domain::CropParams crop;
    crop.w = std::min(1.0, aspect / pictureAspect);
    crop.h = std::min(1.0, pictureAspect / aspect);
    crop.x = (1 - crop.w) / 2;
    crop.y = (1 - crop.h) / 2;
    return crop;
}

Point within(Point p, const Part& part) {
    return {(p.x - part.x) / part.w, (p.y - part.y) / part.h};
}

template <class Box>
void moveInto(Box& box, const Part& part) {
    const Point corner = within({box.x, box.y}, part);
    box.x = corner.x, box.y = corner.y;
    box.w /= part.w, box.h /= part.h;
}

} // namespace

domain::CropParams suggestCropWithin(const Part& part, double imageAspect, const std::optional<FaceBox>& face,
                                     const std::optional<HeadBox>& head, double aspect) {
    const double partAspect = imageAspect * part.w / part.h;
    domain::CropParams crop;
    if (face && head) {
        FaceBox f = *face;
        HeadBox h = *head;
        moveInto(f, part);
        moveInto(h, part);
        for (Point* p : {&f.leftEye, &f.rightEye, &f.nose, &f.mouth, &f.leftEar, &f.rightEar})
            *p = within(*p, part);
        crop = suggestCrop(partAspect, f, h, aspect);
    } else {
        crop = centred(partAspect, aspect);
    }
    // The frame lies in the turned picture, and so does the part.
    const HeadBox turned = turnedClockwise(HeadBox{part.x, part.y, part.w, part.h}, crop.quarterTurns);
    crop.x = turned.x + crop.x * turned.w;
    crop.y = turned.y + crop.y * turned.h;
    crop.w *= turned.w;
    crop.h *= turned.h;
    return crop;
}

domain::CropParams suggestCrop(const imaging::Image& image, const std::optional<FaceBox>& face,
                               double aspect) {
    const double pictureAspect = static_cast<double>(image.width) / image.height;
    if (!face)
        return centred(pictureAspect, aspect);
    // Without the head: the face's box reaches from the forehead to the chin, the crown is a third higher.
    const int quarters = quartersToUpright(face->rollDegrees);
    const FaceBox upright = turnedClockwise(*face, quarters);
    HeadBox head{upright.x, upright.y - upright.h / 3, upright.w, upright.h * 4 / 3};
    return suggestCrop(pictureAspect, *face, turnedBack(head, quarters), aspect);
}

} // namespace esek::quality
