#include "base/Translate.h"
#include "quality/FaceGeometry.h"
#include "quality/RangeMeasure.h"
#include "quality/measures/Factory.h"

namespace esek::quality {

namespace {

/// Mean luma of the darker eye with its lids over the luma of the brighter part of the face.
class NoDarkGlasses : public RangeMeasure {
  public:
    NoDarkGlasses()
        : RangeMeasure({"noDarkGlasses",
                        Unit::percent,
                        {0.05, 0.4, 1e9, 2e9},
                        {ESEK_N_("There are no dark glasses."),
                         ESEK_N_("Dark glasses or a shadow hide the eyes. Take the photo without them."), ""},
                        {ESEK_N_("There are no dark glasses (the eyes have {value} of the brightness of the "
                                 "face, limit: {limit})."),
                         ESEK_N_("Dark glasses or a shadow hide the eyes (they have {value} of the "
                                 "brightness of the face, limit: {limit})."),
                         ""},
                        "dark_glasses",
                        ""}) {}
    std::optional<double> value(const Analysis& a) const override {
        if (!a.portrait)
            return std::nullopt;
        return eyeBrightness(*a.portrait);
    }
};

} // namespace

std::unique_ptr<Measure> makeNoDarkGlasses() {
    return std::make_unique<NoDarkGlasses>();
}

} // namespace esek::quality
