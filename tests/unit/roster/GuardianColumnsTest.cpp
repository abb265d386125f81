#include "roster/GuardianColumns.h"
#include "roster/ImportPlan.h"
#include "roster/ParseRows.h"

#include <catch2/catch.hpp>

using namespace esek;
using namespace esek::roster;
using domain::GuardianRelation;

namespace {

Table tableOf(std::vector<std::string> header, std::vector<std::vector<std::string>> rows) {
    Table table;
    table.header = std::move(header);
    for (std::size_t i = 0; i < rows.size(); ++i)
        table.lineNumbers.push_back(i + 2);
    table.rows = std::move(rows);
    return table;
}

} // namespace

TEST_CASE("headings of parents say who it is and what stands there") {
    using Value = GuardianHeading::Value;
    const std::vector<std::pair<const char*, GuardianHeading>> known{
        {"Matka", {GuardianRelation::mother, 0, Value::name}},
        {"Imię i nazwisko matki", {GuardianRelation::mother, 0, Value::name}},
        {"Imię matki", {GuardianRelation::mother, 0, Value::givenNames}},
        {"Nazwisko ojca", {GuardianRelation::father, 0, Value::surname}},
        {"E-mail ojca", {GuardianRelation::father, 0, Value::email}},
        {"Adres e-mail matki", {GuardianRelation::mother, 0, Value::email}},
        {"Opiekun prawny 2 (imię i nazwisko)", {GuardianRelation::guardian, 2, Value::name}},
        {"e-mail rodzica nr 1", {GuardianRelation::parent, 1, Value::email}},
        {"Rodzic/opiekun", {GuardianRelation::parent, 0, Value::name}},
        {"Mother's name", {GuardianRelation::mother, 0, Value::name}},
        {"Poczta elektroniczna opiekuna", {GuardianRelation::guardian, 0, Value::email}}};
    for (const auto& [text, heading] : known) {
        INFO(text);
        REQUIRE(guardianHeading(text));
        CHECK(*guardianHeading(text) == heading);
    }
    for (const char* other : {"Telefon matki", "PESEL ojca", "Adres zamieszkania matki", "Imiona rodziców",
                              "Nazwisko rodowe matki", "Wychowawca", "Nauczyciel opiekun", "Imię i nazwisko",
                              "E-mail", "Matka chrzestna", "", "Data urodzenia matki"})
        CHECK_FALSE(guardianHeading(other));
}

TEST_CASE("a list brings parents with their addresses and leaves out what cannot be read") {
    const Table table = tableOf({"Nazwisko", "Imię", "PESEL", "Imię matki", "Nazwisko matki", "E-mail matki",
                                 "Ojciec", "E-mail ojca", "Telefon ojca", "E-mail opiekuna"},
                                {{"Nowak", "Zofia", "", "Beata", "Nowak", " Beata@Example.PL ",
                                  "Cezary Nowak", "brak@", "600 100 200", "x@y.pl"},
                                 {"Kot", "Jan", "", "", "", "", "-", "", "", ""},
                                 {"Lis", "Ewa", "", "Anna", "Lis", "a@b.pl; c@d.pl", "R2D2", "", "", ""}});
    Mapping mapping;
    mapping.columns = {Field::surname, Field::givenName, Field::pesel,  Field::ignore, Field::ignore,
                       Field::ignore,  Field::ignore,    Field::ignore, Field::ignore, Field::ignore};
    const GuardianColumns columns(table, mapping);
    const auto first = columns.at(0);
    REQUIRE(first.guardians.size() == 2);
    CHECK(first.guardians[0] == ListedGuardian{"Beata Nowak", "Beata@example.pl", GuardianRelation::mother});
    CHECK(first.guardians[1] == ListedGuardian{"Cezary Nowak", "", GuardianRelation::father});
    CHECK(first.spoiledEmail);
    CHECK(columns.at(1).guardians.empty());
    const auto third = columns.at(2);
    REQUIRE(third.guardians.size() == 1);
    CHECK(third.guardians[0].email == "a@b.pl");
    CHECK(third.spoiledName);
    // What was read is not named among the columns that were not; the rest is, as before.
    CHECK(unreadColumns(table, mapping) == std::vector<std::string>{"Telefon ojca", "E-mail opiekuna"});
    mapping.columns[6] = Field::givenThenSurname; // a person says that this is the pupil's
    CHECK(GuardianColumns(table, mapping).at(0).guardians.size() == 1);
}

TEST_CASE("the plan says of which pupil a parent is") {
    const Table table = tableOf({"Nazwisko", "Imię", "Data urodzenia", "Klasa", "Matka"},
                                {{"Nowak", "Zofia", "2015-03-01", "1A", "Beata Nowak"},
                                 {"Kot", "Jan", "2015-04-01", "1A", "Maria Kot"}});
    Mapping mapping;
    mapping.columns = {Field::surname, Field::givenName, Field::birthDate, Field::classUnit, Field::ignore};
    domain::Student zofia;
    zofia.id = {*Uuid::parse("01900000-0000-7000-8000-000000000001")};
    zofia.surname = "Nowak";
    zofia.givenNames = "Zofia";
    zofia.birthDate = dateFromIso("2015-03-01");
    zofia.classUnit = "1A";
    const ImportPlan made = plan(parseRows(table, mapping), {zofia});
    REQUIRE(made.guardians.size() == 2);
    CHECK(made.guardians[0].student == zofia.id);
    CHECK(made.guardians[0].guardian.name == "Beata Nowak");
    CHECK(made.guardians[0].guardian.id.isNil());
    CHECK(made.guardians[1].student.isNil());
    CHECK(made.guardians[1].row == 1);
}
