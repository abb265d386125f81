#include "Support.h"

#include "roster/Values.h"

using namespace esek;
using namespace esek::test;
using roster::Field;
using namespace std::chrono;

namespace {
std::string pesel(int y, unsigned m, unsigned d, int serial = 1234) {
    return domain::makePesel(Date{year{y}, month{m}, day{d}}, serial).text();
}
// With the check digit right and any digits before it.
std::string withCheckDigit(std::string ten) {
    static constexpr int kWeights[]{1, 3, 7, 9, 1, 3, 7, 9, 1, 3};
    int sum = 0;
    for (std::size_t i = 0; i < 10; ++i)
        sum += kWeights[i] * (ten[i] - '0');
    return ten + static_cast<char>('0' + (10 - sum % 10) % 10);
}
const std::string kHeader = "Nazwisko;Imię;PESEL;Data urodzenia;Klasa\n";
} // namespace

TEST_CASE("a row becomes a pupil") {
    const auto result =
        parsed("Nazwisko;Imię;Drugie imię;Imię trzecie;PESEL;Data urodzenia;Nr w księdze;Klasa;Nr leg\n"
               " Brzęczyszczykiewicz - Żółć ;Grzegorz  Jan;Maria;Ż;" +
               pesel(2011, 2, 3) + ";03.02.2011;12/2020;1 a;77/2024\n");
    REQUIRE(result.good.size() == 1);
    const auto& row = result.good[0];
    CHECK(row.student.surname == "Brzęczyszczykiewicz-Żółć");
    CHECK(row.student.givenNames == "Grzegorz Jan Maria Ż");
    CHECK(row.student.birthDate == Date{year{2011} / 2 / 3});
    CHECK(row.student.pesel->text() == pesel(2011, 2, 3));
    CHECK(row.student.registerNumber == "12/2020");
    CHECK(row.student.classUnit == "1A");
    CHECK(row.cardNumber == "77/2024");
    CHECK(row.student.id.isNil());
    CHECK(row.line == 2);
    CHECK(row.flags.empty());
}

TEST_CASE("PESEL: what is taken, what is refused, what is flagged") {
    const std::string lost = pesel(2008, 2, 29).substr(1);
    const auto [text, kind, fatal] = GENERATE_COPY(table<std::string, std::string, bool>({
        {pesel(1999, 12, 31), "", false},
        {pesel(2011, 1, 1), "", false},
        {"44051401458", "", false}, // the example of src/domain/README.md, PESEL
        {"4405140 1458", "", false},
        {"44051401458.0", "", false},
        {"44051401459", "pesel.checksum", true},
        {"44151401458", "pesel.checksum", true},
        {"4405140145", "pesel.length", true},
        {"440514014581", "pesel.length", true},
        {"4405140145X", "pesel.digits", true},
        {"AB1234567", "pesel.digits", true},
        {withCheckDigit("1133051234"), "pesel.date", true}, // month 13 + 20
        {withCheckDigit("1193051234"), "pesel.date", true}, // month 13 + 80
        {withCheckDigit("1122291234"), "pesel.date", true}, // 29 February 2011
        {withCheckDigit("1120011234"), "pesel.date", true}, // month 0 + 20
        {pesel(2012, 2, 29), "", false},
        {lost, "pesel.zerosRestored", false},
        {"9,80101E+10", "pesel.shortened", true},
        {"9.80101e10", "pesel.shortened", true},
    }));
    CAPTURE(text);
    const auto result = parsed(kHeader + "Kot;Ala;\"" + text + "\";;1A\n");
    if (fatal) {
        REQUIRE(result.refused.size() == 1);
        CHECK(result.good.empty());
        CHECK(result.refusedRows == 1);
        const auto& issue = result.refused[0];
        CHECK(issue.kind == kind);
        CHECK(issue.fatal);
        CHECK(issue.line == 2);
        CHECK(issue.column == "PESEL");
        CHECK(issue.field == Field::pesel);
        CHECK(issue.text().find(text) == std::string::npos); // never the number itself
    } else {
        REQUIRE(result.good.size() == 1);
        CHECK(kinds(result.good[0].flags) ==
              (kind.empty() ? std::vector<std::string>{} : std::vector<std::string>{"2 " + kind}));
        CHECK(result.good[0].student.birthDate == result.good[0].student.pesel->birthDate());
    }
}

