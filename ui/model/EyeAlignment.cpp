#include "ui/model/EyeAlignment.h"

#include <cmath>

namespace esek::ui::model {

namespace {

Vec inBox(Vec fraction, const Box& box) {
    return {box.x + fraction.x * box.w, box.y + fraction.y * box.h};
}
Vec minus(Vec a, Vec b) {
    return {a.x - b.x, a.y - b.y};
}

} // namespace

std::optional<Placement> alignedByEyes(Size picture, const EyePair& eyes, const Box& reference,
                                       const EyePair& referenceEyes) {
    const Vec target1 = inBox(referenceEyes.first, reference),
              target2 = inBox(referenceEyes.second, reference);
    const Box own{0, 0, picture.w, picture.h};
    const Vec eye1 = inBox(eyes.first, own), eye2 = inBox(eyes.second, own);
    const Vec wanted = minus(target2, target1), now = minus(eye2, eye1);
    const double length = std::hypot(now.x, now.y);
    if (length < 1 || std::hypot(wanted.x, wanted.y) < 1)
        return std::nullopt;
    const double scale = std::hypot(wanted.x, wanted.y) / length;
    Placement out;
    out.pivot = {(target1.x + target2.x) / 2, (target1.y + target2.y) / 2};
    out.radians = std::atan2(wanted.y, wanted.x) - std::atan2(now.y, now.x);
    out.box = {out.pivot.x - (eye1.x + eye2.x) / 2 * scale, out.pivot.y - (eye1.y + eye2.y) / 2 * scale,
               picture.w * scale, picture.h * scale};
    return out;
}

} // namespace esek::ui::model
