// Faults of the whole picture and things before the face, each on a picture painted for it.
#include "imaging/Encode.h"
#include "quality/Bands.h"
#include "quality/CropSuggestion.h"
#include "quality/FaceColour.h"
#include "quality/Grain.h"
#include "quality/HeadShadow.h"
#include "quality/Pixels.h"
#include "quality/Turns.h"

#include <catch2/catch.hpp>
#include <opencv2/imgproc.hpp>

#include <initializer_list>

using namespace esek;
using namespace esek::quality;
using Catch::Detail::Approx;

namespace {

cv::Mat noise(cv::Size size, double sigma, int mean = 128) {
    cv::Mat m(size, CV_8U);
    cv::RNG rng(11);
    rng.fill(m, cv::RNG::NORMAL, mean, sigma);
    return m;
}

/// Something of many colours, as a photo is.
cv::Mat scene(int width, int height) {
    cv::Mat m(height, width, CV_8UC3);
    cv::RNG rng(3);
    rng.fill(m, cv::RNG::UNIFORM, 0, 256);
    cv::GaussianBlur(m, m, {}, 3);
    m.convertTo(m, -1, 4, -384);
    return m;
}

const cv::Scalar kSkin(205, 160, 135);

/// A face of one colour; the points that the measures look at lie where they do in a face.
Portrait skinFace() {
    Portrait p;
    p.rgb = cv::Mat(Portrait::kHeight, Portrait::kWidth, CV_8UC3, kSkin);
    p.inside = cv::Mat(p.rgb.size(), CV_8U, cv::Scalar(255));
    p.person = p.inside.clone();
    p.mesh.points.assign(468, {200, 250, 0});
    p.mesh.presence = 28;
    const auto put = [&](std::initializer_list<int> points, double x, double y) {
        for (int i : points)
            p.mesh.points[static_cast<std::size_t>(i)] = {x, y, 0};
    };
    // The oval, for the mask of the face.
    constexpr std::array kOval{10,  338, 297, 332, 284, 251, 389, 356, 454, 323, 361, 288,
                               397, 365, 379, 378, 400, 377, 152, 148, 176, 149, 150, 136,
                               172, 58,  132, 93,  234, 127, 162, 21,  54,  103, 67,  109};
    for (std::size_t i = 0; i < kOval.size(); ++i) {
        const double t = 2 * CV_PI * static_cast<double>(i) / kOval.size();
        put({kOval[i]}, 200 + 62 * std::sin(t), 260 - 80 * std::cos(t));
    }
    put({9, 151}, 200, 205);
    put({107}, 185, 208);
    put({336}, 215, 208);
    put({118, 119, 229, 230, 231}, 170, 250);
    put({347, 348, 449, 450, 451}, 230, 250);
    put({50, 205}, 165, 270);
    put({280, 425}, 235, 270);
    put({187}, 160, 290);
    put({214}, 172, 310);
    put({411}, 240, 290);
    put({434}, 228, 310);
    put({199, 175, 200}, 200, 325);
    put({4, 1, 5}, 200, 262);
    put({33}, 155, 235);
    put({133}, 185, 235);
    put({159}, 170, 229);
    put({145}, 170, 241);
    put({263}, 245, 235);
    put({362}, 215, 235);
    put({386}, 230, 229);
    put({374}, 230, 241);
    return p;
}

Portrait finished(Portrait p) {
    cv::cvtColor(p.rgb, p.luma, cv::COLOR_RGB2GRAY);
    cv::cvtColor(p.rgb, p.lab, cv::COLOR_RGB2Lab);
    return p;
}

Portrait painted(const cv::Rect& where, const cv::Scalar& colour) {
    Portrait p = skinFace();
    cv::rectangle(p.rgb, where, colour, cv::FILLED);
    return finished(std::move(p));
}

} // namespace

