#include "quality/BlazeFace.h"
#include "quality/CropSuggestion.h"
#include "quality/FaceGeometry.h"
#include "quality/Turns.h"

#include "imaging/Image.h"

#include <catch2/catch.hpp>
#include <opencv2/imgproc.hpp>

using namespace esek::quality;
using Catch::Detail::Approx;

namespace {

/// A face and its head in a picture of the given aspect (width to height), tilted clockwise by `degrees`.
struct Sitter {
    FaceBox face;
    HeadBox head;
};

Sitter sitter(double aspect, Point middle, double headHeight, double degrees) {
    const double a = degrees * CV_PI / 180;
    const auto place = [&](double dx, double dy) { // in heads, from the middle of the head
        const double x = (dx * std::cos(a) - dy * std::sin(a)) * headHeight;
        const double y = (dx * std::sin(a) + dy * std::cos(a)) * headHeight;
        return Point{middle.x + x / aspect, middle.y + y};
    };
    Sitter s;
    s.face.leftEye = place(-0.14, 0.05);
    s.face.rightEye = place(0.14, 0.05);
    s.face.leftEar = place(-0.33, 0.1);
    s.face.rightEar = place(0.33, 0.1);
    s.face.rollDegrees = degrees;
    s.head = {middle.x - 0.35 * headHeight / aspect, middle.y - headHeight / 2, 0.7 * headHeight / aspect,
              headHeight};
    return s;
}

void requireInside(const esek::domain::CropParams& c) {
    CHECK(c.x >= 0);
    CHECK(c.y >= 0);
    CHECK(c.x + c.w <= 1 + 1e-9);
    CHECK(c.y + c.h <= 1 + 1e-9);
}

Portrait paintedPortrait() {
    Portrait p;
    p.rgb = cv::Mat(Portrait::kHeight, Portrait::kWidth, CV_8UC3, cv::Scalar::all(200));
    cv::cvtColor(p.rgb, p.luma, cv::COLOR_RGB2GRAY);
    p.inside = cv::Mat(p.luma.size(), CV_8U, cv::Scalar(255));
    p.person = cv::Mat::zeros(p.luma.size(), CV_8U);
    cv::ellipse(p.person, {200, 225}, {80, 115}, 0, 0, 360, cv::Scalar(255),
                cv::FILLED); // crown at 110, chin at 340
    p.mesh.points.assign(468, cv::Point3d(200, 260, 0));
    const auto put = [&](int i, double x, double y) {
        p.mesh.points[static_cast<std::size_t>(i)] = {x, y, 0};
    };
    put(10, 200, 180);
    put(152, 200, 340);
    put(234, 140, 250);
    put(454, 260, 250);
    return p;
}

} // namespace

TEST_CASE("the suggested crop gives the head three quarters of the height") {
    for (const double aspect : {19.0 / 26, 35.0 / 45}) {
        const double picture = 3.0 / 4;
        const auto s = sitter(picture, {0.5, 0.45}, 0.4, 0);
        const auto c = suggestCrop(picture, s.face, s.head, aspect);
        requireInside(c);
        CHECK(c.quarterTurns == 0);
        CHECK(c.fineDegrees == Approx(0).margin(1e-6));
        CHECK(s.head.h / c.h == Approx(0.75).margin(0.001));
        CHECK(c.w * picture / c.h == Approx(aspect).margin(0.001));
        CHECK(s.head.y > c.y);
        CHECK(s.head.y + s.head.h < c.y + c.h);
        CHECK(c.x + c.w / 2 == Approx(0.5).margin(0.005));
    }
}

TEST_CASE("the suggested crop makes tilted eyes level") {
    const auto s = sitter(1, {0.5, 0.5}, 0.4, 9);
    const auto c = suggestCrop(1, s.face, s.head, 19.0 / 26);
    CHECK(c.fineDegrees == Approx(-9).margin(0.2));
    requireInside(c);
    const auto strong = sitter(1, {0.5, 0.5}, 0.3, 24); // the editor turns by 15 degrees at most
    CHECK(suggestCrop(1, strong.face, strong.head, 0.73).fineDegrees == Approx(-15).margin(1e-6));
}

TEST_CASE("the suggested crop stays in the picture when the head is near an edge or fills it") {
    for (const Point middle : {Point{0.2, 0.25}, Point{0.85, 0.3}, Point{0.5, 0.78}}) {
        const auto s = sitter(1, middle, 0.4, 4);
        requireInside(suggestCrop(1, s.face, s.head, 19.0 / 26));
    }
    const auto full = sitter(0.8, {0.5, 0.5}, 0.95, 6);
    const auto c = suggestCrop(0.8, full.face, full.head, 19.0 / 26);
    requireInside(c);
    CHECK(c.h > 0.95); // all that there is
}

