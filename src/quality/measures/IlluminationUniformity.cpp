#include "base/Translate.h"
#include "quality/Pixels.h"
#include "quality/RangeMeasure.h"
#include "quality/measures/Factory.h"

namespace esek::quality {

namespace {

/// Light of the darker cheek over that of the brighter (Pixels.h).
class IlluminationUniformity : public RangeMeasure {
  public:
    IlluminationUniformity()
        : RangeMeasure(
              {"illuminationUniformity",
               Unit::percent,
               {0.1, 0.7, 1e9, 2e9},
               {ESEK_N_("The face is lit evenly."),
                ESEK_N_("The light on the face is uneven. Take the photo facing the window."), ""},
               {ESEK_N_("The face is lit evenly (the darker cheek has {value} of the light of the other, "
                        "limit: {limit})."),
                ESEK_N_("The light on the face is uneven: the darker cheek has {value} of the light of the "
                        "other (limit: {limit})."),
                ""},
               "shadows",
               ""}) {}
    std::optional<double> value(const Analysis& a) const override {
        if (!a.portrait)
            return std::nullopt;
        return lightRatio(*a.portrait);
    }
};

} // namespace

std::unique_ptr<Measure> makeIlluminationUniformity() {
    return std::make_unique<IlluminationUniformity>();
}

} // namespace esek::quality