TEST_CASE("borders and the bands of a screenshot are not the photo") {
    const auto framed = [](const cv::Rect& content, cv::Size size, const cv::Scalar& colour) {
        cv::Mat m(size, CV_8UC3, colour);
        scene(content.width, content.height).copyTo(m(content));
        return m;
    };
    const auto near = [](const cv::Rect& a, const cv::Rect& b) {
        return std::abs(a.x - b.x) <= 2 && std::abs(a.y - b.y) <= 2 && std::abs(a.br().x - b.br().x) <= 2 &&
               std::abs(a.br().y - b.br().y) <= 2;
    };
    const cv::Rect inner(20, 24, 300, 380);
    CHECK(near(contentOf(framed(inner, {340, 430}, cv::Scalar(255, 255, 255))), inner));
    const cv::Rect middle(0, 180, 400, 400);
    cv::Mat screen = framed(middle, {400, 800}, cv::Scalar(12, 12, 14));
    CHECK(near(contentOf(screen), middle));
    cv::rectangle(screen, {20, 60, 90, 14}, cv::Scalar(230, 230, 230), cv::FILLED);
    CHECK(near(contentOf(screen), middle));
    const cv::Rect tall(150, 0, 300, 400);
    CHECK(near(contentOf(framed(tall, {600, 400}, cv::Scalar(0, 0, 0))), tall));
}

TEST_CASE("a plain wall behind a head is no band") {
    cv::Mat m(500, 400, CV_8UC3, cv::Scalar(240, 240, 238));
    cv::ellipse(m, {200, 260}, {110, 150}, 0, 0, 360, kSkin, cv::FILLED);
    cv::rectangle(m, {40, 400, 320, 100}, cv::Scalar(40, 60, 120), cv::FILLED);
    const cv::Rect whole(0, 0, 400, 500);
    CHECK(contentOf(m) == whole);
    CHECK(contentOf(cv::Mat(500, 400, CV_8UC3, cv::Scalar(200, 200, 200))) == whole);
    CHECK(contentOf(scene(400, 500)) == whole);
}

TEST_CASE("the suggested crop stays within the photo of a screenshot") {
    FaceBox face;
    face.x = 0.4, face.y = 0.35, face.w = 0.2, face.h = 0.2;
    face.leftEye = {0.45, 0.42}, face.rightEye = {0.55, 0.42};
    face.leftEar = {0.4, 0.43}, face.rightEar = {0.6, 0.43};
    const HeadBox head{0.4, 0.3, 0.2, 0.25};
    const Part part{0.1, 0.28, 0.8, 0.4};
    for (int quarters = 0; quarters < 4; ++quarters) {
        const HeadBox turned = turnedClockwise(HeadBox{part.x, part.y, part.w, part.h}, quarters);
        const Part there{turned.x, turned.y, turned.w, turned.h};
        const double aspect = quarters % 2 == 0 ? 0.6 : 1 / 0.6;
        const auto crop = suggestCropWithin(there, aspect, turnedClockwise(face, quarters),
                                            turnedClockwise(head, quarters), 19.0 / 26);
        CHECK(crop.quarterTurns == (4 - quarters) % 4);
        CHECK(crop.x >= part.x - 1e-9);
        CHECK(crop.y >= part.y - 1e-9);
        CHECK(crop.x + crop.w <= part.x + part.w + 1e-9);
        CHECK(crop.y + crop.h <= part.y + part.h + 1e-9);
        CHECK(crop.w * 0.6 / crop.h == Approx(19.0 / 26));
    }
    const auto centred = suggestCropWithin(part, 0.6, std::nullopt, std::nullopt, 19.0 / 26);
    CHECK(centred.h == Approx(part.h));
}

TEST_CASE("noise is measured where nothing else is to be seen") {
    CHECK(noiseOfFlatBlocks(noise({400, 300}, 8)).value() == Approx(8).margin(1.5));
    CHECK(noiseOfFlatBlocks(noise({400, 300}, 1)).value() < 1.6);
    cv::Mat halfBusy = noise({400, 300}, 40);
    halfBusy.colRange(0, 200).setTo(140);
    CHECK(noiseOfFlatBlocks(halfBusy).value() < 1);
    CHECK_FALSE(noiseOfFlatBlocks(cv::Mat(300, 400, CV_8U, cv::Scalar(255))).has_value());
}

