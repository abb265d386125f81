#include "base/Translate.h"
#include "quality/FaceColour.h"
#include "quality/RangeMeasure.h"
#include "quality/measures/Factory.h"

namespace esek::quality {

namespace {

/// Colour and brightness around the eyes against those of the cheeks (CIE Lab).
class LensTint : public RangeMeasure {
  public:
    LensTint()
        : RangeMeasure(
              {"lensTint",
               Unit::points,
               {-1, 0, 10, 50},
               {ESEK_N_("No tinted lenses cover the eyes."), "",
                ESEK_N_("Tinted or mirrored lenses seem to cover the eyes. Take the photo without them, or "
                        "with clear glasses.")},
               {ESEK_N_(
                    "No tinted lenses cover the eyes (difference from the cheeks {value}, limit: {limit})."),
                "",
                ESEK_N_("Tinted or mirrored lenses seem to cover the eyes (difference from the cheeks "
                        "{value}, limit: {limit}).")},
               "",
               "dark_glasses"}) {}
    std::optional<double> value(const Analysis& a) const override {
        if (!a.portrait)
            return std::nullopt;
        return lensTint(*a.portrait);
    }
};

} // namespace

std::unique_ptr<Measure> makeLensTint() {
    return std::make_unique<LensTint>();
}

} // namespace esek::quality
