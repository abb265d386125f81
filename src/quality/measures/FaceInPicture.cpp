#include "base/Translate.h"
#include "quality/FaceGeometry.h"
#include "quality/RangeMeasure.h"
#include "quality/measures/Factory.h"

namespace esek::quality {

namespace {

/// Share of the outline of the face that lies outside the picture (ISO: leftward and rightward crop, margin
/// below).
class FaceInPicture : public RangeMeasure {
  public:
    FaceInPicture()
        : RangeMeasure(
              {"faceInPicture",
               Unit::percent,
               {-1, 0, 0, 0.3},
               {ESEK_N_("The whole oval of the face is in the picture."), "",
                ESEK_N_("The face is not whole in the picture. Take the photo from further away.")},
               {ESEK_N_("The whole oval of the face is in the picture (outside: {value}, limit: {limit})."),
                "",
                ESEK_N_("Part of the face is cut off: {value} of its outline is outside the picture (limit: "
                        "{limit}).")},
               "",
               "head_cut"}) {}
    std::optional<double> value(const Analysis& a) const override {
        if (!a.portrait)
            return a.cutShare;
        return outlineOutside(*a.portrait);
    }
};

} // namespace

std::unique_ptr<Measure> makeFaceInPicture() {
    return std::make_unique<FaceInPicture>();
}

} // namespace esek::quality
