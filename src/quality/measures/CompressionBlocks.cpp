#include "base/Translate.h"
#include "quality/Grain.h"
#include "quality/RangeMeasure.h"
#include "quality/measures/Factory.h"

#include <opencv2/imgproc.hpp>

namespace esek::quality {

namespace {

/// Traces of the blocks of an earlier, stronger compression, 0-1.
class CompressionBlocks : public RangeMeasure {
  public:
    CompressionBlocks()
        : RangeMeasure(
              {"compressionBlocks",
               Unit::percent,
               {-1, 0, 0.3, 1},
               {ESEK_N_("There are no traces of an earlier compression."), "",
                ESEK_N_("The photo was once saved with strong compression. Ask for the original file, not "
                        "one from a messenger.")},
               {ESEK_N_("There are no traces of an earlier compression (blocks {value}, limit: {limit})."),
                "",
                ESEK_N_(
                    "The photo was once saved with strong compression (blocks {value}, limit: {limit}).")},
               "",
               "compression"}) {}
    std::optional<double> value(const Analysis& a) const override {
        constexpr double kBlock = 8; // pixels of the file
        cv::Mat luma;
        cv::cvtColor(a.upright, luma, cv::COLOR_RGB2GRAY);
        return blockGrid(luma, kBlock * a.reduction);
    }
};

} // namespace

std::unique_ptr<Measure> makeCompressionBlocks() {
    return std::make_unique<CompressionBlocks>();
}

} // namespace esek::quality
