#include "base/Translate.h"
#include "quality/FaceGeometry.h"
#include "quality/RangeMeasure.h"
#include "quality/measures/Factory.h"

namespace esek::quality {

namespace {

/// Gap between the lips over the mouth's width.
class MouthClosed : public RangeMeasure {
  public:
    MouthClosed()
        : RangeMeasure({"mouthClosed",
                        Unit::percent,
                        {-1, 0, 0.05, 0.6},
                        {ESEK_N_("The mouth is closed."), "",
                         ESEK_N_("The mouth is open. A photo with a closed mouth is better.")},
                        {ESEK_N_("The mouth is closed (gap {value} of its width, limit: {limit})."), "",
                         ESEK_N_("The mouth is open (gap {value} of its width, limit: {limit}).")},
                        "",
                        "other"}) {}
    std::optional<double> value(const Analysis& a) const override {
        if (!a.portrait)
            return std::nullopt;
        return mouthOpening(a.portrait->mesh);
    }
};

} // namespace

std::unique_ptr<Measure> makeMouthClosed() {
    return std::make_unique<MouthClosed>();
}

} // namespace esek::quality
