#include "app/OutsideScanner.h"

#include "app/PhotoFiles.h"
#include "app/RosterService.h"
#include "app/ScanAnswer.h"
#include "support/SampleOffice.h"

#include <catch2/catch.hpp>

#include <csignal>
#include <fstream>
#include <thread>

using namespace esek;
using namespace esek::app;
using namespace std::chrono_literals;

namespace {

ScannedSheet sheetOf(std::size_t photos) {
    ScannedSheet sheet{{1, 2, 3}, {}};
    for (std::size_t i = 0; i < photos; ++i)
        sheet.photos.push_back(
            {30, 40, {std::uint8_t(i), 9}, {std::pair{0.1, 0.2}, {0.3, 0.2}, {0.3, 0.5}, {0.1, 0.5}}});
    return sheet;
}

/// A program of the test's own in place of the scanner's.
std::filesystem::path script(const test::TempDir& dir, const std::string& lines) {
    const auto file = dir / "scanner.sh";
    std::ofstream(file) << "#!/bin/sh\n" << lines << "\n";
    std::filesystem::permissions(file, std::filesystem::perms::owner_all);
    return file;
}

bool running(int pid) {
    return ::kill(pid, 0) == 0;
}

int written(const std::filesystem::path& file) {
    int pid = 0;
    std::ifstream(file) >> pid;
    return pid;
}

} // namespace

TEST_CASE("a page goes over the pipe and comes back as it was, an error with its words") {
    const auto bytes = scanAnswer(Result<ScannedSheet>(sheetOf(2)));
    const auto sheet = sheetFromAnswer(bytes).value();
    CHECK(sheet.jpeg == std::vector<std::uint8_t>{1, 2, 3});
    REQUIRE(sheet.photos.size() == 2);
    CHECK(sheet.photos[1].jpeg == std::vector<std::uint8_t>{1, 9});
    CHECK(sheet.photos[1].corners == sheetOf(2).photos[1].corners);
    const Error error{ErrorCode::checkFailed, "jam", {{"about", "scanning"}, {"reason", "zacięty papier"}}};
    CHECK(sheetFromAnswer(scanAnswer(Result<ScannedSheet>(error))).error() == error);
    const std::vector<ScannerFacts> two{{"a:0", "Maker Żółty"}, {"b", ""}};
    const auto list = scannersFromAnswer(scanAnswer(Result<std::vector<ScannerFacts>>(two))).value();
    REQUIRE(list.size() == 2);
    CHECK(list[0].description == "Maker Żółty");
}

TEST_CASE("an answer that was cut or made up is refused at every length") {
    const auto bytes = scanAnswer(Result<ScannedSheet>(sheetOf(2)));
    for (std::size_t length = 0; length < bytes.size(); ++length) {
        const auto sheet = sheetFromAnswer(std::span(bytes).first(length));
        REQUIRE_FALSE(sheet);
        CHECK(sheet.error().code == ErrorCode::checkFailed);
    }
    const auto answer = [](const std::string& json) {
        const std::string text = "ESEKSCAN1 " + json + "\nxyz";
        return sheetFromAnswer({reinterpret_cast<const std::uint8_t*>(text.data()), text.size()});
    };
    CHECK(answer(R"({"sheet": 3, "photos": []})"));
    for (
        const char* bad :
        {R"({"sheet": 4, "photos": []})", R"({"sheet": -1, "photos": []})", R"({"photos": []})", "[]", "7",
         R"({"sheet": 1, "photos": [{"width": 0, "height": 1, "bytes": 1, "corners": []}]})",
         R"({"sheet": 1, "photos": [{"width": 9, "height": 9, "bytes": 1, "corners": [[0,0]]}]})",
         R"({"sheet": 1, "photos": [{"width": 9, "height": 9, "bytes": 1, "corners": [[0,0],[9,0],[0,0],[0,0]]}]})",
         R"({"error": 7, "message": "", "context": []})"}) {
        CAPTURE(bad);
        CHECK(answer(bad).error().code == ErrorCode::checkFailed);
    }
}

TEST_CASE("a scanner that hangs is ended after its time, and at once when a person stops it") {
    test::TempDir dir;
    const auto program = script(dir, "echo $$ > '" + (dir / "pid").string() + "'\nexec sleep 600");
    Progress progress;
    const auto late = OutsideScanner(program, {300ms, 300ms}).scan({}, progress);
    REQUIRE_FALSE(late);
    CHECK(late.error().code == ErrorCode::checkFailed);
    CHECK(late.error().value("about") == "scanning");
    CHECK_FALSE(running(written(dir / "pid")));

    std::thread person([&] {
        std::this_thread::sleep_for(400ms);
        progress.cancel();
    });
    const auto begun = std::chrono::steady_clock::now();
    const auto stopped = OutsideScanner(program, {60s, 60s}).scanners(progress);
    CHECK(std::chrono::steady_clock::now() - begun < 20s);
    person.join();
    CHECK(stopped.error().code == ErrorCode::cancelled);
    CHECK_FALSE(running(written(dir / "pid")));
}

TEST_CASE("a scanner's program that crashes, says nonsense or is not there is told") {
    test::TempDir dir;
    const Progress progress;
    const auto outcome = [&](const std::string& lines) {
        return OutsideScanner(script(dir, lines), {20s, 20s}).scan({}, progress).error().code;
    };
    CHECK(outcome("kill -9 $$") == ErrorCode::checkFailed);
    CHECK(outcome("echo hello") == ErrorCode::checkFailed);
    CHECK(outcome("exit 3") == ErrorCode::checkFailed);
    CHECK(OutsideScanner("", {}).scan({}, progress).error().code == ErrorCode::programMissing);
    CHECK(OutsideScanner("/nowhere/cli", {}).scan({}, progress).error().code == ErrorCode::programMissing);
}

TEST_CASE("photos of a scanner are imported from the memory, as the scanner's") {
    test::SampleOffice s;
    const auto first = s.add(), second = s.add();
    const auto files =
        PhotoFiles::ofScans({{"skan-001.jpg", test::sampleJpeg(1)}, {"skan-002.jpg", test::sampleJpeg(2)}});
    CHECK(files->names() == std::vector<std::string>{"skan-001.jpg", "skan-002.jpg"});
    CHECK(files->read("skan-003.jpg").error().code == ErrorCode::fileNotFound);
    RosterService roster(*s.office);
    CHECK(roster.importPhotos(*files, false).value().unmatched.size() == 2); // nobody guesses
    PhotoChoices choices;
    choices.assigned = {{"skan-001.jpg", first}, {"skan-002.jpg", second}};
    CHECK(roster.importPhotos(*files, false, choices).value().imported.size() == 2);
    const auto file = s.office->replica().photos().file(first).value();
    REQUIRE(file.proposed());
    CHECK(file.proposed()->source.channel == domain::PhotoChannel::scanner);
    CHECK(file.status() == domain::PhotoStatus::pending);
    CHECK(s.office->replica().care().verify()->ok());
}