TEST_CASE("the suggested crop never cuts hair that the picture has") {
    for (const double narrow : {0.5, 0.6, 0.7})
        for (const double middle : {0.42, 0.5, 0.58})
            for (const double degrees : {-10.0, 0.0, 6.0}) {
                const auto s = sitter(narrow, {0.5, middle}, 0.81, degrees);
                const auto c = suggestCrop(narrow, s.face, s.head, 19.0 / 26);
                INFO(narrow << " " << middle << " " << degrees);
                requireInside(c);
                const double crown = c.y + c.h / 2 - std::cos(degrees * CV_PI / 180) * c.h / 2;
                CHECK(crown <= std::max(0.0, s.head.y) + 1e-9);
            }
}

TEST_CASE("the suggested crop turns a lying picture") {
    const auto upright = sitter(4.0 / 3, {0.5, 0.5}, 0.4, 0);
    for (int quarters = 1; quarters < 4; ++quarters) {
        const FaceBox lying = turnedBack(upright.face, quarters);
        CHECK(quartersToUpright(lying.rollDegrees) == quarters);
        const double aspect = quarters % 2 == 0 ? 4.0 / 3 : 3.0 / 4;
        const auto c = suggestCrop(aspect, lying, turnedBack(upright.head, quarters), 19.0 / 26);
        CHECK(c.quarterTurns == quarters);
        CHECK(upright.head.h / c.h == Approx(0.75).margin(0.001));
        CHECK(c.fineDegrees == Approx(0).margin(1e-6));
    }
}

TEST_CASE("without a face the largest centred crop is suggested") {
    const esek::imaging::Image wide{400, 200, {}};
    const auto c = suggestCrop(wide, std::nullopt, 0.75);
    CHECK(c.h == 1.0);
    CHECK(c.w == Approx(0.375));
    CHECK(c.x == Approx(0.3125));
    const esek::imaging::Image tall{200, 800, {}};
    CHECK(suggestCrop(tall, std::nullopt, 0.75).w == 1.0);
}

TEST_CASE("turning there and back gives the same point") {
    const Point p{0.2, 0.7};
    CHECK(turnedClockwise(p, 1) == Point{1 - 0.7, 0.2});
    for (int q = 0; q < 4; ++q) {
        const Point there = turnedClockwise(turnedClockwise(p, q), 4 - q);
        CHECK(there.x == Approx(p.x));
        CHECK(there.y == Approx(p.y));
    }
    CHECK(quartersToUpright(0) == 0);
    CHECK(quartersToUpright(88) == 3);
    CHECK(quartersToUpright(-91) == 1);
    CHECK(quartersToUpright(179) == 2);
    CHECK(quartersToUpright(-179) == 2);
}

TEST_CASE("overlapping finds of one face become one, two faces stay two") {
    RawFace a{{100, 100}, {50, 50}, {}, 0.9}, b{{104, 102}, {52, 50}, {}, 0.6},
        c{{300, 100}, {50, 50}, {}, 0.8};
    const auto merged = mergeOverlapping({b, c, a}, 0.3);
    REQUIRE(merged.size() == 2);
    CHECK(merged[0].score == 0.9);
    CHECK(merged[0].centre.x > 100);
    CHECK(merged[0].centre.x < 104);
    CHECK(merged[1].centre.x == Approx(300));
}

TEST_CASE("the head reaches from the crown of the mask to the chin") {
    Portrait p = paintedPortrait();
    findHead(p);
    CHECK(p.head.y == Approx(110).margin(5));
    CHECK(p.head.y + p.head.height == Approx(340).margin(1));
    CHECK_FALSE(p.crownCut);
    SECTION("without a mask it is estimated from the face") {
        p.person.setTo(0);
        findHead(p);
        CHECK(p.head.y == Approx(180 - 0.27 * 160).margin(1));
    }
    SECTION("a raised hand above the head is not its crown") {
        cv::rectangle(p.person, {190, 0}, {215, 110}, cv::Scalar(255), cv::FILLED);
        findHead(p);
        CHECK(p.head.y < 180);
        CHECK(p.head.y > 100);
    }
    SECTION("cut by the upper edge of the picture") {
        p.inside.rowRange(0, 150).setTo(0);
        findHead(p);
        CHECK(p.crownCut);
        CHECK(widthAtUpperEdge(p) > 0.8);
    }
}

TEST_CASE("air above the crown leaves nothing at the upper edge") {
    Portrait p = paintedPortrait();
    p.inside.rowRange(0, 60).setTo(0);
    CHECK(widthAtUpperEdge(p) == 0);
    CHECK(outlineOutside(p) == 0);
    p.inside.rowRange(300, Portrait::kHeight).setTo(0); // the chin is gone
    CHECK(outlineOutside(p) > 0);
}
