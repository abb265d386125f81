// Faults on painted people, for which nothing outside of the clone is needed. How often each kind is named on
// photographs says QualityGoldenTest.cpp.
#include "demo/Portrait.h"
#include "golden/quality/Covers.h"
#include "golden/quality/Looks.h"
#include "quality/Check.h"

#include <catch2/catch.hpp>

using namespace esek;
using namespace esek::golden;

namespace {

constexpr int kPeople = 10;

/// Bare heads before a plain wall, of every tone of skin, every third one a child.
demo::PortraitParams person(int number) {
    SeededRng chance(static_cast<std::uint64_t>(number) + 1);
    demo::PortraitParams p = demo::randomPortrait(chance);
    static const std::array<demo::Colour, 4> kSkins{
        {{0.95f, 0.80f, 0.71f}, {0.82f, 0.63f, 0.50f}, {0.60f, 0.42f, 0.31f}, {0.42f, 0.28f, 0.20f}}};
    p.skin = kSkins[static_cast<std::size_t>(number) % kSkins.size()];
    p.childlike = number % 3 == 0 ? 0.7f : 0.0f;
    p.glasses = demo::Glasses::none;
    p.hair = number % 2 == 0 ? demo::HairStyle::cropped : demo::HairStyle::parted;
    p.backdrop = demo::Backdrop::plain;
    p.wall = {0.86f, 0.87f, 0.89f};
    p.roll = 0;
    return p;
}

cv::Mat painted(const demo::PortraitParams& p) {
    const imaging::Image image = demo::paintPortrait(p, 600, 800);
    return quality::view(image).clone();
}

class Checks {
  public:
    quality::QualityReport report(const cv::Mat& rgb) {
        return m_checker.check(jpegOf(rgb), "photo.jpg", m_profile).value();
    }
    Canvas canvas(const cv::Mat& rgb) { return canvasOf(jpegOf(rgb), "photo.jpg", m_analyzer).value(); }

    static bool speaks(const quality::QualityReport& report, const char* id) {
        const auto severity = report.find(id)->severity;
        return severity == quality::Severity::error || severity == quality::Severity::advice;
    }

  private:
    quality::Analyzer m_analyzer;
    quality::PhotoChecker m_checker;
    quality::PhotoProfile m_profile = quality::PhotoProfile::load("gov-pl").value();
};

/// Of how many people the measure speaks after this was done to their picture.
int named(const char* id, const std::function<cv::Mat(Checks&, int)>& picture) {
    Checks checks;
    int count = 0;
    for (int i = 0; i < kPeople; ++i)
        count += Checks::speaks(checks.report(picture(checks, i)), id);
    return count;
}

std::function<cv::Mat(Checks&, int)> with(cv::Mat (*fault)(const Canvas&, Dice&)) {
    return [fault](Checks& checks, int number) {
        Dice dice(static_cast<std::uint64_t>(number) * 7919 + 5);
        return fault(checks.canvas(painted(person(number))), dice);
    };
}

constexpr int kNearlyAll = kPeople - 1;

} // namespace

TEST_CASE("painted people as they are give no alarm, whatever the tone of their skin, children too") {
    Checks checks;
    for (int i = 0; i < kPeople; ++i) {
        const auto report = checks.report(painted(person(i)));
        for (const char* id : {"eyesOpen", "faceOcclusionPrevention", "hardShadow", "lensTint", "noRedEyes",
                               "mouthOcclusionPrevention", "illuminationUniformity"}) {
            INFO(i << " " << id << " " << report.find(id)->raw.value_or(-1));
            CHECK_FALSE(Checks::speaks(report, id));
        }
    }
}

TEST_CASE("closed eyes of painted people are named") {
    CHECK(named("eyesOpen", [](Checks&, int number) {
              demo::PortraitParams p = person(number);
              p.eyeOpen = 0.006f;
              return painted(p);
          }) >= kNearlyAll);
}

TEST_CASE("the hard shadow of a flash beside painted people is named") {
    CHECK(named("hardShadow", with(withFlashShadow)) >= kNearlyAll);
}

TEST_CASE("hands and hair before painted faces are named") {
    CHECK(named("faceOcclusionPrevention", with(withHand)) >= kNearlyAll);
    CHECK(named("faceOcclusionPrevention", with(withHairOverEyes)) >= kNearlyAll);
}
