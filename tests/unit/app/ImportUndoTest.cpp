#include "app/ImportUndo.h"
#include "app/CardService.h"
#include "app/RosterService.h"
#include "base/platform/Files.h"
#include "support/SampleOffice.h"

#include <catch2/catch.hpp>

using namespace esek;
using namespace esek::app;
using namespace esek::domain;
using test::SampleOffice;

namespace {

roster::ImportPlan planOf(SampleOffice& s, const std::string& rows,
                          const std::set<StudentId>& takenBack = {}) {
    const auto file = s.dir / "lista.csv";
    platform::writeFileAtomically(file, "Nr w księdze;Nazwisko;Imię;Data urodzenia;Klasa\n" + rows).value();
    RosterService roster(*s.office);
    const auto list = roster.readStudents(file).value();
    return roster.planStudents(list.table, list.mapping, takenBack).value();
}

Student only(SampleOffice& s, const std::string& number) {
    return s.office->replica().students().find(number).value();
}

const char* const kTwo = "1;Kos;Anna;02.03.2015;1A\n2;Sowa;Jan;03.04.2015;1A\n";

} // namespace

TEST_CASE("an import that was taken back leaves what somebody changed since", "[import]") {
    SampleOffice s;
    RosterService roster(*s.office);
    roster.importStudents(planOf(s, "1;Kos;Anna;02.03.2015;9Z\n")).value();
    const ImportMade made = roster.importStudents(planOf(s, kTwo)).value();
    REQUIRE(made.added.size() == 1);
    REQUIRE(made.changed.size() == 1);
    SECTION("nothing was changed") {
        const auto outcome = ImportUndo(*s.office).takeBack(made).value();
        CHECK(outcome.kept == 0);
        CHECK(only(s, "1").classUnit == "9Z");
        CHECK(only(s, "2").left);
        CHECK(s.office->replica().care().verify()->ok());
        // A second time there is nothing left of it.
        CHECK(ImportUndo(*s.office).takeBack(made).value().kept == 2);
    }
    SECTION("the clerk corrected both") {
        for (const char* number : {"1", "2"}) {
            Student student = only(s, number);
            student.givenNames = "Zofia";
            s.office->replica().commit(s.office->mutation(student.id.uuid, PutStudent{student})).value();
        }
        const auto outcome = ImportUndo(*s.office).takeBack(made).value();
        CHECK(outcome.kept == 2);
        CHECK(only(s, "1").classUnit == "1A");
        CHECK_FALSE(only(s, "2").left);
    }
    SECTION("the pupil has a photo now") {
        s.review
            .submit(only(s, "2").id, test::sampleJpeg(1), "a.jpg", PhotoChannel::office, s.office->clerk(),
                    true)
            .value();
        CHECK(ImportUndo(*s.office).takeBack(made).value().kept == 1);
        CHECK_FALSE(only(s, "2").left);
    }
}

TEST_CASE("the corrected list brings back whom the import that was taken back had added", "[import]") {
    SampleOffice s;
    RosterService roster(*s.office);
    const ImportMade made = roster.importStudents(planOf(s, kTwo)).value();
    const auto outcome = ImportUndo(*s.office).takeBack(made).value();
    const std::set<StudentId> left(outcome.left.begin(), outcome.left.end());
    REQUIRE(left.size() == 2);
    // Who left the school for another reason stays away.
    CHECK(planOf(s, kTwo).update.empty());
    const auto again = planOf(s, "1;Kos;Anna;02.03.2015;1A\n2;Sowa;Jan;03.04.2015;1B\n", left);
    CHECK(again.unchanged.empty());
    REQUIRE(again.update.size() == 2);
    roster.importStudents(again).value();
    CHECK_FALSE(only(s, "1").left);
    CHECK_FALSE(only(s, "2").left);
    CHECK(only(s, "2").classUnit == "1B");
    // And that import can be taken back like the first one.
    CHECK(s.office->replica().students().list().value().size() == 2);
}

TEST_CASE("a photo that the office brought in goes back with its import only", "[import]") {
    SampleOffice s;
    const auto pupil = s.add();
    std::filesystem::create_directories(s.dir / "photos");
    platform::writeFileAtomically(s.dir / "photos" / "100.jpg", test::sampleJpeg(1)).value();
    RosterService roster(*s.office);
    const auto done = roster.importPhotos(s.dir / "photos", true).value();
    REQUIRE(done.imported.size() == 1);
    CHECK_FALSE(s.review.canUndo().value()); // it is no decision about a photo
    ImportMade made;
    made.photos.push_back({pupil, done.imported[0].decision});
    const auto outcome = ImportUndo(*s.office).takeBack(made).value();
    CHECK(outcome.photos == 1);
    CHECK(s.office->replica().photos().file(pupil).value().status() == PhotoStatus::none);
    CHECK(s.office->replica().care().verify()->ok());
}
