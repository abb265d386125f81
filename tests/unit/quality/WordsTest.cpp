#include "base/Translate.h"
#include "quality/RangeMeasure.h"
#include "quality/measures/Factory.h"

#include <catch2/catch.hpp>

using namespace esek::quality;

TEST_CASE("what is said of a head names the side and no negative number") {
    const auto said = [](const Measure& measure, double degrees) {
        return dynamic_cast<const RangeMeasure&>(measure).judge(degrees, {-10, 10, -5, 5}).details;
    };
    const auto yaw = makeHeadPoseYaw();
    CHECK(said(*yaw, -18) == "The head is turned to the left of the picture by 18° (limit: ± 10°).");
    CHECK(said(*yaw, 18) == "The head is turned to the right of the picture by 18° (limit: ± 10°).");
    // So many digits as it takes to differ from the limit that it crossed.
    CHECK(said(*yaw, -10.2).find("by " + written(10.2, Unit::degrees, 1)) != std::string::npos);
    CHECK(said(*yaw, -3) == "The head faces the camera (turned by 3°, limit: ± 5°).");
    const auto roll = makeHeadPoseRoll();
    CHECK(said(*roll, -18).find("tilted to the left by 18°") != std::string::npos);
    CHECK(said(*roll, 18).find("tilted to the right by 18°") != std::string::npos);
}