TEST_CASE("the blocks of a strong compression show at any scale") {
    cv::Mat smooth;
    cv::cvtColor(scene(480, 640), smooth, cv::COLOR_RGB2GRAY);
    cv::GaussianBlur(smooth, smooth, {}, 6);
    cv::Mat blocks;
    cv::resize(smooth, blocks, {60, 80}, 0, 0, cv::INTER_AREA);
    cv::resize(blocks, blocks, {480, 640}, 0, 0, cv::INTER_NEAREST);
    CHECK(blockGrid(blocks, 8).value() > 0.5);
    CHECK(blockGrid(smooth, 8).value() < 0.1);
    cv::Mat cut = blocks(cv::Rect(3, 5, 400, 500)).clone();
    CHECK(blockGrid(cut, 8).value() > 0.5);
    cv::Mat reduced;
    cv::resize(blocks, reduced, {}, 0.75, 0.75, cv::INTER_AREA);
    CHECK(blockGrid(reduced, 6).value() > 0.4);
    CHECK_FALSE(blockGrid(blocks, 2).has_value());
}

TEST_CASE("a toned picture has one colour for each brightness, a photo several") {
    const cv::Mat photo = scene(300, 300), all(300, 300, CV_8U, cv::Scalar(255));
    cv::Mat grey, toned;
    cv::cvtColor(photo, grey, cv::COLOR_RGB2GRAY);
    cv::merge(std::vector<cv::Mat>{grey * 1.0, grey * 0.9, grey * 0.7}, toned);
    CHECK(coloursOfOneBrightness(toned, all) < 2);
    CHECK(coloursOfOneBrightness(photo, all) > 10);
}

TEST_CASE("a mask before the mouth has not the colour of the skin") {
    CHECK(mouthCover(finished(skinFace())).value() < 2);
    const cv::Rect lower(130, 278, 140, 80);
    CHECK(mouthCover(painted(lower, cv::Scalar(150, 190, 215))).value() > 20);
    CHECK(mouthCover(painted(lower, cv::Scalar(30, 30, 32))).value() > 14);
    // A beard on the chin alone, a shadow.
    CHECK(mouthCover(painted({170, 312, 60, 40}, cv::Scalar(40, 32, 28))).value() < 5);
    CHECK(faceCover(painted(lower, cv::Scalar(60, 160, 230)), 0.95) > 1);
    CHECK(faceCover(finished(skinFace()), 0.95) < 0.5);
    Portrait doubtful = finished(skinFace());
    doubtful.mesh.presence = 12;
    CHECK(faceCover(doubtful, 0.95) > 1);
    // The detector's doubt counts, and so does a mouth that is not seen.
    Portrait face = skinFace();
    for (int i : {78, 308})
        face.mesh.points[static_cast<std::size_t>(i)] = {i == 78 ? 180.0 : 220.0, 300, 0};
    face.mesh.presence = 20;
    const double hidden = faceCover(finished(face), 0.95);
    cv::line(face.rgb, {176, 300}, {224, 300}, cv::Scalar(90, 40, 40), 3);
    const double seen = faceCover(finished(face), 0.95);
    CHECK(hidden > seen + 0.2);
    CHECK(faceCover(finished(face), 0.8) > seen + 0.5);
}

TEST_CASE("lenses of any colour differ from the cheeks") {
    const double bare = lensTint(finished(skinFace())).value();
    CHECK(bare < 5);
    const cv::Rect glasses(140, 215, 120, 45);
    for (const cv::Scalar& lens :
         {cv::Scalar(20, 20, 22), cv::Scalar(35, 60, 40), cv::Scalar(70, 120, 200), cv::Scalar(220, 130, 50)})
        CHECK(lensTint(painted(glasses, lens)).value() > 20.5);
    CHECK_FALSE(lensTint([] {
                    Portrait p = finished(skinFace());
                    p.inside.colRange(0, 200).setTo(0);
                    return p;
                }())
                    .has_value());
}

