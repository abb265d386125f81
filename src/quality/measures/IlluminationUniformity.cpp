#include "base/Translate.h"
#include "quality/Pixels.h"
#include "quality/RangeMeasure.h"
#include "quality/measures/Factory.h"

#include <algorithm>

namespace esek::quality {

namespace {

/// Mean luma of the darker cheek over that of the brighter.
class IlluminationUniformity : public RangeMeasure {
  public:
    IlluminationUniformity()
        : RangeMeasure(
              {"illuminationUniformity",
               Unit::percent,
               {0.2, 0.85, 1e9, 2e9},
               {ESEK_N_("The face is lit evenly."),
                ESEK_N_("The light on the face is uneven. Take the photo facing the window."), ""},
               {ESEK_N_(
                    "The face is lit evenly (the darker cheek has {value} of the brighter, limit: {limit})."),
                ESEK_N_("The light on the face is uneven: the darker cheek has {value} of the brightness of "
                        "the other (limit: {limit})."),
                ""},
               "shadows",
               ""}) {}
    std::optional<double> value(const Analysis& a) const override {
        if (!a.portrait)
            return std::nullopt;
        const auto left = cheekLuma(*a.portrait, true), right = cheekLuma(*a.portrait, false);
        if (!left || !right || std::max(*left, *right) < 8)
            return std::nullopt;
        return std::min(*left, *right) / std::max(*left, *right);
    }
};

} // namespace

std::unique_ptr<Measure> makeIlluminationUniformity() {
    return std::make_unique<IlluminationUniformity>();
}

} // namespace esek::quality
