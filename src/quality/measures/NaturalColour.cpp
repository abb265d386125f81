#include "base/Translate.h"
#include "quality/FaceColour.h"
#include "quality/Pixels.h"
#include "quality/RangeMeasure.h"
#include "quality/measures/Factory.h"

#include <algorithm>

namespace esek::quality {

namespace {

/// Spread of the colours (Cb, Cr) of one brightness in the face, or in the whole picture when there is no
/// face, 0-255: grey, sepia and toned pictures have next to none.
class NaturalColour : public RangeMeasure {
  public:
    NaturalColour()
        : RangeMeasure({"naturalColour",
                        Unit::points,
                        {0, 6, 1e9, 2e9},
                        {ESEK_N_("The photo is in colour."),
                         ESEK_N_("The photo has no colours. Ask for one in colour."), ""},
                        {ESEK_N_("The photo is in colour (colourfulness {value}, limit: {limit})."),
                         ESEK_N_("The photo has no colours (colourfulness {value}, limit: {limit})."), ""},
                        "greyscale",
                        ""}) {}
    std::optional<double> value(const Analysis& a) const override {
        if (a.info.channels == 1)
            return 0;
        if (!a.portrait)
            return coloursOfOneBrightness(a.upright, cv::Mat(a.upright.size(), CV_8U, cv::Scalar(255)));
        // Clothes and background count by half: they have more colours, in a face of even light too.
        const Portrait& p = *a.portrait;
        return std::max(coloursOfOneBrightness(p.rgb, faceMask(p)),
                        coloursOfOneBrightness(p.rgb, p.inside) / 2);
    }
};

} // namespace

std::unique_ptr<Measure> makeNaturalColour() {
    return std::make_unique<NaturalColour>();
}

} // namespace esek::quality
