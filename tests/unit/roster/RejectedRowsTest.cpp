#include "Support.h"

#include "base/Text.h"
#include "roster/RejectedRows.h"

using namespace esek;
using namespace esek::test;

namespace {

struct Planned {
    roster::Table table;
    roster::Mapping mapping;
    roster::ImportPlan plan;
};

Planned planned(std::string_view csv) {
    Planned p;
    p.table = tableOf(csv);
    p.mapping = roster::guessMapping(p.table, "auto").value();
    p.plan = roster::plan(roster::parseRows(p.table, p.mapping), {});
    return p;
}

} // namespace

TEST_CASE("a refused row tells pupil and value") {
    const auto p =
        planned("Nazwisko;Imię;PESEL;Data urodzenia\nLis;Jan;13240740018;31.02.2013\nKot;Ewa;13250940112;\n");
    REQUIRE(p.plan.refused.size() == 1);
    CHECK(roster::pupilOfRow(p.table, p.mapping, p.plan.refused[0].row) == "Lis Jan");
    CHECK(roster::valueOfIssue(p.table, p.mapping, p.plan.refused[0]) == "31.02.2013");
}

TEST_CASE("no refused cell is a formula, and all of them are read again as they were") {
    const std::vector<std::string> cells{"=1+1",          "+48 600", "-",      "@home",
                                         "\uFF1DSUM(A1)", "\uFF0B1", "\u22125"};
    std::string list = "Nazwisko;Imię;PESEL;Uwagi\n";
    for (const std::string& cell : cells)
        list += "Lis;Jan;13240740017;" + cell + "\n";
    const auto first = planned(list);
    const std::string csv = roster::rejectedRowsCsv(first.table, first.plan);
    const auto again = planned(csv);
    for (std::size_t i = 0; i < cells.size(); ++i) {
        INFO(cells[i]);
        CHECK(csv.find("'" + first.table.cell(i, 3)) != std::string::npos);
        CHECK(again.table.cell(i, 3) == first.table.cell(i, 3));
    }
}

TEST_CASE("a message repeats the beginning of a long cell only") {
    std::string name;
    for (int i = 0; i < 5'000; ++i)
        name += "ż";
    const auto p = planned("Nazwisko;Imię;PESEL\n" + name + ";Jan;13240740018\n");
    REQUIRE(p.plan.refused.size() == 1);
    const std::string pupil = roster::pupilOfRow(p.table, p.mapping, p.plan.refused[0].row);
    CHECK(characterCount(pupil) == 100 + 1 + 4);
    CHECK(pupil.substr(200) == "… Jan");
    CHECK(characterCount(roster::valueOfIssue(p.table, p.mapping, p.plan.refused[0])) == 101);
}

TEST_CASE("the refused rows are a list that can be corrected and imported again") {
    const auto p =
        planned("Nazwisko;Imię;PESEL;Uwagi\nKlasa 4B;;;\nLis;Jan;13240740017;=1+1\nKot;Ewa;13250940112;\n"
                "\"Ż;ak\";\"Iga \"\"I\"\"\";x;\n");
    std::string csv = roster::rejectedRowsCsv(p.table, p.plan);
    CHECK(csv.substr(0, 3) == "\xEF\xBB\xBF");
    CHECK(csv.find(";\"'=1+1\";4B;3;") != std::string::npos);
    CHECK(csv.find("\"Ż;ak\";\"Iga \"\"I\"\"\";x;;4B;5;") != std::string::npos);
    CHECK(csv.find("Kot") == std::string::npos);
    csv.replace(csv.find("13240740017"), 11, "13240740018");
    const auto again = planned(csv);
    REQUIRE(again.plan.add.size() == 1);
    CHECK(again.plan.add[0].student.listName() == "Lis Jan");
    CHECK(again.plan.add[0].student.classUnit == "4B");
}
