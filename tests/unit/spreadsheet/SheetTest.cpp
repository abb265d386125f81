#include "spreadsheet/Sheet.h"
#include "support/TempDir.h"

#include <catch2/catch.hpp>

using namespace esek;
using namespace esek::spreadsheet;

namespace {

/// What attackers and ordinary life put into cells: every one of them is a formula in some program.
const std::vector<std::string> kFormulas{"=1+1",
                                         "=HYPERLINK(\"http://x\",\"y\")",
                                         "+48 600 100 200",
                                         "-5/2026",
                                         "@SUM(A1)",
                                         "\t=1+1",
                                         "\r=1+1",
                                         "\n=1+1",
                                         "  =1+1",
                                         "\u00A0=1+1",
                                         "\uFEFF=1+1",
                                         "\uFF1D1+1",
                                         "\u22125",
                                         "=cmd|' /C calc'!A0"};

} // namespace

TEST_CASE("No cell of a CSV file begins like a formula") {
    for (const std::string& formula : kFormulas) {
        INFO(formula);
        CHECK(looksLikeFormula(formula));
        const std::string csv = toCsv({"s", {"a", "b"}, {{formula, formula}}}, ByteOrderMark::no);
        const std::string row = csv.substr(csv.find("\r\n") + 2);
        CHECK(row.starts_with("\"'"));
        CHECK(row.find(";\"'") != std::string::npos);
        CHECK(row.find_first_of("\t\n") == row.size() - 1); // the end of the line is all that is left of them
    }
    for (const char* plain : {"", "Nowak-Kowalska", "1/2026", "05251600134", "Jan 'Janek'", "  "}) {
        INFO(plain);
        CHECK_FALSE(looksLikeFormula(plain));
    }
}

TEST_CASE("CSV cells are quoted when they must be") {
    const Sheet sheet{"s", {"lp", "nazwa"}, {{"1", "a;b \"c\""}, {"2", "dwie\nlinie"}}};
    CHECK(toCsv(sheet, ByteOrderMark::no) == "lp;nazwa\r\n1;\"a;b \"\"c\"\"\"\r\n2;dwie linie\r\n");
    CHECK(toCsv(sheet, ByteOrderMark::yes).starts_with("\xEF\xBB\xBFlp;"));
}

TEST_CASE("Dates, numbers and money of a CSV file are those that spreadsheet programs understand") {
    const Sheet sheet{"s",
                      {"a", "b", "c", "d"},
                      {{*dateFromIso("2026-09-01"), std::int64_t{-3}, Money{-905}, "-3"}},
                      {"suma", "", Money{1}, ""}};
    CHECK(toCsv(sheet, ByteOrderMark::no) == "a;b;c;d\r\n2026-09-01;-3;-9,05;\"'-3\"\r\n");
}

TEST_CASE("A text that no cell can hold is cut, and the workbook is written") {
    const test::TempDir folder;
    CHECK(toXlsx({"s", {"a"}, {{std::string(40'000, 'x')}}}, folder.path()));
}

TEST_CASE("A workbook holds every value as text and leaves no scratch file") {
    const test::TempDir folder;
    Sheet sheet{"Legitymacje", {"nr", "PESEL", "nazwisko"}, {{"1/2026", "05251600134", "Żółć"}}};
    for (const std::string& formula : kFormulas)
        sheet.rows.push_back({formula, "a\x01b", "Ńę"});
    const auto bytes = toXlsx(sheet, folder.path());
    REQUIRE(bytes);
    CHECK(std::filesystem::is_empty(folder.path()));
    CHECK(std::string(bytes->begin(), bytes->begin() + 2) == "PK");
}

TEST_CASE("A workbook that cannot be written is an error that names no bug") {
    const auto refused = toXlsx({"s", {"a"}, {{"1"}}}, "/no/such/folder");
    REQUIRE_FALSE(refused);
    CHECK(refused.error().code == ErrorCode::folderNotWritable);
}
