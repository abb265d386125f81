#include "Support.h"

#include "roster/Headers.h"

using namespace esek;
using namespace esek::test;
using roster::Field;

namespace {

roster::Mapping mappingOf(const roster::Table& table) {
    return roster::suggestMapping(table, "auto").value();
}

std::vector<Field> questions(const roster::Mapping& mapping) {
    std::vector<Field> fields;
    for (const auto& q : mapping.questions)
        fields.push_back(q.field);
    return fields;
}

} // namespace

TEST_CASE("columns of parents, teachers and contacts are never the pupil's") {
    for (const char* heading :
         {"Opiekun 1 – nazwisko", "Imię matki", "Nazwisko ojca", "PESEL rodzica",
          "Imię i nazwisko rodzica/opiekuna", "Imię i nazwisko wychowawcy", "Data urodzenia matki",
          "PESEL opiekuna prawnego dziecka", "Nazwisko osoby upoważnionej do odbioru", "Mother's surname",
          "Guardian PESEL", "Kontakt: imię i nazwisko"}) {
        INFO(heading);
        CHECK(roster::fieldOfHeader(heading) == Field::ignore);
    }
}

TEST_CASE("a heading may name the thing twice or say whose it is") {
    const auto [heading, field] = GENERATE(table<std::string, Field>({
        {"PESEL/paszport", Field::pesel},
        {"PESEL (lub nr paszportu)", Field::pesel},
        {"PESEL ucznia lub numer dokumentu tożsamości", Field::pesel},
        {"PESEL (11 cyfr)", Field::pesel},
        {"Oddział/grupa", Field::classUnit},
        {"Klasa (oddział)", Field::classUnit},
        {"Data i miejsce urodzenia", Field::birthDate},
        {"Miejsce i data urodzenia", Field::birthDate},
        {"Dokument tożsamości", Field::documentNumber},
        {"Nazwisko kandydata", Field::surname},
        {"Imię (imiona) dziecka", Field::givenNames},
        {"Child's surname", Field::surname},
        {"Nazwisko uczennicy/ucznia", Field::surname},
    }));
    INFO(heading);
    CHECK(roster::fieldOfHeader(heading) == field);
    CHECK(roster::meaningOfHeader("PESEL/paszport").orDocument);
    CHECK_FALSE(roster::meaningOfHeader("PESEL (11 cyfr)").orDocument);
}

TEST_CASE("the pupil's column wins over the plain one of the person who filled in the form") {
    const auto table =
        tableOf("Sygnatura czasowa,Imię i nazwisko,Imię i nazwisko dziecka,PESEL dziecka,Klasa\n"
                "1.09.2026 08:11,Ewa Bąkowska,Józef Bąkowski,13240730015,4B\n");
    const auto rows = roster::parseRows(table, roster::guessMapping(table, "auto").value());
    REQUIRE(rows.good.size() == 1);
    CHECK(rows.good[0].student.listName() == "Bąkowski Józef");
    REQUIRE(rows.remarks.size() == 1);
    CHECK(rows.remarks[0].kind == "column.unread");
    CHECK(rows.remarks[0].reason().find("Imię i nazwisko") != std::string::npos);
}

TEST_CASE("a form with both persons takes the child throughout") {
    const auto table = tableOf("Nazwisko,Imię,PESEL,Nazwisko dziecka,Imię dziecka,PESEL dziecka,Klasa\n"
                               "Bąkowska,Ewa,85060241123,Bąkowski,Józef,13240730015,4B\n");
    const auto rows = roster::parseRows(table, roster::guessMapping(table, "auto").value());
    REQUIRE(rows.good.size() == 1);
    CHECK(rows.good[0].student.listName() == "Bąkowski Józef");
    CHECK(rows.good[0].student.pesel->text() == "13240730015");
}

TEST_CASE("a plain PESEL beside two persons is asked about") {
    const auto table = tableOf("Nazwisko,Imię,PESEL,Nazwisko dziecka,Imię dziecka,Klasa\n"
                               "Bąkowska,Ewa,85060241123,Bąkowski,Józef,4B\n");
    auto mapping = mappingOf(table);
    CHECK(questions(mapping) == std::vector<Field>{Field::pesel});
    const auto error = roster::checkMapping(table, mapping).error();
    CHECK(error.code == ErrorCode::columnsUnclear);
    CHECK(error.value("columns").find("PESEL") != std::string::npos);
    CHECK(error.value("name") == "pesel");
    roster::dropField(mapping, Field::pesel);
    CHECK(mapping.questions.empty());
    CHECK(roster::checkMapping(table, mapping).error().code == ErrorCode::columnMissing);
}

