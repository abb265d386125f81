#include "Support.h"

#include "roster/Headers.h"

#include <set>

using namespace esek;
using namespace esek::test;
using roster::Field;
using roster::Mapping;

namespace {
Mapping mappingOf(const std::string& header, std::string_view preset = "auto") {
    return roster::suggestMapping(tableOf(header + "\nx;y\n"), preset).value();
}
} // namespace

TEST_CASE("names of columns") {
    const auto [header, field] = GENERATE(table<std::string, Field>({
        {"Nazwisko", Field::surname},
        {"NAZWISKO UCZNIA", Field::surname},
        {"nazwisko dziecka", Field::surname},
        {"familyName", Field::surname},
        {"Imię", Field::givenName},
        {"imie", Field::givenName},
        {"Imię pierwsze", Field::givenName},
        {"Pierwsze imię", Field::givenName},
        {"Imię 1", Field::givenName},
        {"givenName", Field::givenName},
        {"Drugie imię", Field::secondName},
        {"Imię drugie", Field::secondName},
        {"imie2", Field::secondName},
        {"middleName", Field::secondName},
        {"Imię trzecie", Field::thirdName},
        {"Imiona", Field::givenNames},
        {"Imię (imiona)", Field::givenNames},
        {"Nazwisko i imię", Field::surnameThenGiven},
        {"Nazwisko Imię", Field::surnameThenGiven},
        {"Nazwisko i imię ucznia", Field::surnameThenGiven},
        {"Uczeń", Field::surnameThenGiven},
        {"Imię i nazwisko", Field::givenThenSurname},
        {"Imię (imiona) i nazwisko", Field::givenThenSurname},
        {"PESEL", Field::pesel},
        {"Nr PESEL", Field::pesel},
        {"Numer PESEL ucznia", Field::pesel},
        {"PESEL (11 cyfr)", Field::pesel},
        {"Data urodzenia", Field::birthDate},
        {"data_ur", Field::birthDate},
        {"Data ur.", Field::birthDate},
        {"birthDate", Field::birthDate},
        {"Rodzaj dokumentu", Field::documentKind},
        {"Seria i numer dokumentu", Field::documentNumber},
        {"Nr paszportu", Field::documentNumber},
        {"Nr w księdze uczniów", Field::registerNumber},
        {"Numer w księdze uczniów", Field::registerNumber},
        {"Nr ks. uczniów", Field::registerNumber},
        {"nr_ku", Field::registerNumber},
        {"Nr w księdze", Field::registerNumber},
        {"Klasa", Field::classUnit},
        {"Oddział", Field::classUnit},
        {"Klasa/Oddział", Field::classUnit},
        {"Dane oddziału", Field::classUnit},
        {"poziom", Field::classLevel},
        {"symbol", Field::classSymbol},
        {"Rodzaj legitymacji", Field::cardType},
        {"czy niepełnosprawność", Field::disability},
        {"Nr legitymacji", Field::cardNumber},
        {"nr_leg", Field::cardNumber},
        {"Lp.", Field::ignore},
        {"plec", Field::ignore},
        {"Miejsce urodzenia", Field::ignore},
        {"Nazwisko rodowe", Field::ignore},
        {"Imię ojca", Field::ignore},
        {"", Field::ignore},
    }));
    CAPTURE(header);
    CHECK(roster::fieldOfHeader(header) == field);
}

TEST_CASE("each preset reads the list of its program") {
    CHECK(mappingOf("Nr;Uczeń;PESEL;Data urodzenia;Klasa", "librus").columns ==
          std::vector{Field::ignore, Field::surnameThenGiven, Field::pesel, Field::birthDate,
                      Field::classUnit});
    CHECK(mappingOf("Nazwisko;Imię;Drugie imię;Data urodzenia;PESEL;Numer w księdze uczniów;Dane oddziału",
                    "vulcan")
              .columns == std::vector{Field::surname, Field::givenName, Field::secondName, Field::birthDate,
                                      Field::pesel, Field::registerNumber, Field::classUnit});
    CHECK(mappingOf("plec;nazwisko;imie;imie2;pesel;data_ur;msc_ur;poziom;symbol;nr_dz;nr_ku;nr_leg", "alg")
              .columns == std::vector{Field::ignore, Field::surname, Field::givenName, Field::secondName,
                                      Field::pesel, Field::birthDate, Field::ignore, Field::classLevel,
                                      Field::classSymbol, Field::ignore, Field::registerNumber,
                                      Field::cardNumber});
    CHECK(mappingOf("cokolwiek;dalej;nr;x;data", "sio").columns ==
          std::vector{Field::givenName, Field::surname, Field::pesel, Field::ignore, Field::birthDate});
}

TEST_CASE("every preset has a name and a title, names of fields go there and back") {
    std::set<std::string> names;
    for (const auto& p : roster::presets()) {
        CHECK(!p.title.empty());
        CHECK(names.insert(p.name).second);
        CHECK(roster::suggestMapping(tableOf("Nazwisko;Imię\nx;y\n"), p.name).ok());
    }
    CHECK(names.count("auto") == 1);
    for (const Field f : roster::allFields()) {
        CHECK(roster::fieldFromName(roster::name(f)) == f);
        CHECK(!roster::title(f).empty());
    }
    CHECK(!roster::fieldFromName("nothing"));
}

TEST_CASE("a field goes to the first column that names it") {
    CHECK(mappingOf("PESEL;Nazwisko;Pesel;Nazwisko").columns ==
          std::vector{Field::pesel, Field::surname, Field::ignore, Field::ignore});
}

TEST_CASE("missing columns are all named") {
    const auto missing = [](const std::string& header) {
        const auto mapping = roster::guessMapping(tableOf(header + "\nx;y\n"), "auto");
        if (mapping)
            return std::string("-");
        CHECK(mapping.error().code == ErrorCode::columnMissing);
        CHECK(mapping.error().value("file") == "lista.csv");
        return mapping.error().value("field");
    };
    CHECK(missing("Nazwisko;Imię;PESEL") == "-");
    CHECK(missing("Nazwisko i imię;Nr w księdze") == "-");
    CHECK(missing("Nazwisko;Imiona;Data urodzenia") == "-");
    CHECK(missing("Nazwisko;PESEL") == "first given name");
    CHECK(missing("Imię;PESEL") == "surname");
    CHECK(missing("Nazwisko;Imię;Klasa") ==
          "PESEL number or date of birth or number in the pupils' register");
    CHECK(missing("a;b") ==
          "surname, first given name, PESEL number or date of birth or number in the pupils' register");
}

TEST_CASE("an unknown preset names those that exist") {
    const auto mapping = roster::suggestMapping(tableOf("a;b\n"), "excel");
    REQUIRE(!mapping);
    CHECK(mapping.error().code == ErrorCode::unknownPreset);
    CHECK(mapping.error().value("choices").find("vulcan") != std::string::npos);
}
