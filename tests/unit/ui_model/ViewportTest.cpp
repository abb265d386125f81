#include "ui/model/Viewport.h"
#include "ui/model/CompareModel.h"

#include "ui/model/CheckDifferences.h"

#include <catch2/catch.hpp>

#include <cmath>

using namespace esek;
using namespace ui::model;

TEST_CASE("A fitted picture stands whole in the middle") {
    const Viewport v;
    const Box b = v.place({600, 800}, {1000, 400});
    CHECK(b.h == Approx(400));
    CHECK(b.w == Approx(300));
    CHECK(b.x == Approx(350));
    CHECK(b.y == Approx(0));
}

TEST_CASE("The point under the pointer stays when zooming") {
    Viewport v;
    const Size picture{600, 800};
    const Size pane{900, 800};
    const Vec at{420, 300};
    const Box before = v.place(picture, pane);
    const Vec point{(at.x - before.x) / before.w, (at.y - before.y) / before.h};
    v.zoomAt(3, picture, pane, at);
    const Box after = v.place(picture, pane);
    CHECK(after.w == Approx(before.w * 3));
    CHECK((at.x - after.x) / after.w == Approx(point.x));
    CHECK((at.y - after.y) / after.h == Approx(point.y));
}

TEST_CASE("Panning never shows a gap beside a picture that is larger than its pane") {
    Viewport v;
    const Size picture{600, 800};
    const Size pane{300, 400};
    v.zoomAt(2, picture, pane, {150, 200});
    v.panBy({10000, 10000}, picture, pane);
    Box b = v.place(picture, pane);
    CHECK(b.x == Approx(0).margin(1e-9));
    CHECK(b.y == Approx(0).margin(1e-9));
    v.panBy({-20000, -20000}, picture, pane);
    b = v.place(picture, pane);
    CHECK(b.x + b.w == Approx(300));
    CHECK(b.y + b.h == Approx(400));
}

TEST_CASE("Zoom has its ends, and out again is fitted") {
    Viewport v;
    for (int i = 0; i < 100; ++i)
        v.zoomAt(Viewport::kStep, {100, 100}, {100, 100}, {10, 10});
    CHECK(v.zoom() == Viewport::kMaxZoom);
    for (int i = 0; i < 100; ++i)
        v.zoomAt(1 / Viewport::kStep, {100, 100}, {100, 100}, {90, 90});
    CHECK(v.fitted());
    CHECK(v.centre() == Vec{0.5, 0.5});
}

TEST_CASE("Pictures of different size show the same part in one viewport") {
    Viewport v;
    const Size small{300, 400};
    const Size large{1500, 2000};
    const Size pane{300, 400};
    v.zoomAt(4, large, pane, {120, 90});
    const Box a = v.place(small, pane);
    const Box b = v.place(large, pane);
    CHECK(a.x == Approx(b.x));
    CHECK(a.y == Approx(b.y));
    CHECK(a.w == Approx(b.w));
}

TEST_CASE("An empty pane or picture does no harm") {
    Viewport v;
    v.zoomAt(2, {0, 0}, {100, 100}, {50, 50});
    v.panBy({1, 1}, {0, 0}, {100, 100});
    const Box b = fitInto({0, 0}, {0, 0});
    CHECK(b.w == 0);
}

TEST_CASE("Compare: blinking, swiping, side by side") {
    using Layout = CompareModel::Layout;
    CompareModel m;
    CHECK(m.layout() == Layout::sideBySide);
    m.setBlinking(true);
    CHECK(m.layout() == Layout::fresh);
    m.blinkTick();
    CHECK(m.layout() == Layout::present);
    m.setBlinking(false);
    CHECK(m.layout() == Layout::sideBySide);
    m.setSwipe(1.7);
    CHECK(m.swipe() == 1.0);
    CHECK(m.layout() == Layout::swipe);
    m.viewport.zoomAt(2, {10, 10}, {10, 10}, {5, 5});
    m.restart();
    CHECK(m.layout() == Layout::sideBySide);
    CHECK(m.viewport.fitted());
}

