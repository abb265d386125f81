#include "base/CommandLine.h"
#include "base/Json.h"

#include <catch2/catch.hpp>

using namespace esek;

TEST_CASE("a terminal gets no character that would lead it") {
    const std::string evil = "Now\x1b[31mak\x07\n\u202Ekis\u0085x\u2028"
                             "y\xff";
    const std::string shown = forTerminal(evil);
    CHECK(shown == "Now\uFFFD[31mak\uFFFD\n\uFFFDkis\uFFFDx\uFFFDy\uFFFD");
    CHECK(forTerminal("Żółć, ul. Łąkowa 3\n") == "Żółć, ul. Łąkowa 3\n");
}

TEST_CASE("JSON for a terminal says the same without such characters") {
    const Json json{{"name", "Now\x1b[31mak\u202Ekis\u0085x\u2028y\U000E0041\u007f"}, {"city", "Łódź"}};
    const std::string text = jsonForTerminal(dumpJson(json, 2));
    CHECK(parseJson(text).value() == json);
    CHECK(text.find("Łódź") != std::string::npos);
    for (const std::string raw : {"\x1b", "\u202E", "\u0085", "\u2028", "\U000E0041", "\u007f"})
        CHECK(text.find(raw) == std::string::npos);
}

TEST_CASE("values that are stored must be text, names of files may be any bytes") {
    CHECK(refusedValue("Żółć").empty());
    CHECK_FALSE(refusedValue("Jan\xff").empty());
    CHECK(takesFileName("FILE"));
    CHECK(takesFileName("--out"));
    CHECK_FALSE(takesFileName("--note"));
    CHECK_FALSE(takesFileName("STUDENT"));
}