TEST_CASE("red pupils are redder than the cheeks") {
    CHECK(pupilRedness(finished(skinFace())).value() < 5);
    Portrait p = skinFace();
    for (const cv::Point eye : {cv::Point(170, 235), cv::Point(230, 235)})
        cv::circle(p.rgb, eye, 5, cv::Scalar(210, 40, 45), cv::FILLED);
    CHECK(pupilRedness(finished(std::move(p))).value() > 20);
    Portrait brown = skinFace();
    for (const cv::Point eye : {cv::Point(170, 235), cv::Point(230, 235)})
        cv::circle(brown.rgb, eye, 6, cv::Scalar(70, 45, 30), cv::FILLED);
    CHECK(pupilRedness(finished(std::move(brown))).value() < 10);
}

TEST_CASE("the hue of skin stays natural over its tones and not under a coloured lamp") {
    const auto distance = [](const cv::Scalar& skin) {
        Portrait p = skinFace();
        p.rgb.setTo(skin);
        return skinColourDistance(finished(std::move(p))).value();
    };
    CHECK(distance(kSkin) < 2);
    CHECK(distance(cv::Scalar(235, 200, 180)) < 2.5); // fair
    CHECK(distance(cv::Scalar(120, 84, 68)) < 2);     // dark
    CHECK(distance(cv::Scalar(205, 160, 60)) > 3);    // under a yellow lamp
    CHECK(distance(cv::Scalar(130, 160, 170)) > 3);   // under a blue one
    CHECK(distance(cv::Scalar(150, 190, 125)) > 3);   // under a green one
}

TEST_CASE("a hard shadow beside the head is one, a darker half of the wall is none") {
    Portrait p = skinFace();
    p.person = cv::Mat(p.rgb.size(), CV_8U, cv::Scalar(0));
    cv::ellipse(p.person, {200, 230}, {75, 115}, 0, 0, 360, cv::Scalar(255), cv::FILLED);
    p.head = {125, 115, 150, 225};
    p.rgb.setTo(cv::Scalar(215, 215, 212));
    cv::Mat shadow(p.rgb.size(), CV_8U, cv::Scalar(0));
    cv::ellipse(shadow, {222, 236}, {75, 115}, 0, 0, 360, cv::Scalar(255), cv::FILLED);
    const auto with = [&](const cv::Mat& where, const cv::Scalar& colour) {
        Portrait q = p;
        q.rgb = p.rgb.clone();
        q.rgb.setTo(colour, where);
        q.rgb.setTo(kSkin, q.person);
        return hardShadow(finished(std::move(q)));
    };
    CHECK(with(shadow, cv::Scalar(110, 110, 108)).value() > 0.3);
    CHECK(with(cv::Mat(p.rgb.size(), CV_8U, cv::Scalar(0)), cv::Scalar(0)).value() < 0.02);
    cv::Mat lower(p.rgb.size(), CV_8U, cv::Scalar(0));
    lower.rowRange(270, Portrait::kHeight).setTo(255); // a panel along the wall
    CHECK(with(lower, cv::Scalar(190, 190, 188)).value() < 0.05);
    cv::Mat half(p.rgb.size(), CV_8U, cv::Scalar(0));
    half.colRange(200, Portrait::kWidth).setTo(255); // a door behind one half
    CHECK(with(half, cv::Scalar(90, 60, 40)).value_or(0) < 0.05);
}

TEST_CASE("light from the side is uneven on any skin, a shining cheek is not") {
    const auto ratio = [](const cv::Scalar& skin, double shade, double shine) {
        Portrait p = skinFace();
        for (int i : {101, 330})
            p.mesh.points[static_cast<std::size_t>(i)] = {i == 101 ? 168.0 : 232.0, 262, 0};
        p.rgb.setTo(skin);
        p.rgb.colRange(200, Portrait::kWidth).setTo(skin * shade);
        cv::circle(p.rgb, {165, 262}, 8, skin + cv::Scalar::all(shine), cv::FILLED);
        return lightRatio(finished(std::move(p))).value();
    };
    const cv::Scalar dark(92, 64, 52);
    CHECK(ratio(kSkin, 1, 0) == Approx(1));
    CHECK(ratio(dark, 1, 0) == Approx(1));
    CHECK(ratio(kSkin, 0.5, 0) < 0.42);
    CHECK(ratio(dark, 0.2, 0) < 0.55);
    CHECK(ratio(dark, 1, 90) > 0.9);
    CHECK(ratio(dark, 0.85, 0) > 0.75);
}
