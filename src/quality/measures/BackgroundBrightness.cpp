#include "base/Translate.h"
#include "quality/Pixels.h"
#include "quality/RangeMeasure.h"
#include "quality/measures/Factory.h"

namespace esek::quality {

namespace {

/// Mean luma of the background as a share of 255.
class BackgroundBrightness : public RangeMeasure {
  public:
    BackgroundBrightness()
        : RangeMeasure({"backgroundBrightness",
                        Unit::percent,
                        {0, 0.6, 1, 2},
                        {ESEK_N_("The background is bright."),
                         ESEK_N_("The background is dark. Take the photo in front of a bright wall."), ""},
                        {ESEK_N_("The background is bright ({value}, limit: {limit})."),
                         ESEK_N_("The background is dark ({value}, limit: {limit})."), ""},
                        "busy_background",
                        ""}) {}
    std::optional<double> value(const Analysis& a) const override {
        if (!a.portrait)
            return std::nullopt;
        const cv::Mat mask = backgroundMask(*a.portrait);
        if (cv::countNonZero(mask) < 200)
            return std::nullopt;
        return cv::mean(a.portrait->luma, mask)[0] / 255;
    }
};

} // namespace

std::unique_ptr<Measure> makeBackgroundBrightness() {
    return std::make_unique<BackgroundBrightness>();
}

} // namespace esek::quality
