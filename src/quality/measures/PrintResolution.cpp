#include "base/Translate.h"
#include "quality/RangeMeasure.h"
#include "quality/measures/Factory.h"

namespace esek::quality {

namespace {

/// Pixels of the full file per inch of the printed photo, when the suggested crop fills the 26 mm of its
/// height.
class PrintResolution : public RangeMeasure {
  public:
    PrintResolution()
        : RangeMeasure({"printResolution",
                        Unit::dpi,
                        {50, 300, 1e9, 2e9},
                        {ESEK_N_("The suggested crop has enough pixels for the print."),
                         ESEK_N_("The suggested crop has few pixels, so the print will be soft. Ask for the "
                                 "original file."),
                         ""},
                        {ESEK_N_("The suggested crop has {value} at print size (limit: {limit})."),
                         ESEK_N_("The suggested crop has only {value} at print size (limit: {limit}); the "
                                 "print will be soft."),
                         ""},
                        "too_small",
                        ""}) {}
    std::optional<double> value(const Analysis& a) const override {
        const int height = a.crop.quarterTurns % 2 == 0 ? a.info.height : a.info.width;
        return a.crop.h * height / (26.0 / 25.4);
    }
};

} // namespace

std::unique_ptr<Measure> makePrintResolution() {
    return std::make_unique<PrintResolution>();
}

} // namespace esek::quality