TEST_CASE("a lost zero is put back, two as well") {
    for (const Date birth : {Date{year{2008} / 2 / 29}, Date{year{2000} / 5 / 4}}) {
        const std::string full = domain::makePesel(birth, 77).text();
        const std::string lost = full.substr(full.find_first_not_of('0'));
        const auto result = parsed(kHeader + "Kot;Ala;" + lost + ";;\n");
        REQUIRE(result.good.size() == 1);
        CHECK(result.good[0].student.pesel->text() == full);
        CHECK(kinds(result.good[0].flags) == std::vector<std::string>{"2 pesel.zerosRestored"});
    }
}

TEST_CASE("birth dates") {
    const auto [text, expected] = GENERATE(table<std::string, std::string>({
        {"03.02.2011", "2011-02-03"},
        {"3.2.2011", "2011-02-03"},
        {"2011-02-03", "2011-02-03"},
        {"2011-02-03 00:00:00", "2011-02-03"},
        {"2011-02-03T00:00:00.000Z", "2011-02-03"},
        {"03.02.2011 r.", "2011-02-03"},
        {"03/02/2011", "2011-02-03"},
        {"29.02.2012", "2012-02-29"},
        {"29.02.2011", ""},
        {"31.04.2011", ""},
        {"03.13.2011", ""},
        {"luty", ""},
    }));
    CAPTURE(text);
    const auto result = parsed(kHeader + "Kot;Ala;;" + text + ";1A\n");
    if (expected.empty()) {
        CHECK(kinds(result.refused) == std::vector<std::string>{"2 birthDate.invalid"});
        CHECK(result.refused.at(0).column == "Data urodzenia");
    } else {
        REQUIRE(result.good.size() == 1);
        CHECK(result.good[0].student.birthDate == dateFromIso(expected));
        CHECK(kinds(result.good[0].flags) == std::vector<std::string>{"2 card.identityMissing"});
    }
}

TEST_CASE("a birth date that differs from the PESEL is flagged and kept") {
    const auto result = parsed(kHeader + "Kot;Ala;" + pesel(2011, 2, 3) + ";04.02.2011;1A\n");
    REQUIRE(result.good.size() == 1);
    CHECK(kinds(result.good[0].flags) == std::vector<std::string>{"2 birthDate.differsFromPesel"});
    CHECK(result.good[0].student.birthDate == Date{year{2011} / 2 / 4});
}

TEST_CASE("births in the future are refused when today is known") {
    const auto table = tableOf(kHeader + "Kot;Ala;;04.02.2031;1A\nLis;Jan;" + pesel(2031, 1, 1) + ";;1A\n");
    const auto mapping = roster::guessMapping(table, "auto").value();
    CHECK(roster::parseRows(table, mapping).good.size() == 2);
    const auto result = roster::parseRows(table, mapping, Date{year{2026} / 11 / 21});
    CHECK(kinds(result.refused) == std::vector<std::string>{"2 birthDate.future", "3 birthDate.future"});
    CHECK(result.refused[0].field == Field::birthDate);
    CHECK(result.refused[1].field == Field::pesel);
}

TEST_CASE("names") {
    const auto [surname, given, kind] = GENERATE(table<std::string, std::string, std::string>({
        {"KOWALSKI", "JAN", ""},
        {"O'Neill", "Seán", ""},
        {"Nowak–Kowalska", "Anna Maria", ""},
        {"de la Cruz", "José", ""},
        {"Kowalski2", "Jan", "name.characters"},
        {"Kowalski", "J4n", "name.characters"},
        {"Kow\x01lski", "Jan", "name.characters"},
        {"Kow\u0085lski", "Jan", "text.spoiled"},
        {"jan@szkola.pl", "Jan", "name.characters"},
        {".", "Jan", "name.characters"},
        {"", "Jan", "surname.missing"},
        {"Kowalski", "", "givenName.missing"},
    }));
    CAPTURE(surname, given);
    const auto result = parsed(kHeader + surname + ";" + given + ";44051401458;;1A\n");
    if (kind.empty()) {
        CHECK(result.good.size() == 1);
        CHECK(result.refused.empty());
    } else {
        CHECK(kinds(result.refused) == std::vector<std::string>{"2 " + kind});
    }
}

