#include "base/platform/Files.h"
#include "cards/VendorExport.h"
#include "golden/cards/Samples.h"
#include "golden/cards/Tools.h"
#include "support/TempDir.h"

#include <catch2/catch.hpp>

#include <algorithm>

using namespace esek::cards;
using namespace esek::cards::test;

TEST_CASE("Another program than ours unpacks the zip for a firm") {
    const esek::test::TempDir folder;
    writeVendorZip(folder / "cards.zip", sourceFrom({ordinary(), hardest()})).value();
    const std::string program = std::string("cd '") + folder.path().string() + "' && python3";
    const auto result = run(program, {"-m", "zipfile", "-e", "cards.zip", "."});
    INFO(result.output);
    REQUIRE(result.exitCode == 0);
    CHECK(run(program, {"-m", "zipfile", "-t", "cards.zip"}).output.find("Done testing") !=
          std::string::npos);
    CHECK(esek::platform::readFile(folder / "zdjecia" / "0002.jpg").value() == samplePhoto());
    const auto csv = esek::platform::readFile(folder / "legitymacje.csv").value();
    CHECK(std::count(csv.begin(), csv.end(), '\n') == 3);
}

TEST_CASE("The workbook for a firm keeps numbers and PESEL as text and has no formula") {
    const esek::test::TempDir folder;
    CardContent card = ordinary();
    card.fields[kFieldPesel] = "05251600134";
    card.fields[kFieldNumber] = "1/2026";
    card.fields[kFieldName] = "=1+1";
    writeVendorZip(folder / "cards.zip", sourceFrom({card})).value();
    const std::string unpack = std::string("cd '") + folder.path().string() + "' && '" ESEK_CMAKE "'";
    REQUIRE(run(unpack, {"-E", "tar", "xf", "cards.zip"}).exitCode == 0);
    REQUIRE(run(unpack, {"-E", "tar", "xf", "legitymacje.xlsx"}).exitCode == 0);
    const auto read = [&](const char* part) {
        const auto bytes = esek::platform::readFile(folder / "xl" / part).value();
        return std::string(bytes.begin(), bytes.end());
    };
    const std::string page = read("worksheets/sheet1.xml"), strings = read("sharedStrings.xml");
    CHECK(page.find("<f>") == std::string::npos);
    for (const char* text : {">05251600134<", ">1/2026<", ">=1+1<", ">nr legitymacji<"}) {
        INFO(text);
        CHECK(strings.find(text) != std::string::npos);
    }
    // Two rows of ten cells: strings, and one that is empty.
    std::size_t strung = 0, empty = 0;
    for (auto at = page.find("<c r="); at != std::string::npos; at = page.find("<c r=", at + 1)) {
        const std::string tag = page.substr(at, page.find('>', at) - at);
        strung += tag.find("t=\"s\"") != std::string::npos;
        empty += tag.ends_with('/');
    }
    CHECK(strung == 19);
    CHECK(empty == 1);
}
