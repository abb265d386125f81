#include "base/Translate.h"
#include "quality/FaceGeometry.h"
#include "quality/RangeMeasure.h"
#include "quality/measures/Factory.h"

namespace esek::quality {

namespace {

/// Forehead before or behind the chin, from the mesh's depth, degrees; a level face gives about 5.
class HeadPosePitch : public RangeMeasure {
  public:
    HeadPosePitch()
        : RangeMeasure(
              {"headPosePitch",
               Unit::degrees,
               {-40, -10, 18, 45},
               {ESEK_N_("The head is neither raised nor lowered."),
                ESEK_N_("The head is raised or lowered. Hold the camera at the height of the eyes."),
                ESEK_N_("The head is raised or lowered. Hold the camera at the height of the eyes.")},
               {ESEK_N_("The head is neither raised nor lowered (by {value}, limit: {limit})."),
                ESEK_N_("The head is raised or lowered by {value} (limit: {limit})."),
                ESEK_N_("The head is raised or lowered by {value} (limit: {limit}).")},
               "not_frontal",
               "not_frontal"}) {}
    std::optional<double> value(const Analysis& a) const override {
        if (!a.portrait)
            return std::nullopt;
        return headPose(a.portrait->mesh).pitch;
    }
};

} // namespace

std::unique_ptr<Measure> makeHeadPosePitch() {
    return std::make_unique<HeadPosePitch>();
}

} // namespace esek::quality