TEST_CASE("a name with a line end inside its cell is one name") {
    const auto result = parsed(kHeader + "\"Kowalska\n-Nowak\";\"Anna\nMaria\";44051401458;;1A\n");
    REQUIRE(result.good.size() == 1);
    CHECK(result.good[0].student.surname == "Kowalska-Nowak");
    CHECK(result.good[0].student.givenNames == "Anna Maria");
}

TEST_CASE("too long values name the limit") {
    const auto result =
        parsed(kHeader + std::string(101, 'a') + ";Jan;44051401458;;" + std::string(61, 'x') + "\n");
    REQUIRE(result.refused.size() == 2);
    CHECK(result.refused[0].text().find("100") != std::string::npos);
    CHECK(result.refused[1].text().find("60") != std::string::npos);
}

TEST_CASE("surname and given names in one column") {
    const auto [header, cell, surname, given, certain] =
        GENERATE(table<std::string, std::string, std::string, std::string, bool>({
            {"Nazwisko i imię", "Kowalski Jan", "Kowalski", "Jan", true},
            {"Nazwisko i imię", "Kowalski, Jan Maria", "Kowalski", "Jan Maria", true},
            {"Nazwisko i imię", "Nowak - Kowalska Anna", "Nowak-Kowalska", "Anna", true},
            {"Nazwisko i imię", "Kowalski Jan Maria", "Kowalski", "Jan Maria", false},
            {"Nazwisko i imię", "von Berg Jan", "von Berg", "Jan", true},
            {"Nazwisko i imię", "de la Cruz José", "de la Cruz", "José", true},
            {"Imię i nazwisko", "Jan Kowalski", "Kowalski", "Jan", true},
            {"Imię i nazwisko", "Jan Maria Kowalski", "Kowalski", "Jan Maria", false},
            {"Imię i nazwisko", "Ludwig van Beethoven", "van Beethoven", "Ludwig", true},
        }));
    CAPTURE(cell);
    const auto result = parsed(header + ";PESEL\n" + cell + ";44051401458\n");
    REQUIRE(result.good.size() == 1);
    CHECK(result.good[0].student.surname == surname);
    CHECK(result.good[0].student.givenNames == given);
    CHECK(result.good[0].flags.empty() == certain);
}

TEST_CASE("one word is not a surname and a given name") {
    CHECK(kinds(parsed("Nazwisko i imię;PESEL\nKowalski;44051401458\n").refused) ==
          std::vector<std::string>{"2 givenName.missing"});
}

TEST_CASE("pupils without PESEL") {
    const auto result =
        parsed("Nazwisko;Imię;PESEL;Data urodzenia;Rodzaj dokumentu;Nr dokumentu;Nr w księdze\n"
               "Li;Wei;brak;01.02.2011;Paszport;EA1234567;\n"
               "Li;Mei;-;01.02.2012;;EA7654321;\n"
               "Li;Min;;01.02.2013;;;\n"
               "Li;Jun;;;;;15\n"
               "Li;Nikt;;;paszport;X1;\n");
    REQUIRE(result.good.size() == 4);
    CHECK(result.good[0].student.document == domain::IdentityDocument{"Paszport", "EA1234567"});
    CHECK(result.good[0].flags.empty());
    CHECK(kinds(result.good[1].flags) == std::vector<std::string>{"3 document.kindMissing"});
    CHECK(kinds(result.good[2].flags) == std::vector<std::string>{"4 card.identityMissing"});
    CHECK(kinds(result.good[3].flags) ==
          std::vector<std::string>{"5 birthDate.missing", "5 card.identityMissing"});
    CHECK(kinds(result.refused) == std::vector<std::string>{"6 identity.missing"});
}

