// Photos on paper through SANE's own back end, which reads a page from a file.
#include "cli/Run.h"

#include "app/OutsideScanner.h"
#include "support/PaperPage.h"

#include <catch2/catch.hpp>

using namespace esek;
using namespace std::chrono_literals;
using test::Cli;

TEST_CASE("the command line scans a page and writes the photos on it") {
    Cli cli;
    test::usePaperScanner(cli.dir.path());
    const std::string page = test::paperPage(cli.dir / "page.ppm", {{10, 20}, {90, 30}});
    CHECK(cli({"photo", "scanners", "--json"}).json().size() == 2);
    const auto done = cli({"photo", "scan", "--scanner", "pnm:0", "--set", "filename=" + page, "--out",
                           cli.path("scans"), "--json"});
    REQUIRE(done.exitCode == 0);
    CHECK(done.json().size() == 2);
    CHECK(std::filesystem::exists(cli.dir / "scans" / "skan-002.jpg"));
    CHECK(cli({"photo", "scan", "--scanner", "pnm:0", "--set", "filename", "--out", cli.path("scans")})
              .exitCode != 0);
    CHECK(cli({"photo", "--help"}).out.find("scan-for-window") == std::string::npos);
}

TEST_CASE("a window scans through the command line program and gets the page with the places of the photos") {
    Cli cli;
    test::usePaperScanner(cli.dir.path());
    const std::string page = test::paperPage(cli.dir / "page.ppm", {{10, 20}, {90, 30}});
    const app::OutsideScanner scanner(ESEK_CLI, {60s, 60s});
    const Progress progress;
    const auto list = scanner.scanners(progress).value();
    REQUIRE(list.size() == 2);
    const auto sheet = scanner.scan({"pnm:0", 300, {{"filename", page}}}, progress).value();
    REQUIRE(sheet.photos.size() == 2);
    CHECK(sheet.photos[0].width == Approx(35 / 25.4 * 300).margin(20));
    CHECK(sheet.photos[0].corners[0].first == Approx(10.0 / 150).margin(0.01));
    CHECK(sheet.photos[1].corners[2].second == Approx(75.0 / 110).margin(0.01));
    CHECK(sheet.jpeg.size() > 1000);
    const auto jam = scanner.scan({"pnm:0", 300, {{"filename", page}, {"status-jammed", "yes"}}}, progress);
    REQUIRE_FALSE(jam);
    CHECK(jam.error().value("reason").find("zaci") != std::string::npos); // in the language of the window
    CHECK(scanner.scan({"plustek:9", 300, {}}, progress).error().code == ErrorCode::valueInvalid);
}
