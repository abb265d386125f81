#include "ui/model/CropModel.h"

#include <catch2/catch.hpp>
#include <random>

using namespace esek;
using ui::model::CropModel;
using Grip = CropModel::Grip;

namespace {
double aspect(const CropModel& m) {
    const auto f = m.frame();
    return f.w / f.h;
}
bool inside(const CropModel& m) {
    const auto f = m.frame();
    const auto t = m.turned();
    return f.x >= -1e-6 && f.y >= -1e-6 && f.x + f.w <= t.w + 1e-6 && f.y + f.h <= t.h + 1e-6;
}
} // namespace

TEST_CASE("The frame starts centred and as large as fits") {
    const CropModel wide(1000, 600, std::nullopt);
    CHECK(wide.frame().h == Approx(600));
    CHECK(aspect(wide) == Approx(19.0 / 26));
    CHECK(wide.frame().x == Approx((1000 - 600 * 19.0 / 26) / 2));
    const CropModel tall(600, 1400, std::nullopt);
    CHECK(tall.frame().w == Approx(600));
    CHECK(aspect(tall) == Approx(19.0 / 26));
}

TEST_CASE("What is stored comes back, what is suggested is the way back") {
    domain::CropParams stored = ui::model::centredFrame(800, 1000, 19.0 / 26);
    stored.x += 0.01;
    domain::CropParams suggested = stored;
    suggested.x -= 0.005;
    CropModel m(800, 1000, stored, suggested);
    CHECK(m.params() == stored);
    CHECK_FALSE(m.changed());
    m.reset();
    CHECK(m.params() == suggested);
    CHECK(m.changed());
    CropModel fresh(800, 1000, std::nullopt, suggested);
    CHECK(fresh.params() == suggested);
}

TEST_CASE("A stored frame of another shape is shown as it will be saved") {
    const CropModel m(800, 1000, domain::CropParams{0, 0, 1, 1, 0, 0});
    CHECK(aspect(m) == Approx(19.0 / 26));
    CHECK(inside(m));
}

TEST_CASE("Moving stops at the edge of the picture") {
    CropModel m(1000, 1000, std::nullopt);
    m.grow(0.5);
    m.nudge(-5000, -5000);
    CHECK(m.frame().x == Approx(0).margin(1e-9));
    CHECK(m.frame().y == Approx(0).margin(1e-9));
    m.nudge(5000, 5000);
    CHECK(inside(m));
    CHECK(m.frame().x + m.frame().w == Approx(1000));
}

TEST_CASE("A corner keeps the shape and the corner across") {
    CropModel m(1000, 1000, std::nullopt);
    m.grow(0.5);
    const auto before = m.frame();
    m.beginDrag(Grip::topLeft, {before.x, before.y});
    m.drag({before.x - 60, before.y - 30});
    m.endDrag();
    const auto after = m.frame();
    CHECK(after.h > before.h);
    CHECK(after.w / after.h == Approx(19.0 / 26));
    CHECK(after.x + after.w == Approx(before.x + before.w));
    CHECK(after.y + after.h == Approx(before.y + before.h));
    CHECK_FALSE(m.dragging());
}

TEST_CASE("Grips: corners, inside, outside, tilted too") {
    CropModel m(1000, 1000, std::nullopt);
    m.grow(0.5);
    m.setFine(10);
    const auto corners = m.corners();
    CHECK(m.gripAt(corners[0], 10) == Grip::topLeft);
    CHECK(m.gripAt(corners[2], 10) == Grip::bottomRight);
    CHECK(m.gripAt({500, 500}, 10) == Grip::move);
    CHECK(m.gripAt({5, 5}, 10) == Grip::none);
}

TEST_CASE("Four quarter turns come back to the same frame") {
    CropModel m(900, 700, std::nullopt);
    m.grow(0.4);
    m.nudge(60, -35);
    const auto before = m.params();
    m.turn(1);
    CHECK(m.params().quarterTurns == 1);
    CHECK(m.turned().w == 700);
    CHECK(inside(m));
    m.turn(3);
    CHECK(m.params().quarterTurns == 0);
    CHECK(m.params().x == Approx(before.x));
    CHECK(m.params().y == Approx(before.y));
    m.turn(-1);
    CHECK(m.params().quarterTurns == 3);
}

TEST_CASE("Straightening stays within fifteen degrees and tells when it leaves the picture") {
    CropModel m(600, 821, std::nullopt);
    m.setFine(40);
    CHECK(m.params().fineDegrees == 15);
    CHECK(m.leavesPicture());
    m.setFine(-99);
    CHECK(m.params().fineDegrees == -15);
    m.setFine(0);
    CHECK_FALSE(m.leavesPicture());
}

TEST_CASE("Whatever is done, the frame keeps its shape and stays inside") {
    std::mt19937 random(7);
    std::uniform_real_distribution<double> any(-400, 1400);
    CropModel m(1200, 777, std::nullopt);
    for (int i = 0; i < 20000; ++i) {
        switch (random() % 5) {
        case 0:
            m.nudge(any(random), any(random));
            break;
        case 1:
            m.grow(0.5 + static_cast<double>(random() % 100) / 60.0);
            break;
        case 2:
            m.turn(static_cast<int>(random() % 4));
            break;
        case 3:
            m.setFine(any(random) / 50);
            break;
        default:
            m.beginDrag(static_cast<Grip>(1 + random() % 5), {any(random), any(random)});
            m.drag({any(random), any(random)});
            m.endDrag();
        }
        REQUIRE(inside(m));
        REQUIRE(aspect(m) == Approx(19.0 / 26).epsilon(1e-6));
    }
}

TEST_CASE("Resolution of the frame in print") {
    const CropModel m(600, 821, std::nullopt);
    CHECK(m.dpi(26.0) == Approx(821 / (26.0 / 25.4)).epsilon(0.01));
}
