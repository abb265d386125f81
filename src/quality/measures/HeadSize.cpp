#include "base/Translate.h"
#include "quality/RangeMeasure.h"
#include "quality/measures/Factory.h"

namespace esek::quality {

namespace {

/// Crown with hair to chin as a share of the height of the photo as it was sent.
class HeadSize : public RangeMeasure {
  public:
    HeadSize()
        : RangeMeasure(
              {"headSize",
               Unit::percent,
               {0.1, 0.45, 0.8, 1.1},
               {ESEK_N_("The head has a good size in the photo as sent."),
                ESEK_N_("The face is small in the photo. Take it from nearer."),
                ESEK_N_("There is no room around the head. Take the photo from further away.")},
               {ESEK_N_("The head takes {value} of the height of the photo as sent (limit: {limit})."),
                ESEK_N_("The head is small: {value} of the height of the photo as sent (limit: {limit})."),
                ESEK_N_("The head fills {value} of the height of the photo as sent (limit: {limit}); there "
                        "is no room around it.")},
               "face_too_small",
               "head_cut"}) {}
    std::optional<double> value(const Analysis& a) const override {
        if (!a.portrait)
            return std::nullopt;
        return a.portrait->head.height / a.portrait->scale / a.upright.rows;
    }
};

} // namespace

std::unique_ptr<Measure> makeHeadSize() {
    return std::make_unique<HeadSize>();
}

} // namespace esek::quality
