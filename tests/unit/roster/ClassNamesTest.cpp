#include "Support.h"

using namespace esek;
using namespace esek::test;
using roster::classInTitle;
using roster::normalizeClass;

TEST_CASE("spellings of one class are one class") {
    for (const char* text :
         {"1A", "1a", "1 a", "kl. 1a", "klasa 1a", "Klasa: 1A", "Oddział 1A", "1.A", "1-A", "1–A", "1 \"A\"",
          "1 „A”", "1'A'", "1\xD0\x90" /* Cyrillic */, "1/a", "1_A", "1 A."}) {
        INFO(text);
        CHECK(normalizeClass(text) == "1A");
    }
    for (const char* text : {"IV b", "IV-B", "IV.b", "kl. IV B", "IV „B”"}) {
        INFO(text);
        CHECK(normalizeClass(text) == "IV B");
    }
    CHECK(normalizeClass("1 TI") == "1TI");
}

TEST_CASE("what may be another class stays another class") {
    CHECK(normalizeClass("1A LO") == "1A LO");
    CHECK(normalizeClass("1A (SP)") == "1A (SP)");
    CHECK(normalizeClass("1 technikum") == "1 TECHNIKUM");
    CHECK(normalizeClass("2026/1A") == "2026/1A");
    CHECK(normalizeClass("zerówka") == "ZERÓWKA");
    CHECK(normalizeClass("12") == "12");
    CHECK(normalizeClass("").empty());
}

TEST_CASE("classes that are probably one are pointed at, once each") {
    const auto table = tableOf("Nazwisko;Imię;PESEL;Klasa\nA;Jan;13300110016;1A\nB;Jan;13300210112;1A\n"
                               "C;Jan;13300310218;I a\nD;Jan;13300410314;1A SP\nE;Jan;13300510410;2B\n"
                               "F;Jan;13300610516;I a\n");
    const auto parsed = roster::parseRows(table, roster::guessMapping(table, "auto").value());
    const auto plan = roster::plan(parsed, {});
    CHECK(kinds(plan.flags) == std::vector<std::string>{"4 class.similar", "5 class.similar"});
    CHECK(plan.flags[0].reason().find("1A") != std::string::npos);
    CHECK(plan.flags[0].reason().find("I A") != std::string::npos);
}

TEST_CASE("a title names the class") {
    const auto [title, name] = GENERATE(table<std::string, std::string>({
        {"Lista uczniów klasy: 4B", "4B"},
        {"Klasa 4B", "4B"},
        {"klasa 4 b", "4B"},
        {"Oddział 4b, wychowawca: Ewa Mączka", "4B"},
        {"Uczniowie klasy IV B", "IV B"},
        {"4B", "4B"},
        {"klasa 4 w roku szkolnym 2026/2027", "4"},
        {"Lista uczniów klasy 4B w roku 2026", "4B"},
        {"Wychowawca: Ewa Mączka", ""},
        {"Szkoła Podstawowa nr 77 w Gdyni", ""},
        {"Rok szkolny 2026/2027", ""},
        {"Razem: 25", ""},
        {"12", ""},
        {"Klasy", ""},
    }));
    INFO(title);
    CHECK(classInTitle(title).value_or("") == name);
}

TEST_CASE("what a spreadsheet made of a class or a number is known") {
    for (const char* text : {"2026-02-01", "01.02.2026", "1-02-2026", "kwi.20", "1-kwi", "sty-26", "1E+01",
                             "2,02E+04", "2026-02-01 00:00:00"}) {
        INFO(text);
        CHECK(roster::spreadsheetChanged(text));
    }
    for (const char* text :
         {"12/2020", "12.2020", "2020-12", "1A", "1/2", "4B", "1701", "1E1", "12-2020", "IV B"}) {
        INFO(text);
        CHECK_FALSE(roster::spreadsheetChanged(text));
    }
}

TEST_CASE("a date in the column of classes or register numbers is left out with a flag") {
    const auto rows =
        parsed("Nazwisko;Imię;PESEL;Nr w księdze;Klasa\nA;Jan;13300110016;2020-04-01;2026-02-01\n");
    REQUIRE(rows.good.size() == 1);
    CHECK(rows.good[0].student.registerNumber.empty());
    CHECK(rows.good[0].student.classUnit.empty());
    CHECK(kinds(rows.good[0].flags) ==
          std::vector<std::string>{"2 value.spreadsheetChanged", "2 value.spreadsheetChanged"});
}
