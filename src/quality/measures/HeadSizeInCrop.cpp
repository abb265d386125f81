#include "base/Translate.h"
#include "quality/RangeMeasure.h"
#include "quality/measures/Factory.h"

namespace esek::quality {

namespace {

/// Crown with hair to chin as a share of the height of the suggested crop: the 70-80 % of the guidelines.
class HeadSizeInCrop : public RangeMeasure {
  public:
    HeadSizeInCrop()
        : RangeMeasure(
              {"headSizeInCrop",
               Unit::percent,
               {0.4, 0.7, 0.8, 1.05},
               {ESEK_N_("The head has the right size on the card."),
                ESEK_N_("The head is small on the card. Move the crop closer."),
                ESEK_N_("The photo leaves no room around the head on the card. Take it from further away.")},
               {ESEK_N_("On the card the head takes {value} of the height (limit: {limit})."),
                ESEK_N_("On the card the head takes only {value} of the height (limit: {limit})."),
                ESEK_N_("On the card the head takes {value} of the height (limit: {limit}); the photo leaves "
                        "no room around it.")},
               "face_too_small",
               "head_cut"}) {}
    std::optional<double> value(const Analysis& a) const override {
        if (!a.portrait)
            return std::nullopt;
        const double head = a.portrait->head.height / a.portrait->scale / a.upright.rows;
        return head / a.crop.h;
    }
};

} // namespace

std::unique_ptr<Measure> makeHeadSizeInCrop() {
    return std::make_unique<HeadSizeInCrop>();
}

} // namespace esek::quality
