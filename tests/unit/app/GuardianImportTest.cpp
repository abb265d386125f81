#include "app/GuardianImport.h"
#include "app/RosterService.h"
#include "base/platform/Files.h"
#include "support/SampleOffice.h"

#include <catch2/catch.hpp>

using namespace esek;
using namespace esek::app;
using namespace esek::domain;
using test::SampleOffice;

namespace {

struct List : SampleOffice {
    RosterService roster{*office};
    roster::ImportPlan planOf(const std::string& rows) {
        const auto file = dir / "lista.csv";
        platform::writeFileAtomically(
            file, "Nr w księdze;Nazwisko;Imię;Data urodzenia;Klasa;Matka;E-mail matki\n" + rows)
            .value();
        const auto list = roster.readStudents(file).value();
        return roster.planStudents(list.table, list.mapping).value();
    }
    std::vector<Guardian> of(const std::string& number) {
        return office->replica().guardians().of(office->replica().students().find(number).value().id).value();
    }
};

} // namespace

TEST_CASE("parents of a class list come with the pupils, and a second import adds nobody") {
    List s;
    const std::string rows = "901;Kos;Anna;02.03.2015;1A;Beata Kos;beata@example.pl\n"
                             "902;Sowa;Jan;03.04.2015;1A;Maria Sowa;\n";
    const ImportMade made = s.roster.importStudents(s.planOf(rows)).value();
    CHECK(made.guardians.size() == 2);
    REQUIRE(s.of("901").size() == 1);
    CHECK(s.of("901")[0].name == "Beata Kos");
    CHECK(s.of("901")[0].email == "beata@example.pl");
    CHECK(s.of("901")[0].relation == GuardianRelation::mother);
    CHECK(s.planOf(rows).guardians.empty());

    // The address that was missing comes; one that is there is not overwritten; nobody is removed.
    const auto plan = s.planOf("901;Kos;Anna;02.03.2015;1A;KOS Beata;other@example.pl\n"
                               "902;Sowa;Jan;03.04.2015;1A;Maria Sowa;maria@example.pl\n");
    REQUIRE(plan.guardians.size() == 1);
    CHECK(s.roster.importStudents(plan)->guardians.empty());
    CHECK(s.of("902").at(0).email == "maria@example.pl");
    CHECK(s.of("901").at(0).email == "beata@example.pl");
    CHECK(s.office->replica().care().verify()->ok());
}

TEST_CASE("an import that is taken back takes the parents along") {
    List s;
    const ImportMade made =
        s.roster.importStudents(s.planOf("901;Kos;Anna;02.03.2015;1A;Beata Kos;beata@example.pl\n")).value();
    const StudentId pupil = s.office->replica().students().find("901").value().id;
    CHECK(ImportUndo(*s.office).takeBack(made)->kept == 0);
    CHECK(s.office->replica().guardians().of(pupil)->empty());
    CHECK(s.office->replica().care().verify()->ok());
}
