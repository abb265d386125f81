#include "base/Translate.h"
#include "quality/RangeMeasure.h"
#include "quality/Turns.h"
#include "quality/measures/Factory.h"

#include <cmath>

namespace esek::quality {

namespace {

/// Distance of the axis of the face from the middle of the suggested crop, as a share of its width.
class HeadPosition : public RangeMeasure {
  public:
    HeadPosition()
        : RangeMeasure(
              {"headPosition",
               Unit::percent,
               {-1, 0, 0.02, 0.25},
               {ESEK_N_("The head is in the middle of the crop."), "",
                ESEK_N_("The head is not in the middle of the crop, because the photo leaves no room beside "
                        "it. Take it from further away.")},
               {ESEK_N_(
                    "The head is in the middle of the crop (off by {value} of its width, limit: {limit})."),
                "",
                ESEK_N_("The head is {value} of the width off the middle of the crop (limit: {limit}); the "
                        "photo leaves no room beside it.")},
               "",
               "head_cut"}) {}
    std::optional<double> value(const Analysis& a) const override {
        if (!a.face)
            return std::nullopt;
        const FaceBox face = turnedClockwise(*a.face, a.quarterTurns);
        const double axis = (face.leftEye.x + face.rightEye.x + face.leftEar.x + face.rightEar.x) / 4;
        return std::abs(axis - (a.crop.x + a.crop.w / 2)) / a.crop.w;
    }
};

} // namespace

std::unique_ptr<Measure> makeHeadPosition() {
    return std::make_unique<HeadPosition>();
}

} // namespace esek::quality
