#include "quality/Check.h"

#include "base/Error.h"
#include "domain/Photo.h"
#include "imaging/Decode.h"
#include "imaging/Encode.h"
#include "quality/PhotoExceptions.h"
#include "support/TempDir.h"

#include <catch2/catch.hpp>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <set>

using namespace esek;
using namespace esek::quality;

namespace {

/// A wall with a door: no face anywhere.
std::vector<std::uint8_t> wall(int width = 600, int height = 800) {
    imaging::Image image{width, height, {}};
    for (int y = 0; y < height; ++y)
        for (int x = 0; x < width; ++x) {
            const bool door = x > width / 3 && x < width / 2 && y > height / 3;
            for (const int v : {door ? 90 : 200, door ? 60 : 205, door ? 40 : 198})
                image.rgb.push_back(static_cast<std::uint8_t>(v));
        }
    return imaging::encodeJpeg(image, 90, 300).value();
}

PhotoProfile govPl() {
    return PhotoProfile::load("gov-pl").value();
}

} // namespace

TEST_CASE("the shipped profiles load and their limits are of known measures") {
    const auto names = PhotoProfile::available();
    for (const char* name : {"gov-pl", "sio", "vulcan", "own"})
        CHECK(std::find(names.begin(), names.end(), name) != names.end());
    const auto report = check(wall(), "photo.jpg", govPl()).value();
    std::set<std::string> ids;
    for (const auto& m : report.measures)
        CHECK(ids.insert(m.id).second);
    for (const auto& name : names) {
        const auto p = PhotoProfile::load(name).value();
        CHECK(p.name == name);
        CHECK_FALSE(p.title.empty());
        CHECK_FALSE(p.source.empty());
        CHECK(p.minWidth >= 225);
        for (const auto& [id, limits] : p.limits)
            CHECK(ids.count(id) == 1);
    }
}

TEST_CASE("a profile takes over what it does not name") {
    const auto vulcan = PhotoProfile::load("vulcan").value();
    CHECK(vulcan.maxBytes == 1000000);
    CHECK(vulcan.minHeight == 496);
    CHECK(vulcan.limitsOf("sharpness").errorMax == govPl().limitsOf("sharpness").errorMax);
    CHECK(PhotoProfile::load("own").value().limitsOf("backgroundUniformity").asAdvice);
    CHECK(PhotoProfile::load("no such").error().code == ErrorCode::unknownProfile);
    CHECK(PhotoProfile::load("../gov-pl").error().code == ErrorCode::unknownProfile);
}

TEST_CASE("a profile that is not JSON or has wrong types is an error") {
    const test::TempDir dir;
    const auto write = [&](const char* text) {
        std::ofstream(dir.path() / "x.json") << text;
        return PhotoProfile::fromFile(dir.path() / "x.json");
    };
    CHECK(write("{").error().code == ErrorCode::jsonInvalid);
    CHECK(write(R"({"name": "x", "minWidth": "wide"})").error().code == ErrorCode::jsonInvalid);
    CHECK(write(R"({"name": "x", "limits": {"sharpness": {"errorMax": 0.5}}})")
              .value()
              .limitsOf("sharpness")
              .errorMax == 0.5);
}

TEST_CASE("a wall has no face, and every measure says something") {
    const auto report = check(wall(), "photo.jpg", govPl()).value();
    CHECK(report.faces == 0);
    CHECK_FALSE(report.face.has_value());
    CHECK(report.hasErrors());
    const auto reasons = report.rejectionReasons();
    CHECK(std::find(reasons.begin(), reasons.end(), "no_face") != reasons.end());
    CHECK(report.suggestedCrop.w > 0.5);
    for (const auto& m : report.measures) {
        INFO(m.id);
        CHECK_FALSE(m.sentence.empty());
        CHECK(m.sentence.find('{') == std::string::npos);
        CHECK((m.severity == Severity::notMeasured) == !m.scalar.has_value());
        if (m.severity != Severity::notMeasured) {
            CHECK_FALSE(m.limit.empty());
            if (!m.details.empty())
                CHECK(m.details.find(m.limit) != std::string::npos);
            // What people read first has no figures in it.
            CHECK(m.sentence.find_first_of("0123456789%") == std::string::npos);
        }
        if (!m.rejectionReason.empty())
            CHECK(domain::reasonFromString(m.rejectionReason).has_value());
    }
}

