#include "base/Translate.h"
#include "quality/FaceGeometry.h"
#include "quality/RangeMeasure.h"
#include "quality/measures/Factory.h"

namespace esek::quality {

namespace {

/// Share of the band of the eyes that is nearly black against the face.
class EyesVisible : public RangeMeasure {
  public:
    EyesVisible()
        : RangeMeasure(
              {"eyesVisible",
               Unit::percent,
               {-1, 0, 0.1, 0.6},
               {ESEK_N_("The eyes are not covered."), "",
                ESEK_N_("The eyes are covered or in deep shadow. They must be well visible.")},
               {ESEK_N_("The eyes are not covered ({value} of their region is black, limit: {limit})."), "",
                ESEK_N_("The eyes are covered or in deep shadow ({value} of their region is black, limit: "
                        "{limit}).")},
               "",
               "eyes_not_visible"}) {}
    std::optional<double> value(const Analysis& a) const override {
        if (!a.portrait)
            return std::nullopt;
        return darkShareOfEyeBand(*a.portrait);
    }
};

} // namespace

std::unique_ptr<Measure> makeEyesVisible() {
    return std::make_unique<EyesVisible>();
}

} // namespace esek::quality
