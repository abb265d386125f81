#include "base/Translate.h"
#include "quality/Grain.h"
#include "quality/RangeMeasure.h"
#include "quality/measures/Factory.h"

#include <opencv2/imgproc.hpp>

namespace esek::quality {

namespace {

/// Noise of the flat parts of the picture, as it is looked at (shorter side 720 pixels at most): 0-255.
class Noise : public RangeMeasure {
  public:
    Noise()
        : RangeMeasure({"noise",
                        Unit::points,
                        {-1, 0, 1.5, 15},
                        {ESEK_N_("The photo has no visible noise."), "",
                         ESEK_N_("The photo is grainy. Take it in brighter light, without zoom.")},
                        {ESEK_N_("The photo has no visible noise ({value}, limit: {limit})."), "",
                         ESEK_N_("The photo is grainy (noise {value}, limit: {limit}).")},
                        "",
                        "other"}) {}
    std::optional<double> value(const Analysis& a) const override {
        cv::Mat luma;
        cv::cvtColor(a.upright, luma, cv::COLOR_RGB2GRAY);
        return noiseOfFlatBlocks(luma);
    }
};

} // namespace

std::unique_ptr<Measure> makeNoise() {
    return std::make_unique<Noise>();
}

} // namespace esek::quality
