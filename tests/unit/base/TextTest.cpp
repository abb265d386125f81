#include "base/Text.h"

#include <catch2/catch.hpp>

using namespace esek;

TEST_CASE("fold drops case and every Polish diacritic") {
    CHECK(fold("Zażółć gęślą jaźń") == "zazolc gesla jazn");
    CHECK(fold("ŁÓDŹ ĄĘŚĆŻŃ") == "lodz aesczn");
    CHECK(fold("Šimůnek Müller Øster Straße") == "simunek muller oster strasse");
    CHECK(fold("o\xCC\x81") == "o"); // decomposed ó
}

TEST_CASE("upper and lower know Polish letters") {
    CHECK(toUpper("żółć ąęśń") == "ŻÓŁĆ ĄĘŚŃ");
    CHECK(toLower("ŻÓŁĆ ĄĘŚŃ") == "żółć ąęśń");
}

TEST_CASE("UTF-8 is checked") {
    CHECK(isValidUtf8("Żółć"));
    CHECK(isValidUtf8(""));
    CHECK_FALSE(isValidUtf8("\xC5"));
    CHECK_FALSE(isValidUtf8("a\xBFz"));
    CHECK_FALSE(isValidUtf8("\xED\xA0\x80")); // a surrogate
    CHECK_FALSE(isValidUtf8("\xC0\xAF"));     // overlong
    CHECK(toUtf8(toUtf32("Zażółć 😀")) == "Zażółć 😀");
    CHECK(characterCount("żółć") == 4);
}

TEST_CASE("white space of every kind is trimmed") {
    CHECK(trim(" \t\xC2\xA0Jan\xC2\xA0 ") == "Jan");
    CHECK(squeeze("  Anna   Maria\xC2\xA0 Ewa ") == "Anna Maria Ewa");
    CHECK(trim("   ").empty());
}

TEST_CASE("Polish alphabetical order") {
    CHECK(polishLess("Ćwik", "Dąb"));
    CHECK(polishLess("Cwik", "Ćwik"));
    CHECK(polishLess("Łoś", "Mak"));
    CHECK(polishLess("Lis", "Łoś"));
    CHECK(polishLess("Zych", "Źrebak"));
    CHECK(polishLess("Źrebak", "Żak"));
    CHECK_FALSE(polishLess("żak", "Źrebak"));
}
