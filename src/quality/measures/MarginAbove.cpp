#include "base/Translate.h"
#include "quality/FaceGeometry.h"
#include "quality/RangeMeasure.h"
#include "quality/measures/Factory.h"

namespace esek::quality {

namespace {

/// How much of the face's width the person still takes at the upper edge of the picture.
class MarginAbove : public RangeMeasure {
  public:
    MarginAbove()
        : RangeMeasure(
              {"marginAboveOfTheFaceImage",
               Unit::percent,
               {-1, 0, 0.05, 1.0},
               {ESEK_N_("The head is whole at the top."), "",
                ESEK_N_("The head is not whole in the picture. Take the photo with more room above it.")},
               {ESEK_N_("The head is whole at the top (the upper edge crosses {value} of its width, limit: "
                        "{limit})."),
                "",
                ESEK_N_("The top of the head is cut off: the upper edge crosses {value} of its width (limit: "
                        "{limit}).")},
               "",
               "head_cut"}) {}
    std::optional<double> value(const Analysis& a) const override {
        if (!a.portrait)
            return std::nullopt;
        return widthAtUpperEdge(*a.portrait);
    }
};

} // namespace

std::unique_ptr<Measure> makeMarginAbove() {
    return std::make_unique<MarginAbove>();
}

} // namespace esek::quality
