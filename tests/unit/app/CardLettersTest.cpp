#include "app/CardLetters.h"
#include "app/RosterService.h"
#include "app/SchoolService.h"
#include "support/SampleOffice.h"

#include <catch2/catch.hpp>

using namespace esek;
using namespace esek::app;

TEST_CASE("letters that no card can show are named, each once") {
    CHECK(lettersMissingOnCard("Nguyễn Lukeš Їжакевич Żółć").empty());
    CHECK(lettersMissingOnCard("Szkoła ⚓ nad morzem ⚓🌊") == std::vector<std::string>{"⚓", "🌊"});
    CHECK(lettersMissingOnCard("李 Anna") == std::vector<std::string>{"李"});
    // A letter and its mark are one letter where Unicode has it, and a mark alone is told by its number.
    CHECK(lettersMissingOnCard("Zo\u0301\u0142c\u0301").empty());
    CHECK(lettersMissingOnCard("q\u0323") == std::vector<std::string>{"U+0323"});
    CHECK(letterComplaint("Anna").empty());
    CHECK(letterComplaint("⚓") == "The font of the card has no character “⚓”.");
}

TEST_CASE("a school and a pupil are checked by all that is printed of them") {
    domain::School school = test::sampleSchool();
    CHECK(checkLetters(school));
    for (std::string* text : {&school.name, &school.address.street, &school.address.postcode,
                              &school.address.city, &school.headteacher}) {
        const std::string before = *text;
        *text += "⚓";
        const auto checked = checkLetters(school);
        REQUIRE_FALSE(checked);
        CHECK(checked.error().code == ErrorCode::valueInvalid);
        CHECK(checked.error().value("reason").find("⚓") != std::string::npos);
        *text = before;
    }
    domain::Student student = test::sampleStudent(1);
    CHECK(checkLetters(student));
    student.document = domain::IdentityDocument{"paszport", "李1"};
    CHECK(checkLetters(student).error().value("field") == "identity document");
}

TEST_CASE("the school's data are corrected by the service, which keeps letters out") {
    test::SampleOffice s;
    SchoolService service(*s.office);
    domain::School school = s.office->replica().school().value();
    school.name = "Szkoła Podstawowa nr 77";
    REQUIRE(service.save(school));
    const auto stored = s.office->replica().school().value();
    CHECK(stored.name == "Szkoła Podstawowa nr 77");
    CHECK(stored.version == school.version + 1);
    school = stored;
    school.headteacher = "Ala ⚓";
    CHECK(service.save(school).error().code == ErrorCode::valueInvalid);
    CHECK(s.office->replica().school()->headteacher == test::sampleSchool().headteacher);
}

TEST_CASE("a row of a list with such a letter is refused with the letter named") {
    test::SampleOffice s;
    const auto file = s.dir / "lista.csv";
    platform::writeFileAtomically(file, "Nr w księdze;Nazwisko;Imię;Data urodzenia;Klasa\n"
                                        "1;Nowak;Ala;04.03.2015;1A\n"
                                        "2;Ngu\u1EC5n;Ch\u00E2u;04.03.2015;1A\n"
                                        "3;Ko\u0142\u01C2;Jan;05.03.2015;1A\n"
                                        "4;\u0540\u0561\u0575;Jan;06.03.2015;1A\n")
        .value();
    const auto plan = RosterService(*s.office).planStudents(file).value();
    CHECK(plan.add.size() == 3); // U+01C2, a click, is in the font
    CHECK(plan.refusedRows == 1);
    REQUIRE(!plan.refused.empty());
    CHECK(plan.refused[0].kind == "value.letters");
    CHECK(plan.refused[0].reason().find("\u0540") != std::string::npos);
}