TEST_CASE("without a face the whole photo is called blurred only when it is") {
    CHECK(check(wall(), "photo.jpg", govPl()).value().find("sharpness")->severity == Severity::notMeasured);
    imaging::Image soft{600, 800, {}};
    for (int y = 0; y < soft.height; ++y)
        for (int x = 0; x < soft.width; ++x) {
            // The same door with edges as soft as a lens far out of focus makes them.
            const double across =
                std::clamp((x - 150) / 120.0, 0.0, 1.0) - std::clamp((x - 330) / 120.0, 0.0, 1.0);
            const double down = std::clamp((y - 200) / 120.0, 0.0, 1.0);
            const auto v = static_cast<std::uint8_t>(std::lround(200 - 120 * across * down));
            soft.rgb.insert(soft.rgb.end(), {v, v, v});
        }
    const auto report = check(imaging::encodeJpeg(soft, 92, 300).value(), "photo.jpg", govPl()).value();
    const auto* m = report.find("sharpness");
    CHECK(m->severity == Severity::error);
    CHECK(m->rejectionReason == "blurred");
    CHECK(m->raw.value() > 0.66);
    // A blank page has no edges to be sharp.
    std::fill(soft.rgb.begin(), soft.rgb.end(), std::uint8_t{200});
    CHECK(check(imaging::encodeJpeg(soft, 92, 300).value(), "photo.jpg", govPl())
              .value()
              .find("sharpness")
              ->severity == Severity::notMeasured);
}

TEST_CASE("size and file are measured against the profile") {
    const auto small = check(wall(200, 300), "photo.jpg", govPl()).value();
    CHECK(small.find("imageSize")->severity == Severity::error);
    CHECK(small.find("imageSize")->rejectionReason == "too_small");
    CHECK(check(wall(300, 400), "photo.jpg", govPl()).value().find("imageSize")->severity ==
          Severity::advice);
    const auto large = check(wall(600, 800), "photo.jpg", govPl()).value();
    CHECK(large.find("imageSize")->severity == Severity::ok);
    CHECK(large.find("fileKind")->severity == Severity::ok);
    CHECK(large.find("dpiTag")->raw == 300.0);
    PhotoProfile tight = govPl();
    tight.maxBytes = 1000;
    tight.limits["fileSize"].asAdvice = false;
    CHECK(check(wall(), "photo.jpg", tight).value().find("fileSize")->severity == Severity::error);
    tight.limits["fileSize"].asAdvice = true;
    CHECK(check(wall(), "photo.jpg", tight).value().find("fileSize")->severity == Severity::advice);
    tight.limits["fileSize"].off = true;
    CHECK(check(wall(), "photo.jpg", tight).value().find("fileSize")->severity == Severity::notMeasured);
}

TEST_CASE("an exception needs a reason and turns an error into advice") {
    CheckOptions options;
    options.exceptions = {{"singleFacePresent", ""}};
    CHECK(check(wall(), "photo.jpg", govPl(), options).value().find("singleFacePresent")->severity ==
          Severity::error);
    options.exceptions = {{"singleFacePresent", "veil, decision 7/2026"}};
    const auto report = check(wall(), "photo.jpg", govPl(), options).value();
    const auto* m = report.find("singleFacePresent");
    CHECK(m->severity == Severity::advice);
    CHECK(m->exception == "veil, decision 7/2026");
    CHECK(m->sentence.find("veil, decision 7/2026") != std::string::npos);
    CHECK(report.rejectionReasons().empty() == !report.hasErrors());
}

