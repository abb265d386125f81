#include "base/Translate.h"
#include "quality/FaceColour.h"
#include "quality/Pixels.h"
#include "quality/RangeMeasure.h"
#include "quality/measures/Factory.h"

namespace esek::quality {

namespace {

/// Hue of the skin against that of well lit portraits, in their standard deviations; the tone of the skin
/// does not count.
class SkinColour : public RangeMeasure {
  public:
    SkinColour()
        : RangeMeasure(
              {"skinColour",
               Unit::points,
               {-1, 0, 1.5, 8},
               {ESEK_N_("The colours look natural."), "",
                ESEK_N_("The colours do not look natural. Take the photo in daylight and without filters.")},
               {ESEK_N_("The colours look natural (distance of the hue {value}, limit: {limit})."), "",
                ESEK_N_("The colours do not look natural (distance of the hue {value}, limit: {limit}).")},
               "",
               "other"}) {}
    std::optional<double> value(const Analysis& a) const override {
        // Without colours there is no hue; that is said by naturalColour.
        if (!a.portrait || a.info.channels == 1 ||
            coloursOfOneBrightness(a.portrait->rgb, faceMask(*a.portrait)) < 1)
            return std::nullopt;
        return skinColourDistance(*a.portrait);
    }
};

} // namespace

std::unique_ptr<Measure> makeSkinColour() {
    return std::make_unique<SkinColour>();
}

} // namespace esek::quality
