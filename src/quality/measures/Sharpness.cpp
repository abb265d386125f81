#include "base/Translate.h"
#include "quality/Pixels.h"
#include "quality/RangeMeasure.h"
#include "quality/measures/Factory.h"

#include <opencv2/imgproc.hpp>

namespace esek::quality {

namespace {

/// Blur of the face at print size, or at the file's own size when that is smaller; enlarging does not help.
class Sharpness : public RangeMeasure {
  public:
    Sharpness()
        : RangeMeasure({"sharpness",
                        Unit::percent,
                        {-1, 0, 0.45, 0.85},
                        ESEK_N_("The face is sharp (blur {value}, limit: {limit})."),
                        "",
                        ESEK_N_("The face is blurred (blur {value}, limit: {limit})."),
                        "",
                        "blurred"}) {}
    std::optional<double> value(const Analysis& a) const override {
        if (!a.portrait)
            return std::nullopt;
        const Portrait& p = *a.portrait;
        if (p.scale <= 1)
            return blurriness(p.luma, faceMask(p));
        cv::Mat luma, mask;
        cv::resize(p.luma, luma, {}, 1 / p.scale, 1 / p.scale, cv::INTER_AREA);
        cv::resize(faceMask(p), mask, luma.size(), 0, 0, cv::INTER_NEAREST);
        return blurriness(luma, mask);
    }
};

} // namespace

std::unique_ptr<Measure> makeSharpness() {
    return std::make_unique<Sharpness>();
}

} // namespace esek::quality
