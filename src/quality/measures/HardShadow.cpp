#include "base/Translate.h"
#include "quality/HeadShadow.h"
#include "quality/RangeMeasure.h"
#include "quality/measures/Factory.h"

namespace esek::quality {

namespace {

/// Share of the height of the head beside which the wall has an even, darker band (HeadShadow.h).
class HardShadow : public RangeMeasure {
  public:
    HardShadow()
        : RangeMeasure(
              {"hardShadow",
               Unit::percent,
               {-1, 0, 0.3, 0.9},
               {ESEK_N_("The head throws no hard shadow."), "",
                ESEK_N_("The head throws a hard shadow on the wall. Take the photo without flash, "
                        "further from the wall.")},
               {ESEK_N_("The head throws no hard shadow (beside {value} of it, limit: {limit})."), "",
                ESEK_N_("The head throws a hard shadow on the wall (beside {value} of it, limit: "
                        "{limit}).")},
               "",
               "shadows"}) {}
    std::optional<double> value(const Analysis& a) const override {
        if (!a.portrait)
            return std::nullopt;
        return hardShadow(*a.portrait);
    }
};

} // namespace

std::unique_ptr<Measure> makeHardShadow() {
    return std::make_unique<HardShadow>();
}

} // namespace esek::quality
