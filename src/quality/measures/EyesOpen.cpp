#include "base/Translate.h"
#include "quality/RangeMeasure.h"
#include "quality/measures/Factory.h"

namespace esek::quality {

namespace {

/// How open the eyes look (EyeState.h).
class EyesOpen : public RangeMeasure {
  public:
    EyesOpen()
        : RangeMeasure(
              {"eyesOpen",
               Unit::percent,
               {0.2, 0.4, 1e9, 2e9},
               {ESEK_N_("The eyes are open."),
                ESEK_N_("The eyes seem to be closed. Check that they are open, or take the photo again."),
                ""},
               {ESEK_N_("The eyes are open (signs of open eyes {value}, limit: {limit})."),
                ESEK_N_("The eyes look closed (signs of open eyes {value}, limit: {limit})."), ""},
               "eyes_not_visible",
               ""}) {}
    std::optional<double> value(const Analysis& a) const override { return a.eyesOpen; }
};

} // namespace

std::unique_ptr<Measure> makeEyesOpen() {
    return std::make_unique<EyesOpen>();
}

} // namespace esek::quality
