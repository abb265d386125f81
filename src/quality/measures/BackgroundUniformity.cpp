#include "base/Translate.h"
#include "quality/Pixels.h"
#include "quality/RangeMeasure.h"
#include "quality/measures/Factory.h"

namespace esek::quality {

namespace {

/// What is left of the background after the best smooth gradient, root mean square in CIE Lab (L 0-100).
class BackgroundUniformity : public RangeMeasure {
  public:
    BackgroundUniformity()
        : RangeMeasure(
              {"backgroundUniformity",
               Unit::points,
               {-1, 0, 1, 15},
               {ESEK_N_("The background is plain."), "",
                ESEK_N_("The background is not plain. Take the photo in front of a plain bright wall.")},
               {ESEK_N_("The background is plain (unevenness {value}, limit: {limit})."), "",
                ESEK_N_("The background is not plain (unevenness {value}, limit: {limit}).")},
               "",
               "busy_background"}) {}
    std::optional<double> value(const Analysis& a) const override {
        if (!a.portrait)
            return std::nullopt;
        return unevenness(a.portrait->rgb, backgroundMask(*a.portrait));
    }
};

} // namespace

std::unique_ptr<Measure> makeBackgroundUniformity() {
    return std::make_unique<BackgroundUniformity>();
}

} // namespace esek::quality
