#include "app/RosterService.h"
#include "app/SchoolBackup.h"
#include "support/SampleOffice.h"

#include <catch2/catch.hpp>

#include <fstream>

using namespace esek;
using namespace esek::app;
using test::SampleOffice;

TEST_CASE("importing the same file again heals a photo whose file was lost or damaged") {
    SampleOffice s;
    const auto id = s.add();
    const auto folder = s.dir / "photos";
    std::filesystem::create_directories(folder);
    const std::string number = s.office->replica().students().get(id)->student.registerNumber;
    platform::writeFileAtomically(folder / (number + ".jpg"), test::sampleJpeg(1)).value();
    RosterService roster(*s.office);
    REQUIRE(roster.importPhotos(folder, true)->imported.size() == 1);
    CHECK(roster.importPhotos(folder, true)->same.size() == 1);

    const auto file =
        s.office->replica().blobs().path(s.office->replica().photos().file(id)->accepted()->blob);
    SECTION("lost") {
        std::filesystem::remove(file);
    }
    SECTION("damaged, of the same size") {
        std::fstream f(file, std::ios::in | std::ios::out | std::ios::binary);
        f.seekp(300);
        f.put('\x55').put('\x66');
    }
    CHECK_FALSE(s.office->replica().care().verify()->ok());
    const auto warnings = backUpSchool(*s.office, s.dir / "kopia.backup", {}).value();
    REQUIRE(warnings.size() == 1);
    CHECK(warnings[0].code == ErrorCode::photoFileMissing);
    CHECK(warnings[0].value("student") == "Żółć-Nowak Łucja Świętosława, 1A");

    const auto again = roster.importPhotos(folder, true).value();
    CHECK(again.healed.size() == 1);
    CHECK(again.same.empty());
    CHECK(s.office->replica().care().verify()->ok());
    CHECK(backUpSchool(*s.office, s.dir / "kopia.backup", {})->empty());
}
