#include "base/Translate.h"
#include "quality/Pixels.h"
#include "quality/RangeMeasure.h"
#include "quality/measures/Factory.h"

namespace esek::quality {

namespace {

/// Between the 2nd and the 98th percentile of luma around the head, as a share of 255.
class DynamicRange : public RangeMeasure {
  public:
    DynamicRange()
        : RangeMeasure(
              {"dynamicRange",
               Unit::percent,
               {0.1, 0.65, 1e9, 2e9},
               {ESEK_N_("The contrast is good."),
                ESEK_N_("The photo is pale. Take it in daylight, with a clean lens."), ""},
               {ESEK_N_("The contrast is good ({value} of the range of brightness, limit: {limit})."),
                ESEK_N_("The contrast is low ({value} of the range of brightness, limit: {limit})."), ""},
               "low_contrast",
               ""}) {}
    std::optional<double> value(const Analysis& a) const override {
        if (!a.portrait)
            return std::nullopt;
        const Portrait& p = *a.portrait;
        const auto low = percentile(p.luma, p.inside, 0.02), high = percentile(p.luma, p.inside, 0.98);
        if (!low || !high)
            return std::nullopt;
        return (*high - *low) / 255;
    }
};

} // namespace

std::unique_ptr<Measure> makeDynamicRange() {
    return std::make_unique<DynamicRange>();
}

} // namespace esek::quality
