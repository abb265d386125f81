#include "base/Translate.h"
#include "quality/FaceGeometry.h"
#include "quality/RangeMeasure.h"
#include "quality/measures/Factory.h"

namespace esek::quality {

namespace {

/// Height of the opening of the lids over the eye's width, of the narrower eye.
class EyesOpen : public RangeMeasure {
  public:
    EyesOpen()
        : RangeMeasure(
              {"eyesOpen",
               Unit::percent,
               {0.03, 0.2, 1e9, 2e9},
               {ESEK_N_("The eyes are open."),
                ESEK_N_("The eyes look closed. Check them, or take the photo with open eyes."), ""},
               {ESEK_N_("The eyes are open (opening {value} of their width, limit: {limit})."),
                ESEK_N_("The eyes look closed (opening {value} of their width, limit: {limit})."), ""},
               "eyes_not_visible",
               ""}) {}
    std::optional<double> value(const Analysis& a) const override {
        if (!a.portrait)
            return std::nullopt;
        return eyeOpening(a.portrait->mesh);
    }
};

} // namespace

std::unique_ptr<Measure> makeEyesOpen() {
    return std::make_unique<EyesOpen>();
}

} // namespace esek::quality
