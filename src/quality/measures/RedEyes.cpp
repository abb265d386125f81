#include "base/Translate.h"
#include "quality/FaceColour.h"
#include "quality/RangeMeasure.h"
#include "quality/measures/Factory.h"

namespace esek::quality {

namespace {

/// Redness of the eyes' pupils over that of the cheeks (a of CIE Lab).
class RedEyes : public RangeMeasure {
  public:
    RedEyes()
        : RangeMeasure(
              {"noRedEyes",
               Unit::points,
               {-1, 0, 5, 50},
               {ESEK_N_("The eyes have no red light in them."), "",
                ESEK_N_("The flash has made the eyes red. Take the photo in daylight, without flash.")},
               {ESEK_N_("The eyes have no red light in them (redness {value}, limit: {limit})."), "",
                ESEK_N_("The flash has made the eyes red (redness {value}, limit: {limit}).")},
               "",
               "other"}) {}
    std::optional<double> value(const Analysis& a) const override {
        if (!a.portrait)
            return std::nullopt;
        return pupilRedness(*a.portrait);
    }
};

} // namespace

std::unique_ptr<Measure> makeRedEyes() {
    return std::make_unique<RedEyes>();
}

} // namespace esek::quality
