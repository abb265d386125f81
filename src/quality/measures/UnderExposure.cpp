#include "base/Translate.h"
#include "quality/Pixels.h"
#include "quality/RangeMeasure.h"
#include "quality/measures/Factory.h"

#include <algorithm>

namespace esek::quality {

namespace {

/// Brightest parts: luma that 97 % of the picture around the head, or 98 % of the skin times 1.5, stay
/// below. The picture alone would not tell a face against the light. Of the skin only its highlights count:
/// they depend on the light far more than on the tone of the skin, so that dark skin has nearly the room that
/// light skin has.
class UnderExposure : public RangeMeasure {
  public:
    UnderExposure()
        : RangeMeasure(
              {"underExposurePrevention",
               Unit::percent,
               {0.15, 0.6, 1e9, 2e9},
               {ESEK_N_("The photo is bright enough."),
                ESEK_N_("There is too little light in the photo. Take it in daylight, facing the window."),
                ""},
               {ESEK_N_("The photo is bright enough ({value}, limit: {limit})."),
                ESEK_N_("There is too little light in the photo ({value}, limit: {limit})."), ""},
               "too_dark",
               ""}) {}
    std::optional<double> value(const Analysis& a) const override {
        if (!a.portrait)
            return std::nullopt;
        const Portrait& p = *a.portrait;
        const auto all = percentile(p.luma, p.inside, 0.97), skin = percentile(p.luma, skinMask(p), 0.98);
        if (!all || !skin)
            return std::nullopt;
        return std::min(*all, 1.5 * *skin) / 255;
    }
};

} // namespace

std::unique_ptr<Measure> makeUnderExposure() {
    return std::make_unique<UnderExposure>();
}

} // namespace esek::quality