TEST_CASE("two columns for one field are asked about only when they differ") {
    const auto same =
        tableOf("Nazwisko;Imię;PESEL;Klasa;Oddział\nLis;Jan;13240740018;1A;1a\nKot;Ewa;13250940112;1A;\n");
    CHECK(mappingOf(same).questions.empty());
    CHECK(mappingOf(same).columns[3] == Field::classUnit);
    const auto differ = tableOf("Nazwisko;Imię;PESEL;Klasa;Oddział\nLis;Jan;13240740018;4;4B\n");
    auto mapping = mappingOf(differ);
    CHECK(questions(mapping) == std::vector<Field>{Field::classUnit});
    CHECK(mapping.columns[3] == Field::ignore);
    roster::assignColumn(mapping, 4, Field::classUnit);
    CHECK(mapping.questions.empty());
    CHECK(roster::checkMapping(differ, mapping));
    CHECK(roster::parseRows(differ, mapping).good.at(0).student.classUnit == "4B");
}

TEST_CASE("a whole name beside surname and given name must be the same person") {
    CHECK(mappingOf(tableOf("Uczeń;Nazwisko;Imię;PESEL\nLis Jan;Lis;Jan;13240740018\n")).questions.empty());
    auto mapping = mappingOf(tableOf("Imię i nazwisko;Nazwisko;Imię;PESEL\nEwa Nowak;Lis;Jan;13240740018\n"));
    CHECK(questions(mapping) == std::vector<Field>{Field::surname});
    roster::assignColumn(mapping, 0, Field::givenThenSurname);
    CHECK(mapping.questions.empty());
}

TEST_CASE("a column of PESEL numbers or passports gives each row what it has") {
    for (const char* heading : {"PESEL/paszport", "PESEL (lub nr paszportu)"}) {
        INFO(heading);
        const auto rows =
            parsed(std::string("Nazwisko;Imię;") + heading +
                   ";Data urodzenia\nBąk;Jan;13240740018;07.04.2013\nTkaczenko;Ołena;GB765432;03.06.2013\n");
        REQUIRE(rows.good.size() == 2);
        CHECK(rows.good[0].student.pesel->text() == "13240740018");
        CHECK(rows.good[1].student.document->number == "GB765432");
        CHECK(kinds(rows.good[1].flags) == std::vector<std::string>{"3 document.kindMissing"});
    }
    // A plain column of PESEL numbers stays strict.
    CHECK(parsed("Nazwisko;Imię;PESEL\nBąk;Jan;GB765432\n").refused.at(0).kind == "pesel.digits");
}

TEST_CASE("kind, country and number of a document in one cell") {
    const auto [text, kind, number, country] = GENERATE(table<std::string, std::string, std::string, bool>({
        {"paszport UA GB765432", "paszport", "GB765432", true},
        {"karta pobytu BY 0034567", "karta pobytu", "0034567", true},
        {"Paszport nr GB 765432", "Paszport", "GB765432", false},
        {"GB765432", "dokument tożsamości", "GB765432", false},
        {"dowód osobisty: ABC 123456", "dowód osobisty", "ABC123456", false},
    }));
    INFO(text);
    const auto rows =
        parsed("Nazwisko;Imię;Dokument tożsamości;Data urodzenia\nTkaczenko;Ołena;" + text + ";03.06.2013\n");
    REQUIRE(rows.good.size() == 1);
    CHECK(rows.good[0].student.document->kind == kind);
    CHECK(rows.good[0].student.document->number == number);
    CHECK((!rows.good[0].flags.empty() && rows.good[0].flags[0].kind == "document.country") == country);
}

TEST_CASE("columns that are not read are named, empty ones and ordinal numbers are not") {
    const auto table = tableOf(
        "Lp.;Nazwisko;Imię;PESEL;Uwagi;Pusta;Telefon opiekuna\n1;Lis;Jan;13240740018;alergia;;600 100 200\n");
    CHECK(roster::unreadColumns(table, mappingOf(table)) ==
          std::vector<std::string>{"Uwagi", "Telefon opiekuna"});
}

TEST_CASE("the number of the present card is passed on") {
    const auto table =
        tableOf("Nazwisko;Imię;PESEL;Nr legitymacji\nBąk;Jan;13250160013;1/2026\nLis;Ewa;13250940112;\n");
    const auto plan = roster::plan(roster::parseRows(table, roster::guessMapping(table, "auto").value()), {});
    REQUIRE(plan.presentCards.size() == 1);
    CHECK(plan.presentCards[0].number == "1/2026");
    CHECK(plan.presentCards[0].row == 0);
}
