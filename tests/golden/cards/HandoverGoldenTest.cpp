// The list on which people sign for their cards, as poppler reads it.
#include "Tools.h"
#include "cards/HandoverList.h"
#include "support/TempDir.h"

#include <catch2/catch.hpp>

using namespace esek::cards;
using namespace esek::cards::test;

namespace {
constexpr double kPointsPerMm = 72 / 25.4;
}

TEST_CASE("The list for signatures has each class on sheets of its own and no word outside its column") {
    const esek::test::TempDir folder;
    std::vector<HandoverRow> rows;
    for (int i = 1; i <= 27; ++i)
        rows.push_back({"1A", "Kowalska Anna", std::to_string(i) + "/2026"});
    rows[3].pupil = "Brzęczyszczykiewicz-Łękołodzka Grażyna Żaneta Świętosława Maria";
    rows.push_back({"2B", "Żółw Łucja", "28/2026"});
    const auto file = folder / "lista.pdf";
    writeHandoverList(file, "MEiN-I/1", "Szkoła Podstawowa nr 1", rows).value();
    CHECK(run("qpdf", {"--check", file.string()}).exitCode == 0);
    const auto pages = readBoxes(file);
    REQUIRE(pages.size() == 3);
    const auto has = [](const PageWords& page, const std::string& text) {
        return std::any_of(page.words.begin(), page.words.end(),
                           [&](const Word& w) { return w.text == text; });
    };
    CHECK(has(pages[0], "1A"));
    CHECK(has(pages[0], "25/2026"));
    CHECK_FALSE(has(pages[0], "26/2026"));
    CHECK(has(pages[1], "27/2026"));
    CHECK(has(pages[1], "27")); // the rows of a class are counted on
    CHECK_FALSE(has(pages[1], "2B"));
    CHECK(has(pages[2], "28/2026"));
    CHECK(has(pages[2], "1"));
    CHECK(has(pages[2], "Łucja"));
    for (const Word& word : pages[0].words) {
        INFO(word.text);
        CHECK(word.xMin >= 15 * kPointsPerMm);
        CHECK(word.xMax <= 195 * kPointsPerMm);
        if (word.text == "Maria") // the end of the long name stays before the column of the day
            CHECK(word.xMax <= 123 * kPointsPerMm);
    }
}
