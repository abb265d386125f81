#include "base/Format.h"
#include "base/Translate.h"
#include "quality/RangeMeasure.h"
#include "quality/measures/Factory.h"

#include <algorithm>

namespace esek::quality {

namespace {

/// Width and height of the file against the profile; raw is the scarcer side as a share of what is asked for.
/// Sides are those of the picture after the quarter turns that it needs.
class ImageSize : public Measure {
  public:
    const char* id() const override { return "imageSize"; }
    MeasureResult run(const Analysis& a, const PhotoProfile& p) const override {
        int w = a.info.width, h = a.info.height;
        if (a.crop.quarterTurns % 2 != 0)
            std::swap(w, h);
        MeasureResult r;
        r.id = id();
        const bool error = w < p.minWidth || h < p.minHeight;
        const bool advice = w < p.recommendedWidth || h < p.recommendedHeight;
        r.raw = std::min(static_cast<double>(w) / p.minWidth, static_cast<double>(h) / p.minHeight);
        r.scalar = scalarOf(*r.raw, {0.3, 2, 1e9, 2e9});
        r.severity = error ? Severity::error : advice ? Severity::advice : Severity::ok;
        r.rejectionReason = error || advice ? "too_small" : "";
        r.limit = error ? esek::format("≥ {} × {} px", p.minWidth, p.minHeight)
                        : esek::format("≥ {} × {} px", p.recommendedWidth, p.recommendedHeight);
        const auto text =
            error    ? tr("The photo has only {0} × {1} pixels; it is too small to print (limit: {2}).")
            : advice ? tr("The photo has {0} × {1} pixels; more are recommended (limit: {2}).")
                     : tr("The photo has {0} × {1} pixels (limit: {2}).");
        r.details = fmt::format(fmt::runtime(text), w, h, r.limit);
        r.sentence = error    ? tr("The photo has too few pixels to be printed. Ask for the original file.")
                     : advice ? tr("The photo has fewer pixels than recommended. Ask for the original file "
                                   "if there is one.")
                              : tr("The photo has enough pixels.");
        return r;
    }
};

} // namespace

std::unique_ptr<Measure> makeImageSize() {
    return std::make_unique<ImageSize>();
}

} // namespace esek::quality
