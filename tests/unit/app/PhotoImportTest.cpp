#include "app/PhotoFiles.h"
#include "app/RosterService.h"
#include "support/SampleOffice.h"

#include <catch2/catch.hpp>
#include <fstream>

using namespace esek;
using namespace esek::test;
using app::FileState;

namespace {

void write(const std::filesystem::path& file, const std::vector<std::uint8_t>& bytes) {
    std::filesystem::create_directories(file.parent_path());
    std::ofstream(file, std::ios::binary)
        .write(reinterpret_cast<const char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
}

} // namespace

TEST_CASE("of two files for one pupil neither is imported, however they came to the pupil", "[import]") {
    SampleOffice office;
    const auto pupil = office.add(); // register number 100
    const auto folder = office.dir / "photos";
    write(folder / "100.jpg", sampleJpeg(1));
    app::PhotoChoices choices;
    SECTION("by their names") {
        write(folder / "100 (2).jpg", sampleJpeg(2));
    }
    SECTION("by a name and by hand") {
        write(folder / "DSC_1.jpg", sampleJpeg(2));
        choices.assigned["DSC_1.jpg"] = pupil;
    }
    SECTION("by hand, where the name alone would have made the other one sure") {
        write(folder / "100 (2).jpg", sampleJpeg(2));
        choices.assigned["100.jpg"] = pupil;
    }
    app::RosterService roster(*office.office);
    const auto done = roster.importPhotos(folder, true, choices).value();
    CHECK(done.imported.empty());
    REQUIRE(done.unmatched.size() == 2);
    CHECK(done.unmatched[0].state == FileState::twoFiles);
    CHECK(done.unmatched[1].state == FileState::twoFiles);
    CHECK(office.office->replica().photos().file(pupil).value().status() == domain::PhotoStatus::none);
    // One left out: the other is imported.
    choices.leftOut.insert(done.unmatched[0].name);
    const auto again = roster.importPhotos(folder, true, choices).value();
    REQUIRE(again.imported.size() == 1);
    CHECK(again.imported[0].name == done.unmatched[1].name);
    CHECK(again.unmatched.empty());
}

TEST_CASE("damaged files are found before anything is imported", "[import]") {
    SampleOffice office;
    const auto folder = office.dir / "photos";
    write(folder / "good.jpg", sampleJpeg(1));
    auto half = sampleJpeg(2);
    half.resize(half.size() / 2);
    write(folder / "half.jpg", half);
    write(folder / "small.jpg", sampleJpeg(3, 100, 130));
    const auto files = app::PhotoFiles::open(folder).value();
    Progress progress;
    const auto damaged = files->damaged(progress);
    REQUIRE(damaged.size() == 2);
    CHECK(damaged.at("half.jpg").code == ErrorCode::fileTruncated);
    CHECK(damaged.at("small.jpg").code == ErrorCode::photoTooSmallToPrint);
    CHECK(files->picture("good.jpg", 190, 1000).value().image.width == 190);
}
