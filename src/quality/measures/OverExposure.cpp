#include "base/Translate.h"
#include "quality/Pixels.h"
#include "quality/RangeMeasure.h"
#include "quality/measures/Factory.h"

namespace esek::quality {

namespace {

/// Share of the skin whose luma is 250 or more.
class OverExposure : public RangeMeasure {
  public:
    OverExposure()
        : RangeMeasure(
              {"overExposurePrevention",
               Unit::percent,
               {-1, 0, 0.01, 0.3},
               {ESEK_N_("The face is not too bright."), "",
                ESEK_N_(
                    "The face is overexposed. Take the photo without flash or strong light on the face.")},
               {ESEK_N_("The face is not burnt out ({value} of the skin is white, limit: {limit})."), "",
                ESEK_N_("The face is overexposed ({value} of the skin is white, limit: {limit}).")},
               "",
               "overexposed"}) {}
    std::optional<double> value(const Analysis& a) const override {
        if (!a.portrait)
            return std::nullopt;
        const cv::Mat skin = skinMask(*a.portrait);
        const int all = cv::countNonZero(skin);
        if (all < 200)
            return std::nullopt;
        return cv::countNonZero((a.portrait->luma >= 250) & skin) / static_cast<double>(all);
    }
};

} // namespace

std::unique_ptr<Measure> makeOverExposure() {
    return std::make_unique<OverExposure>();
}

} // namespace esek::quality
