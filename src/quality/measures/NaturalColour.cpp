#include "base/Translate.h"
#include "quality/Pixels.h"
#include "quality/RangeMeasure.h"
#include "quality/measures/Factory.h"

namespace esek::quality {

namespace {

/// Mean distance from grey (Cb, Cr) around the head, or of the whole picture when there is no face; 0-255.
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
            return meanChroma(a.upright, cv::Mat(a.upright.size(), CV_8U, cv::Scalar(255)));
        return meanChroma(a.portrait->rgb, a.portrait->inside);
    }
};

} // namespace

std::unique_ptr<Measure> makeNaturalColour() {
    return std::make_unique<NaturalColour>();
}

} // namespace esek::quality
