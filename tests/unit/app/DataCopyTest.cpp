#include "app/DataCopy.h"
#include "app/BlankService.h"
#include "app/CardMarks.h"
#include "app/CardService.h"
#include "app/GuardianService.h"
#include "app/ValidityService.h"
#include "base/Json.h"
#include "base/platform/Files.h"
#include "support/SampleOffice.h"

#include <catch2/catch.hpp>

using namespace esek;
using namespace esek::app;
using namespace esek::domain;
using test::SampleOffice;

namespace {

/// A pupil with a parent, a photo and a printed card, and another pupil whose data must not be in the copy.
struct Family : SampleOffice {
    StudentId pupil = addWithPhoto();
    StudentId other = addWithPhoto();
    std::filesystem::path folder = dir / "kopia";

    Family() {
        for (const StudentId& id : {pupil, other})
            addGuardian(id, id == pupil ? "Ewa Żółć" : "Obca Osoba");
        const auto issued = CardService(*office).issue({pupil, other}, {}).value();
        std::vector<CardId> cards;
        for (const auto& card : issued.cards)
            cards.push_back(card.id);
        CardMarks(*office).mark(cards, CardState::printed, "").value();
        BlankService blanks(*office);
        blanks.receive({"AB 0001", "AB 0010", "", {}, "WZ 7"}).value();
        blanks.use(cards, "AB 0001").value();
    }
    void addGuardian(const StudentId& student, const std::string& name) {
        Guardian g;
        g.id = GuardianId{Uuid::v7(clock, rng)};
        g.student = student;
        g.name = name;
        office->replica().commit(office->mutation(g.id.uuid, PutGuardian{g})).value();
    }
    std::string text(const std::filesystem::path& file) {
        const auto bytes = platform::readFile(file).value();
        return {bytes.begin(), bytes.end()};
    }
};

} // namespace

TEST_CASE("the copy of a pupil's data has all of the pupil and nothing of anybody else") {
    Family f;
    const auto written = DataCopy(*f.office).write(f.pupil, f.folder).value();
    CHECK(written.photos == 1);
    CHECK(written.missingPhotos == 0);
    const Json json = parseJson(f.text(f.folder / "dane.json")).value();
    const Student pupil = f.office->replica().students().get(f.pupil)->student;
    const Student other = f.office->replica().students().get(f.other)->student;
    CHECK(json["pupil"] == toJson(pupil));
    CHECK(json["guardians"].at(0)["name"] == "Ewa Żółć");
    CHECK(json["cards"].size() == 1);
    REQUIRE(json["blanks"].size() == 1);
    CHECK(json["blanks"].at(0)["card"] == json["cards"].at(0)["id"]);
    CHECK(json["messages"].size() > 0);
    CHECK(json["history"].size() >= 5); // pupil, photo, parent, card, print
    const std::string all = json.dump();
    CHECK(all.find("Obca") == std::string::npos);
    CHECK(all.find(other.id.toString()) == std::string::npos);
    CHECK(f.text(f.folder / "dane.pdf").starts_with("%PDF"));

    const Photo photo = *f.office->replica().photos().file(f.pupil)->accepted();
    std::vector<std::filesystem::path> pictures;
    for (const auto& entry : std::filesystem::directory_iterator(f.folder / "zdjecia"))
        pictures.push_back(entry.path());
    REQUIRE(pictures.size() == 1);
    CHECK(pictures.front().stem() == "1"); // a name tells nobody whose it is
    CHECK(platform::readFile(pictures.front()).value() ==
          f.office->replica().blobs().get(photo.blob).value());
}