TEST_CASE("a column of passports says what the document is") {
    const auto result = parsed("Nazwisko;Imię;Data urodzenia;Nr paszportu\nLi;Wei;01.02.2011;EA1234567\n");
    REQUIRE(result.good.size() == 1);
    CHECK(result.good[0].student.document == domain::IdentityDocument{"paszport", "EA1234567"});
    CHECK(result.good[0].flags.empty());
}

TEST_CASE("classes") {
    for (const auto& [raw, expected] : std::map<std::string, std::string>{{"1 a", "1A"},
                                                                          {"1a", "1A"},
                                                                          {"IV b", "IV B"},
                                                                          {"kl. 2b", "2B"},
                                                                          {"Klasa 3 C", "3C"},
                                                                          {"1 technikum", "1 TECHNIKUM"},
                                                                          {"1 ł", "1Ł"},
                                                                          {"0", "0"},
                                                                          {"2-B", "2B"},
                                                                          {"4TI", "4TI"},
                                                                          {"  ", ""}}) {
        CAPTURE(raw);
        CHECK(roster::normalizeClass(raw) == expected);
    }
    const auto alg = parsed("nazwisko;imie;pesel;poziom;symbol\nKot;Ala;44051401458;1;a\n", "alg");
    CHECK(alg.good.at(0).student.classUnit == "1A");
}

TEST_CASE("card types and the -N mark") {
    const auto result = parsed("Nazwisko;Imię;PESEL;Rodzaj legitymacji;Czy niepełnosprawność\n"
                               "A;B;44051401458;mein I/2;\n"
                               "C;D;" +
                               pesel(2011, 2, 3) + ";;1\nE;F;" + pesel(2011, 2, 4) + ";;0\nG;H;" +
                               pesel(2011, 2, 5) + ";X;może\n");
    REQUIRE(result.good.size() == 4);
    CHECK(result.good[0].student.cardType == "MEiN-I/2");
    CHECK(result.good[1].student.cardType == "MEiN-I/3-N");
    CHECK(result.good[2].student.cardType.empty());
    CHECK(kinds(result.good[3].flags) ==
          std::vector<std::string>{"5 disability.unknown", "5 cardType.unknown"});
}

TEST_CASE("footers, repeated headers and short rows") {
    const auto result =
        parsed("Nazwisko;Imię;PESEL\nKot;Ala;44051401458\nNazwisko;Imię;PESEL\nRazem: 25;;\nLis;Jan\n");
    CHECK(result.good.size() == 1);
    CHECK(kinds(result.refused) == std::vector<std::string>{"4 row.incomplete", "5 identity.missing"});
    CHECK(result.refusedRows == 2);
}

TEST_CASE("a row with several faults names each, and counts once") {
    const auto result = parsed(kHeader + "K0t;Ala;123;luty;1A\n");
    CHECK(kinds(result.refused) ==
          std::vector<std::string>{"2 name.characters", "2 pesel.length", "2 birthDate.invalid"});
    CHECK(result.refusedRows == 1);
}

TEST_CASE("every kind of issue has a sentence of its own") {
    for (const auto& kind : roster::allIssueKinds()) {
        roster::Issue issue;
        issue.line = 3;
        issue.column = "Kolumna";
        issue.field = Field::pesel;
        issue.kind = kind;
        for (const char* key : {"line", "limit", "letters", "country", "class", "other", "count", "sheet",
                                "sheets", "columns", "charset", "number", "label", "date", "card"})
            issue.context.emplace_back(key, "9");
        CAPTURE(issue.text());
        CHECK(issue.reason() != kind);
        CHECK(issue.text().find('{') == std::string::npos);
        CHECK(issue.text().find("3") != std::string::npos);
    }
    roster::Issue incomplete;
    incomplete.line = 3;
    incomplete.kind = "row.incomplete";
    CHECK(incomplete.text() == "Line 3: only one cell is filled in; this is not a pupil's row.");
    CHECK(roster::listRemark("column.unread", Field::ignore, {{"columns", "Uwagi"}}).text() ==
          "The list: columns that were not read: Uwagi.");
}