TEST_CASE("an exception covers only the finding that it explains") {
    PhotoProfile strict = govPl();
    strict.recommendedWidth = strict.minWidth = 5000;
    strict.recommendedHeight = strict.minHeight = 5000;
    CheckOptions options;
    options.exceptions = {{"imageSize", "old file", "blurred"}};
    CHECK(check(wall(), "photo.jpg", strict, options).value().find("imageSize")->severity == Severity::error);
    options.exceptions = {{"imageSize", "old file", "too_small"}};
    CHECK(check(wall(), "photo.jpg", strict, options).value().find("imageSize")->severity ==
          Severity::advice);
}

TEST_CASE("exceptions of a pupil name measures and findings that exist") {
    std::vector<domain::PhotoExceptionFlag> flags;
    for (const auto kind : domain::allPhotoExceptionKinds()) {
        flags.push_back({kind, "reason"});
        CHECK_FALSE(exceptionsFor({{kind, "reason"}}).empty());
    }
    const auto report = check(wall(), "photo.jpg", govPl()).value();
    for (const auto& e : exceptionsFor(flags)) {
        INFO(e.measureId);
        CHECK(report.find(e.measureId) != nullptr);
        CHECK((e.finding.empty() || domain::reasonFromString(e.finding)));
        CHECK(e.reason == "reason");
    }
}

TEST_CASE("a photo that was decoded elsewhere gets the same report") {
    for (const auto& [width, height] : {std::pair(600, 800), std::pair(1200, 1600)}) {
        CAPTURE(width);
        const auto bytes = wall(width, height);
        const auto picture = imaging::decode(bytes, "photo.jpg", {width, height}).value();
        PhotoChecker checker;
        const auto here = checker.check(bytes, "photo.jpg", govPl()).value();
        const auto there = checker.check(picture, bytes, govPl()).value();
        CHECK(there.rejectionReasons() == here.rejectionReasons());
        CHECK(there.find("imageSize")->raw == here.find("imageSize")->raw);
        // A JPEG may be reduced to another size while it is decoded.
        CHECK(there.suggestedCrop.w == Approx(here.suggestedCrop.w).margin(0.01));
        CHECK(there.suggestedCrop.y == Approx(here.suggestedCrop.y).margin(0.01));
    }
}

TEST_CASE("an unreadable file gives the error of imaging") {
    const std::vector<std::uint8_t> junk{'n', 'o', 't', 'h', 'i', 'n', 'g'};
    CHECK_FALSE(check(junk, "photo.jpg", govPl()).ok());
    CHECK_FALSE(check({}, "photo.jpg", govPl()).ok());
    auto half = wall();
    half.resize(half.size() / 2);
    CHECK_FALSE(check(half, "photo.jpg", govPl()).ok());
}

TEST_CASE("the report as JSON and its reasons without repeats") {
    QualityReport r;
    r.measures.push_back({"a", 0.5, 40, Severity::error, "≤ 1", "A.", "", "blurred", ""});
    r.measures.push_back({"b", {}, {}, Severity::notMeasured, "", "B.", "", "", ""});
    r.measures.push_back({"c", 1.0, 10, Severity::error, "≤ 2", "C.", "", "blurred", ""});
    r.measures.push_back({"d", 1.0, 10, Severity::advice, "≤ 2", "D.", "", "greyscale", ""});
    CHECK(r.rejectionReasons() == std::vector<std::string>{"blurred"});
    CHECK(r.hasErrors());
    CHECK(r.hasAdvice());
    const Json j = toJson(r);
    CHECK(j["measures"][0]["severity"] == "error");
    CHECK(j["measures"][1]["raw"].is_null());
    CHECK(j["measures"][1]["severity"] == "not_measured");
    CHECK(j["reasons"].size() == 1);
    CHECK_FALSE(j.contains("face"));
}
