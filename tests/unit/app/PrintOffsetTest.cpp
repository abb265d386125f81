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
