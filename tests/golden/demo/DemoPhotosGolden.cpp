#include "base/Json.h"
#include "base/platform/Files.h"
#include "demo/DemoSchool.h"
#include "quality/Check.h"
#include "support/TempDir.h"

#include <catch2/catch.hpp>

#include <map>

using namespace esek;

namespace {

/// The measure that has to notice each way of spoiling a photo.
const std::map<std::string, std::string> kNoticedBy{
    {"dark", "underExposurePrevention"},
    {"overexposed", "overExposurePrevention"},
    {"blurred", "sharpness"},
    {"tiny", "imageSize"},
    {"greyscale", "naturalColour"},
    {"sideways", "orientation"},
    {"twoPersons", "singleFacePresent"},
    {"noFace", "singleFacePresent"},
    {"busyBackground", "backgroundUniformity"},
    {"cutOff", "marginAboveOfTheFaceImage"},
    {"lowContrast", "dynamicRange"},
    {"pngNamedJpg", "fileKind"},
};

bool noticed(const quality::QualityReport& report, const std::string& measure) {
    const quality::MeasureResult* result = report.find(measure);
    return result &&
           (result->severity == quality::Severity::error || result->severity == quality::Severity::advice);
}

std::string errorsOf(const quality::QualityReport& report) {
    std::string out;
    for (const auto& m : report.measures)
        if (m.severity == quality::Severity::error)
            out += m.id + " ";
    return out;
}

} // namespace

TEST_CASE("painted faces pass the checks, and each spoiled photo is noticed for what it is") {
    test::TempDir school;
    REQUIRE(demo::writeDemoSchool(school.path(), {}));
    const auto profile = quality::PhotoProfile::load("gov-pl").value();
    const auto pupils = readJsonFile(school / "demo.json").value();
    quality::PhotoChecker checker;
    int good = 0;
    for (const auto& pupil : pupils["pupils"]) {
        if (!pupil.contains("photo"))
            continue;
        const std::string spoiled = pupil["spoiled"];
        const auto bytes =
            platform::readFile(school / platform::pathFromUtf8(pupil["photo"].get<std::string>()));
        const auto report = checker.check(bytes.value(), "photo.jpg", profile);
        CAPTURE(pupil["student"].get<std::string>(), spoiled);
        if (spoiled == "truncated" || spoiled == "onePixel") {
            CHECK_FALSE(report.ok());
        } else if (spoiled == "none" || spoiled == "exifSideways") {
            ++good;
            REQUIRE(report);
            CHECK(errorsOf(*report) == "");
            CHECK(report->faces == 1);
        } else {
            REQUIRE(report);
            CHECK(noticed(*report, kNoticedBy.at(spoiled)));
        }
    }
    CHECK(good == 37);
}
