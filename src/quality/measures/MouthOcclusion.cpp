#include "base/Translate.h"
#include "quality/FaceColour.h"
#include "quality/RangeMeasure.h"
#include "quality/measures/Factory.h"

namespace esek::quality {

namespace {

/// Colour around the mouth and on the chin against that of the skin above them (CIE Lab).
class MouthOcclusion : public RangeMeasure {
  public:
    MouthOcclusion()
        : RangeMeasure(
              {"mouthOcclusionPrevention",
               Unit::points,
               {-1, 0, 5, 30},
               {ESEK_N_("Nothing covers the mouth and the chin."), "",
                ESEK_N_("A mask, a scarf or a hand seems to cover the mouth. Take the photo with the whole "
                        "face free.")},
               {ESEK_N_(
                    "Nothing covers the mouth and the chin (difference of colour {value}, limit: {limit})."),
                "",
                ESEK_N_("A mask, a scarf or a hand seems to cover the mouth (difference of colour {value}, "
                        "limit: {limit}).")},
               "",
               "face_not_visible"}) {}
    std::optional<double> value(const Analysis& a) const override {
        if (!a.portrait)
            return std::nullopt;
        return mouthCover(*a.portrait);
    }
};

} // namespace

std::unique_ptr<Measure> makeMouthOcclusion() {
    return std::make_unique<MouthOcclusion>();
}

} // namespace esek::quality
