#include "base/Translate.h"
#include "quality/RangeMeasure.h"
#include "quality/Turns.h"
#include "quality/measures/Factory.h"

namespace esek::quality {

namespace {

/// Line of the eyes against the nearest upright position of the picture; clockwise, degrees.
class HeadPoseRoll : public RangeMeasure {
  public:
    HeadPoseRoll()
        : RangeMeasure({"headPoseRoll",
                        Unit::degrees,
                        {-45, -3, 3, 45},
                        {ESEK_N_("The eyes are level."),
                         ESEK_N_("The head is tilted. The suggested crop makes the eyes level."),
                         ESEK_N_("The head is tilted. The suggested crop makes the eyes level.")},
                        {ESEK_N_("The eyes are level (tilt {size}, limit: {limit})."),
                         ESEK_N_("The head is tilted to the left by {size} (limit: {limit}); the suggested "
                                 "crop makes the eyes level."),
                         ESEK_N_("The head is tilted to the right by {size} (limit: {limit}); the suggested "
                                 "crop makes the eyes level.")},
                        "not_frontal",
                        "not_frontal"}) {}
    std::optional<double> value(const Analysis& a) const override {
        if (!a.face)
            return std::nullopt;
        return normalDegrees(a.face->rollDegrees + 90.0 * a.quarterTurns);
    }
};

} // namespace

std::unique_ptr<Measure> makeHeadPoseRoll() {
    return std::make_unique<HeadPoseRoll>();
}

} // namespace esek::quality
