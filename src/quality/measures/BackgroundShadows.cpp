#include "base/Translate.h"
#include "quality/Pixels.h"
#include "quality/RangeMeasure.h"
#include "quality/measures/Factory.h"

namespace esek::quality {

namespace {

/// Brightness of a plain background far from the head less that of its darker tenth beside it, as a share of
/// 255.
class BackgroundShadows : public RangeMeasure {
  public:
    BackgroundShadows()
        : RangeMeasure(
              {"backgroundShadows",
               Unit::percent,
               {-1, 0, 0.03, 0.4},
               {ESEK_N_("There is no shadow behind the head."), "",
                ESEK_N_("There is a shadow behind the head. Take the photo further from the wall, in even "
                        "light.")},
               {ESEK_N_("There is no shadow behind the head (fall of brightness {value}, limit: {limit})."),
                "",
                ESEK_N_("There is a shadow behind the head (fall of brightness {value}, limit: {limit}).")},
               "",
               "shadows"}) {}
    std::optional<double> value(const Analysis& a) const override {
        if (!a.portrait)
            return std::nullopt;
        return shadowBesideHead(*a.portrait);
    }
};

} // namespace

std::unique_ptr<Measure> makeBackgroundShadows() {
    return std::make_unique<BackgroundShadows>();
}

} // namespace esek::quality