TEST_CASE("of a blank that two pupils had each copy tells its own part") {
    Family f;
    const auto cardOf = [&](const StudentId& pupil) {
        storage::CardFilter filter;
        filter.student = pupil;
        return f.office->replica().cards().list(filter)->at(0).id;
    };
    BlankService blanks(*f.office);
    blanks.takeBack("AB 0001, 0002").value();
    blanks.use({cardOf(f.pupil)}, "AB 0002").value();
    blanks.use({cardOf(f.other)}, "AB 0001").value();
    for (const auto& [pupil, other] : {std::pair(f.pupil, f.other), std::pair(f.other, f.pupil)}) {
        const auto folder = f.dir / pupil.toString();
        REQUIRE(DataCopy(*f.office).write(pupil, folder));
        const std::string all = f.text(folder / "dane.json");
        CHECK(all.find(cardOf(pupil).toString()) != std::string::npos);
        CHECK(all.find(cardOf(other).toString()) == std::string::npos);
    }
}

TEST_CASE("a copy of data takes nobody's place and none among the school's data") {
    Family f;
    DataCopy copy(*f.office);
    std::filesystem::create_directories(f.folder);
    CHECK(copy.write(f.pupil, f.folder).ok()); // an empty folder
    CHECK(copy.write(f.pupil, f.folder).error().code == ErrorCode::outputRefused);
    CHECK(copy.write(f.pupil, f.office->dir() / "blobs" / "kopia").error().code == ErrorCode::outputRefused);
    CHECK(copy.write(StudentId{Uuid::v7(f.clock, f.rng)}, f.dir / "nikt").error().code ==
          ErrorCode::unknownStudent);
    CHECK_FALSE(std::filesystem::exists(f.dir / "nikt"));
    CHECK(copy.write(f.pupil, f.dir / "nie ma" / "kopia").ok()); // folders above are made
}

TEST_CASE("copies made on one day stand beside each other") {
    Family f;
    DataCopy copy(*f.office);
    const auto first = copy.writeInto(f.pupil, f.dir.path()).value();
    const auto second = copy.writeInto(f.other, f.dir.path()).value();
    CHECK(first.folder != second.folder);
    CHECK(std::filesystem::exists(first.folder / "dane.pdf"));
    CHECK(f.text(second.folder / "dane.json").find("Obca") != std::string::npos);
}

TEST_CASE("a photo whose file is gone is counted, and the rest is copied") {
    Family f;
    const Photo photo = *f.office->replica().photos().file(f.pupil)->accepted();
    REQUIRE(f.office->replica().blobs().erase(photo.blob).ok());
    const auto written = DataCopy(*f.office).write(f.pupil, f.folder).value();
    CHECK(written.photos == 0);
    CHECK(written.missingPhotos == 1);
    CHECK(std::filesystem::exists(f.folder / "dane.json"));
}

TEST_CASE("the story of a pupil begins with who they are and goes on day by day") {
    Family f;
    f.clock.advance(std::chrono::days(3));
    f.review.requestDeletion(f.pupil, f.parent()).value();
    f.review.refuseDeletion(f.pupil, "legitymacja jest ważna").value();
    const auto story = DataCopy(*f.office).story(f.pupil).value();
    const auto day = [&](std::size_t row) { return std::get_if<Date>(&story.rows[row][0]); };
    REQUIRE(story.rows.size() > 8);
    CHECK(story.subtitle.find("1A") != std::string::npos);
    CHECK_FALSE(day(0));
    bool dated = false;
    std::string all;
    for (std::size_t i = 0; i < story.rows.size(); ++i) {
        CHECK((day(i) || !dated)); // whoever has no day stands before all that have one
        if (day(i) && i > 0 && day(i - 1))
            CHECK(*day(i - 1) <= *day(i));
        dated = dated || day(i);
        for (const auto& cell : story.rows[i])
            if (const auto* text = std::get_if<std::string>(&cell))
                all += *text + "\n";
    }
    REQUIRE(day(story.rows.size() - 1));
    CHECK(*day(story.rows.size() - 1) == f.clock.today());
    for (const char* part : {"Ewa Żółć", "legitymacja jest ważna", "AB", "The photo was accepted"})
        CHECK(all.find(part) != std::string::npos);
    // Within a day, too: first the pupil was entered, then came the photo.
    CHECK(all.find("The pupil's data were saved") < all.find("accepted at once"));
    CHECK(all.find("Obca") == std::string::npos);
    CHECK(DataCopy(*f.office).story({}).error().code == ErrorCode::unknownStudent);
}
