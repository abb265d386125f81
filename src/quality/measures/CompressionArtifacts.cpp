#include "base/Translate.h"
#include "quality/JpegQuality.h"
#include "quality/RangeMeasure.h"
#include "quality/measures/Factory.h"

namespace esek::quality {

namespace {

/// Quality 1-100 on the scale of libjpeg, from the quantisation tables; nothing for files without loss.
class CompressionArtifacts : public RangeMeasure {
  public:
    CompressionArtifacts()
        : RangeMeasure(
              {"compressionArtifacts",
               Unit::points,
               {5, 75, 100, 101},
               {ESEK_N_("Compression leaves the picture intact."),
                ESEK_N_("The photo was compressed too much. Ask for the original file, not one from a "
                        "messenger."),
                ""},
               {ESEK_N_(
                    "Compression leaves the picture intact (JPEG quality about {value}, limit: {limit})."),
                ESEK_N_("The photo was compressed too much (JPEG quality about {value}, limit: {limit})."),
                ""},
               "compression",
               ""}) {}
    std::optional<double> value(const Analysis& a) const override { return jpegQuality(a.bytes); }
};

} // namespace

std::unique_ptr<Measure> makeCompressionArtifacts() {
    return std::make_unique<CompressionArtifacts>();
}

} // namespace esek::quality
