#include "base/Translate.h"
#include "quality/measures/Factory.h"

namespace esek::quality {

namespace {

/// Quarter turns that the photo needs after its EXIF orientation was applied.
class Orientation : public Measure {
  public:
    const char* id() const override { return "orientation"; }
    MeasureResult run(const Analysis& a, const PhotoProfile&) const override {
        if (!a.portrait)
            return notMeasured(id(), ESEK_N_("Not measured: no face was found."));
        MeasureResult r;
        r.id = id();
        r.raw = 90.0 * a.quarterTurns;
        r.scalar = a.quarterTurns == 0 ? 100 : 0;
        r.limit = "0°";
        r.severity = a.quarterTurns == 0 ? Severity::ok : Severity::error;
        r.rejectionReason = a.quarterTurns == 0 ? "" : "sideways";
        r.sentence = a.quarterTurns == 0   ? tr("The photo stands upright.")
                     : a.quarterTurns == 2 ? tr("The photo stands on its head. The suggested crop turns it.")
                                           : tr("The photo lies on its side. The suggested crop turns it.");
        return r;
    }
};

} // namespace

std::unique_ptr<Measure> makeOrientation() {
    return std::make_unique<Orientation>();
}

} // namespace esek::quality