TEST_CASE("Compare: what sets two photos apart") {
    domain::Photo a;
    a.width = 600;
    a.height = 800;
    a.source.fileName = "old.jpg";
    domain::Photo b = a;
    b.blob.digest[0] = 1;
    b.width = 1200;
    b.height = 1600;
    b.source.fileName.clear();
    const auto rows = differences(a, b);
    REQUIRE(rows.size() == 4);
    CHECK(rows.back().present != rows.back().fresh);
    b.blob = a.blob;
    CHECK(differences(a, b).size() == 5); // says that it is the same file
}

namespace {

/// Where a point of the picture lies in the pane.
Vec placed(const Placement& p, Vec fraction) {
    const double x = p.box.x + fraction.x * p.box.w - p.pivot.x;
    const double y = p.box.y + fraction.y * p.box.h - p.pivot.y;
    return {p.pivot.x + x * std::cos(p.radians) - y * std::sin(p.radians),
            p.pivot.y + x * std::sin(p.radians) + y * std::cos(p.radians)};
}

} // namespace

TEST_CASE("Compare: aligned photos have their eyes in one place, whatever their size and tilt") {
    CompareModel m;
    const Size present{400, 600}, fresh{3000, 4000}, pane{300, 400};
    const EyePair tilted{{0.30, 0.45}, {0.55, 0.40}}, level{{0.40, 0.50}, {0.60, 0.50}};
    m.setAligned(true);
    CHECK_FALSE(m.aligned()); // nothing to align by
    m.setEyes(tilted, level);
    REQUIRE(m.aligned());
    for (const double zoom : {1.0, 3.0}) {
        m.viewport.fit();
        m.viewport.zoomAt(zoom, fresh, pane, {200, 150});
        const Box reference = m.viewport.place(fresh, pane);
        const Placement p = m.placePresent(present, fresh, pane);
        for (const auto& [eye, target] :
             {std::pair(tilted.first, level.first), std::pair(tilted.second, level.second)}) {
            CHECK(placed(p, eye).x == Approx(reference.x + target.x * reference.w));
            CHECK(placed(p, eye).y == Approx(reference.y + target.y * reference.h));
        }
        CHECK(p.box.w / p.box.h == Approx(present.w / present.h));
    }
    m.setAligned(false);
    CHECK(m.placePresent(present, fresh, pane).box == m.viewport.place(present, pane));
    m.setAligned(true);
    m.setEyes(EyePair{{0.5, 0.5}, {0.5, 0.5}}, level); // one point: no scale
    CHECK(m.placePresent(present, fresh, pane).box == m.viewport.place(present, pane));
    m.restart();
    CHECK_FALSE(m.aligned()); // until the next photos are checked
}

TEST_CASE("Compare: what the checks judge otherwise, the gravest first") {
    using S = app::PhotoAdvice::Severity;
    app::PhotoAdvice a, b;
    a.findings = {{S::advice, "a small", "imageSize", ""},
                  {S::ok, "a sharp", "sharpness", ""},
                  {S::error, "a dark", "underExposurePrevention", ""},
                  {S::notMeasured, "a hat?", "noHeadCoverings", ""},
                  {S::ok, "a level", "headPoseRoll", ""}};
    b.findings = {{S::error, "b blurred", "sharpness", ""},
                  {S::ok, "b large", "imageSize", ""},
                  {S::error, "b dark", "underExposurePrevention", ""},
                  {S::notMeasured, "b hat?", "noHeadCoverings", ""},
                  {S::notMeasured, "b ?", "headPoseRoll", ""}};
    const auto rows = checkDifferences(a, b);
    REQUIRE(rows.size() == 2);
    CHECK(rows[0].present.sentence == "a sharp");
    CHECK(rows[0].fresh.sentence == "b blurred");
    CHECK(rows[1].present.sentence == "a small");
    CHECK(findingText(rows[0].fresh) == "✖ b blurred");
    CHECK(checkDifferences(a, a).empty());
}
