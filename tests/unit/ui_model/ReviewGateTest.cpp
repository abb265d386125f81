#include "ui/model/ReviewGate.h"

#include <catch2/catch.hpp>

using namespace esek;
using ui::model::ReviewGate;
using namespace std::chrono_literals;

namespace {
ReviewGate::ShownPhoto photo(std::uint8_t n, std::int64_t version = 1) {
    std::array<std::uint8_t, 16> bytes{};
    bytes[0] = n;
    return {{Uuid::fromBytes(bytes)}, version};
}
} // namespace

TEST_CASE("Nothing is decided before its picture is painted") {
    ReviewGate gate;
    CHECK_FALSE(gate.byKey(1000ms));
    CHECK_FALSE(gate.byClick(1000ms));
    gate.painted(photo(1), 2000ms);
    CHECK(gate.byKey(2400ms) == photo(1));
}

TEST_CASE("A decision is given once") {
    ReviewGate gate;
    gate.painted(photo(1), 0ms);
    CHECK(gate.byKey(500ms));
    CHECK_FALSE(gate.byKey(1000ms));
    CHECK_FALSE(gate.byClick(1500ms));
}

TEST_CASE("A key that bounces or is held does not decide on the next photo") {
    ReviewGate gate;
    gate.painted(photo(1), 0ms);
    REQUIRE(gate.byKey(1000ms));
    gate.painted(photo(2), 1020ms);
    CHECK_FALSE(gate.byKey(1060ms));             // bounce
    for (auto t = 1090ms; t < 3000ms; t += 33ms) // held: thirty a second
        REQUIRE_FALSE(gate.byKey(t));
    CHECK(gate.byKey(3300ms) == photo(2)); // pressed anew
}

TEST_CASE("A press sooner than a person can look is not taken") {
    ReviewGate gate;
    gate.painted(photo(2), 1000ms);
    CHECK_FALSE(gate.byKey(1100ms));
    CHECK(gate.byKey(1300ms) == photo(2));
}

TEST_CASE("Painting again does not start the look anew, another version does") {
    ReviewGate gate;
    gate.painted(photo(1, 3), 0ms);
    gate.painted(photo(1, 3), 190ms);
    CHECK(gate.byClick(200ms) == photo(1, 3));
    gate.painted(photo(1, 3), 300ms);
    gate.painted(photo(1, 4), 400ms);
    CHECK_FALSE(gate.byClick(500ms));
    CHECK(gate.byClick(600ms) == photo(1, 4));
}

TEST_CASE("Another picture under the same version starts the look anew") {
    ReviewGate gate;
    auto first = photo(1, 3), second = photo(1, 3);
    first.content = "a";
    second.content = "b";
    gate.painted(first, 0ms);
    gate.painted(second, 400ms);
    CHECK_FALSE(gate.byKey(500ms));
    CHECK(gate.byKey(700ms) == second);
}

TEST_CASE("Moving on closes the gate") {
    ReviewGate gate;
    gate.painted(photo(1), 0ms);
    gate.close();
    CHECK_FALSE(gate.onScreen());
    CHECK_FALSE(gate.byKey(1000ms));
}
