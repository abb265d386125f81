#include "base/Translate.h"
#include "quality/FaceGeometry.h"
#include "quality/RangeMeasure.h"
#include "quality/measures/Factory.h"

namespace esek::quality {

namespace {

/// Turn about the vertical axis, from the mesh's depth; to the viewer's right, degrees.
class HeadPoseYaw : public RangeMeasure {
  public:
    HeadPoseYaw()
        : RangeMeasure(
              {"headPoseYaw",
               Unit::degrees,
               {-40, -8, 8, 40},
               {ESEK_N_("The head faces the camera."),
                ESEK_N_("The head is turned aside. Take the photo with the face to the camera."),
                ESEK_N_("The head is turned aside. Take the photo with the face to the camera.")},
               {ESEK_N_("The head faces the camera (turned by {size}, limit: {limit})."),
                ESEK_N_("The head is turned to the left of the picture by {size} (limit: {limit})."),
                ESEK_N_("The head is turned to the right of the picture by {size} (limit: {limit}).")},
               "not_frontal",
               "not_frontal"}) {}
    std::optional<double> value(const Analysis& a) const override {
        if (!a.portrait)
            return std::nullopt;
        return headPose(a.portrait->mesh).yaw;
    }
};

} // namespace

std::unique_ptr<Measure> makeHeadPoseYaw() {
    return std::make_unique<HeadPoseYaw>();
}

} // namespace esek::quality
