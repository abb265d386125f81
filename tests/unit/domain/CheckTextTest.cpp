#include "domain/CheckText.h"

#include <catch2/catch.hpp>

using namespace esek;
using namespace esek::domain;

TEST_CASE("a text of a record is refused with its field and the reason") {
    const TextRule rule{"surname", kNameCharacters};
    CHECK(checkText("Żółć-Gęślą", rule));
    CHECK(checkText("", rule));
    const auto refused = checkText("Kowal\u202Eski", rule);
    REQUIRE_FALSE(refused);
    CHECK(refused.error().code == ErrorCode::valueInvalid);
    CHECK_FALSE(refused.error().value("field").empty());
    CHECK_FALSE(refused.error().value("reason").empty());
    CHECK_FALSE(checkText("Kowal\nski", rule));
    CHECK(checkText("Kowal\nski", {"note", kNoteCharacters, TextShape::lines}));
}

TEST_CASE("a text is measured in characters, not in bytes") {
    const TextRule rule{"surname", 5};
    CHECK(checkText("Żółćą", rule));
    CHECK_FALSE(checkText("Żółćąb", rule));
    CHECK_FALSE(checkText(std::string(60'000, 'a'), rule));
}
