#include "base/Translate.h"
#include "quality/FaceColour.h"
#include "quality/RangeMeasure.h"
#include "quality/measures/Factory.h"

namespace esek::quality {

namespace {

/// The strongest sign of something before the face, in shares of its limit.
class FaceOcclusion : public RangeMeasure {
  public:
    FaceOcclusion()
        : RangeMeasure({"faceOcclusionPrevention",
                        Unit::percent,
                        {-1, 0, 0.7, 2.7},
                        {ESEK_N_("Nothing covers the face."), "",
                         ESEK_N_("Hair, a hand or something else seems to cover part of the face. Take the "
                                 "photo with the whole face free.")},
                        {ESEK_N_("Nothing covers the face (signs of a cover {value}, limit: {limit})."), "",
                         ESEK_N_("Hair, a hand or something else seems to cover part of the face (signs of a "
                                 "cover {value}, limit: {limit}).")},
                        "",
                        "face_not_visible"}) {}
    std::optional<double> value(const Analysis& a) const override {
        if (!a.portrait || !a.face)
            return std::nullopt;
        return faceCover(*a.portrait, a.face->score);
    }
};

} // namespace

std::unique_ptr<Measure> makeFaceOcclusion() {
    return std::make_unique<FaceOcclusion>();
}

} // namespace esek::quality
