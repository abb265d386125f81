#include "app/PrintOffset.h"

#include <catch2/catch.hpp>

#include <array>

using namespace esek;
using namespace esek::app;

TEST_CASE("a printer's shift is read as Polish and English hands type it") {
    struct Case {
        const char* text;
        double right, down;
    };
    const std::array cases{Case{"0,5;1,0", 0.5, 1.0}, Case{"0.5;1", 0.5, 1.0},    Case{"0.5,1.0", 0.5, 1.0},
                           Case{"0.5,1", 0.5, 1.0},   Case{"1,0.5", 1.0, 0.5},    Case{"0,-5", 0, -5},
                           Case{"-0,5;-1", -0.5, -1}, Case{"-1,-2", -1, -2},      Case{"2 ; 3", 2, 3},
                           Case{"−0,5;0", -0.5, 0},   Case{"20;-20", 20.0, -20.0}};
    for (const Case& c : cases) {
        INFO(c.text);
        const auto offset = printOffsetFromText(c.text);
        REQUIRE(offset.ok());
        CHECK(offset->right == c.right);
        CHECK(offset->down == c.down);
    }
}

TEST_CASE("a shift that can be read in two ways, or is none, is refused with a sentence") {
    for (const char* text : {"0,5", "1,2", "-1,2", "0,5,1", "0,5,1,0"}) {
        INFO(text);
        const auto offset = printOffsetFromText(text);
        REQUIRE_FALSE(offset.ok());
        CHECK(offset.error().code == ErrorCode::wrongUsage);
        CHECK(offset.error().value("reason").find("0,5;1,0") != std::string::npos);
    }
    for (const char* text : {"", "0.5", "a;b", ";", "1;", "1;2;3", "21;0", "0;-20,1", "0,5 mm;1"}) {
        INFO(text);
        CHECK(printOffsetFromText(text).error().code == ErrorCode::wrongUsage);
    }
}

TEST_CASE("the correction of a printer is computed from where two crosses came out") {
    // A printer that stretches by 1 % across, squeezes by 2 % down, and is off by 1.5 and -0.7 mm.
    const auto printed = [](const PrintOffset& with, const PlaceOnCard& place) {
        const double x = place.right * with.across + with.right, y = place.down * with.tall + with.down;
        return PlaceOnCard{x * 1.01 + 1.5, y * 0.98 - 0.7};
    };
    PrintOffset with;
    for (int round = 0; round < 2; ++round) { // the second time from a test card that was corrected already
        with = correctionFrom(with, printed(with, kFirstMark), printed(with, kSecondMark)).value();
        for (const PlaceOnCard& place :
             {kFirstMark, kSecondMark, PlaceOnCard{85.6, 53.98}, PlaceOnCard{0, 0}}) {
            const PlaceOnCard at = printed(with, place);
            CHECK(at.right == Approx(place.right).margin(0.02));
            CHECK(at.down == Approx(place.down).margin(0.02));
        }
    }
    CHECK(correctionFrom({}, kFirstMark, kSecondMark).value() == PrintOffset{});
}

TEST_CASE("crosses that cannot lie there are refused with what to do") {
    CHECK(correctionFrom({}, kSecondMark, kFirstMark).error().code == ErrorCode::valueInvalid);
    CHECK(correctionFrom({}, kFirstMark, kFirstMark).error().code == ErrorCode::valueInvalid);
    CHECK(correctionFrom({}, {10, 8}, {60, 40}).error().code ==
          ErrorCode::valueInvalid); // fitted to the paper
    const auto far = correctionFrom({}, {25, 8}, {93, 46});
    REQUIRE_FALSE(far);
    CHECK(far.error().code == ErrorCode::valueInvalid);
    CHECK_FALSE(far.error().value("reason").empty());
}
