#include "reports/Table.h"
#include "reports/TableFiles.h"

#include <catch2/catch.hpp>

using namespace esek;
using namespace esek::reports;

namespace {

Table sample() {
    Table table;
    table.name = "sample";
    table.title = "Opłaty";
    table.columns = {
        {.key = "pupil", .title = "Uczeń", .definition = "Nazwisko i imiona."},
        {.key = "pesel", .title = "PESEL", .type = ColumnType::pesel},
        {.key = "day", .title = "Data", .type = ColumnType::date},
        {.key = "count", .title = "Liczba", .type = ColumnType::number, .summed = true},
        {.key = "fee", .title = "Opłata", .type = ColumnType::money, .unit = "zł", .summed = true},
        {.key = "sign", .title = "Podpis", .type = ColumnType::byHand}};
    const auto day = *dateFromIso("2026-09-01");
    table.rows = {{"Żak Ewa", "05251600134", day, std::int64_t{2}, Money{900}, ""},
                  {"=1+1", "", "", std::int64_t{3}, Money{1050}, ""},
                  {"ćma", "", "", std::int64_t{10}, Money{5}, ""},
                  {"Cis", "", "", "", "", ""}};
    addTotals(table, "Razem");
    return table;
}

std::vector<std::string> firstColumn(const std::vector<Row>& rows) {
    std::vector<std::string> out;
    for (const Row& row : rows)
        out.push_back(shown(row[0]));
    return out;
}

} // namespace

TEST_CASE("Totals are the exact sums of the columns that are marked so") {
    const Table table = sample();
    CHECK(shown(table.totals[0]) == "Razem");
    CHECK(table.totals[1] == Cell(std::string()));
    CHECK(table.totals[3] == Cell(std::int64_t{15}));
    CHECK(table.totals[4] == Cell(Money{1955}));
    CHECK(shown(Money{1955}) == "19,55");
    CHECK(shown(Money{-5}) == "-0,05");
}

TEST_CASE("Rows are sorted as Polish words, by value, and empty cells come last both ways") {
    Table table = sample();
    sortRows(table.rows, 0, true);
    CHECK(firstColumn(table.rows) == std::vector<std::string>{"=1+1", "Cis", "ćma", "Żak Ewa"});
    sortRows(table.rows, 3, true);
    CHECK(firstColumn(table.rows) == std::vector<std::string>{"Żak Ewa", "=1+1", "ćma", "Cis"});
    sortRows(table.rows, 3, false);
    CHECK(firstColumn(table.rows) == std::vector<std::string>{"ćma", "=1+1", "Żak Ewa", "Cis"});
    sortRows(table.rows, 2, false);
    CHECK(firstColumn(table.rows).front() == "Żak Ewa");
}

TEST_CASE("The CSV of a report has its header and rows, and no formula") {
    CHECK(toCsv(sample()) == "\xEF\xBB\xBF"
                             "Uczeń;PESEL;Data;Liczba;Opłata (zł);Podpis\r\n"
                             "Żak Ewa;05251600134;2026-09-01;2;9,00;\r\n"
                             "\"'=1+1\";;;3;10,50;\r\n"
                             "ćma;;;10;0,05;\r\n"
                             "Cis;;;;;\r\n");
}

TEST_CASE("The JSON of a report carries types, units, definitions and totals") {
    const Json json = toJson(sample());
    CHECK(json["report"] == "sample");
    CHECK(json["columns"][0]["definition"] == "Nazwisko i imiona.");
    CHECK(json["columns"][1]["type"] == "pesel");
    CHECK(json["columns"][4]["unit"] == "zł");
    CHECK(json["rows"][0]["pesel"] == "05251600134");
    CHECK(json["rows"][0]["day"] == "2026-09-01");
    CHECK(json["rows"][0]["fee"] == "9.00");
    CHECK(json["rows"][1]["day"].is_null());
    CHECK(json["rows"][1]["pupil"] == "=1+1");
    CHECK(json["totals"]["count"] == 15);
    CHECK(json["totals"]["fee"] == "19.55");
}

TEST_CASE("What goes to the clipboard has no formula, and no cell becomes two") {
    Table table = sample();
    table.rows.resize(2);
    table.rows[0][0] = "a\tb\nc";
    table.rows[1][0] = "\t=1+1";
    const std::string text = toTabs(table);
    CHECK(text.starts_with(
        "Uczeń\tPESEL\tData\tLiczba\tOpłata (zł)\tPodpis\na b c\t05251600134\t01.09.2026\t2\t"));
    CHECK(text.find("\n' =1+1\t") != std::string::npos);
    CHECK(std::count(text.begin(), text.end(), '\n') == 4);
}
