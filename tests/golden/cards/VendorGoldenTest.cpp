#include "base/platform/Files.h"
#include "cards/VendorExport.h"
#include "golden/cards/Samples.h"
#include "golden/cards/Tools.h"
#include "support/TempDir.h"

#include <catch2/catch.hpp>

#include <algorithm>

using namespace esek::cards;
using namespace esek::cards::test;

TEST_CASE("libarchive unpacks the zip for a firm") {
    const esek::test::TempDir folder;
    writeVendorZip(folder / "cards.zip", sourceFrom({ordinary(), hardest()})).value();
    const std::string program = std::string("cd '") + folder.path().string() + "' && '" ESEK_CMAKE "'";
    const auto result = run(program, {"-E", "tar", "xf", "cards.zip"});
    INFO(result.output);
    REQUIRE(result.exitCode == 0);
    CHECK(esek::platform::readFile(folder / "zdjecia" / "0002.jpg").value() == samplePhoto());
    const auto csv = esek::platform::readFile(folder / "legitymacje.csv").value();
    CHECK(std::count(csv.begin(), csv.end(), '\n') == 3);
}
