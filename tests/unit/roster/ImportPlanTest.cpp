#include "Support.h"

#include <random>

using namespace esek;
using namespace esek::test;
using roster::Field;
using namespace std::chrono;

namespace {
std::string pesel(int serial, int y = 2011) {
    return domain::makePesel(Date{year{y} / 2 / 3}, serial).text();
}
const std::string kHeader = "Nr w księdze;Nazwisko;Imię;PESEL;Data urodzenia;Klasa\n";

roster::ImportPlan planOf(const std::string& csv, const std::vector<domain::Student>& school) {
    return roster::plan(parsed(csv), school);
}
} // namespace

TEST_CASE("new pupils are added") {
    const auto plan =
        planOf(kHeader + "1;Kot;Ala;" + pesel(1) + ";;1A\n2;Lis;Jan;" + pesel(2) + ";;1A\n", {});
    CHECK(plan.add.size() == 2);
    CHECK(plan.add[1].line == 3);
    CHECK(plan.update.empty());
    CHECK(plan.refused.empty());
}

TEST_CASE("a re-import updates what changed, by register number, PESEL, or name and birth date") {
    const auto school = schoolOf(kHeader + "1;Kot;Ala;" + pesel(1) + ";;1A\n;Lis;Jan;" + pesel(2) +
                                 ";;1A\n;Żuk;Ewa;;05.06.2011;1A\n;Wąż;Iga;" + pesel(4) + ";;1A\n");
    const auto plan = planOf(kHeader + "1;Kot;Ala;;;2A\n;Lisowski;Jan;" + pesel(2) + ";;1A\n9;ZUK;EWA;" +
                                 domain::makePesel(Date{year{2011} / 6 / 5}, 8).text() + ";;2A\n;Wąż;Iga;" +
                                 pesel(4) + ";;1a\n",
                             school);
    CHECK(plan.add.empty());
    CHECK(plan.refused.empty());
    CHECK(plan.unchanged == std::vector<std::size_t>{5});
    REQUIRE(plan.update.size() == 3);
    CHECK(plan.update[0].fields == std::vector{Field::classUnit});
    CHECK(plan.update[0].after.pesel == school[0].pesel); // not in the file, not blanked
    CHECK(plan.update[1].fields == std::vector{Field::surname});
    CHECK(plan.update[2].fields ==
          std::vector{Field::registerNumber, Field::pesel, Field::classUnit}); // "ZUK" says less than "Żuk"
    CHECK(plan.update[2].after.id == school[2].id);
}

TEST_CASE("values that the file does not carry stay") {
    auto school =
        schoolOf("Nr w księdze;Nazwisko;Imiona;PESEL;Klasa;Rodzaj legitymacji;Nr paszportu\n1;Kot;Ala Maria "
                 "Ewa Zofia;" +
                 pesel(1) + ";1A;I/2;AB1\n");
    school[0].needsNoCard = true;
    const auto plan = planOf("Nr w księdze;Nazwisko;Imię;Data urodzenia\n1;KOT;Ala;\n", school);
    CHECK(plan.update.empty());
    CHECK(plan.unchanged.size() == 1);
    // A column with all given names does say that there are fewer.
    const auto fewer = planOf("Nr w księdze;Nazwisko;Imiona\n1;Kot;Ala Maria\n", school);
    REQUIRE(fewer.update.size() == 1);
    CHECK(fewer.update[0].after.givenNames == "Ala Maria");
    CHECK(fewer.update[0].after.needsNoCard);
    CHECK(fewer.update[0].after.document == school[0].document);
}

TEST_CASE("capitals do not replace a name, a better spelling does") {
    const auto school =
        schoolOf(kHeader + "1;McDonald;Zoe;" + pesel(1) + ";;1A\n2;ŻUK;EWA;" + pesel(2) + ";;1A\n");
    const auto plan =
        planOf(kHeader + "1;MCDONALD;ZOE;" + pesel(1) + ";;1A\n2;Żuk;Ewa;" + pesel(2) + ";;1A\n", school);
    CHECK(plan.unchanged == std::vector<std::size_t>{2});
    REQUIRE(plan.update.size() == 1);
    CHECK(plan.update[0].after.surname == "Żuk");
}

TEST_CASE("conflicts with the school are refused") {
    const auto school = schoolOf(kHeader + "1;Kot;Ala;" + pesel(1) + ";;1A\n2;Lis;Jan;" + pesel(2) +
                                 ";;1A\n3;Nowak;Ewa;;05.06.2011;1A\n");
    const auto refusedAs = [&](const std::string& row) {
        const auto plan = planOf(kHeader + row + "\n", school);
        CHECK(plan.add.empty());
        CHECK(plan.update.empty());
        REQUIRE(plan.refused.size() == 1);
        CHECK(plan.refusedRows == 1);
        return plan.refused[0].kind;
    };
    CHECK(refusedAs("1;Kot;Ala;" + pesel(2) + ";;1A") == "conflict.registerNumberPesel");
    CHECK(refusedAs("1;Sowa;Iga;" + pesel(9) + ";;1A") == "conflict.registerNumberOther");
    CHECK(refusedAs("3;Sowa;Iga;;01.01.2012;1A") == "conflict.registerNumberOther");
    CHECK(refusedAs("3;Nowak;Zofia;;05.06.2011;1A") == "conflict.registerNumberOther"); // a twin's number
    CHECK(refusedAs("8;Nowak;Ewa;;05.06.2011;1A") == "conflict.registerNumberDiffers");
}

TEST_CASE("corrections of the same pupil go in, with a flag") {
    const auto school =
        schoolOf(kHeader + "1;Kot;Ala;" + pesel(1) + ";;1A\n2;Lis;Jan;" + pesel(2) + ";;1A\n");
    const auto plan =
        planOf(kHeader + "1;Kot;Ala;" + pesel(7) + ";;1A\n22;Lis;Jan;" + pesel(2) + ";;1A\n", school);
    CHECK(plan.update.size() == 2);
    CHECK(kinds(plan.flags) == std::vector<std::string>{"2 pesel.changed", "3 registerNumber.changed"});
}

TEST_CASE("class decides between two of the same name and birth date") {
    auto school = schoolOf(kHeader + ";Kot;Ala;" + pesel(1) + ";;1A\n;Kot;Ala;" + pesel(2) + ";;1B\n");
    REQUIRE(school.size() == 2);
    const auto plan =
        planOf("Nazwisko;Imię;Data urodzenia;Klasa;Nr w księdze\nKot;Ala;03.02.2011;1 b;5\n", school);
    REQUIRE(plan.update.size() == 1);
    CHECK(plan.update[0].before.id == school[1].id);
    const auto unsure = planOf("Nazwisko;Imię;Data urodzenia;Klasa\nKot;Ala;03.02.2011;1C\n", school);
    CHECK(kinds(unsure.refused) == std::vector<std::string>{"2 conflict.severalStudents"});
}

TEST_CASE("twice in the file") {
    const std::string a = "1;Kot;Ala;" + pesel(1) + ";;1A\n";
    SECTION("equal rows: the first goes in") {
        const auto plan = planOf(kHeader + a + a, {});
        CHECK(plan.add.size() == 1);
        CHECK(kinds(plan.refused) == std::vector<std::string>{"3 duplicate.same"});
        CHECK(plan.refused[0].text() == "Line 3: the same pupil as in line 2; the row was left out.");
    }
    SECTION("different rows: neither") {
        const auto [row, kind] = GENERATE(table<std::string, std::string>({
            {"1;Lis;Jan;" + pesel(2) + ";;1A\n", "duplicate.registerNumber"},
            {"2;Lis;Jan;" + pesel(1) + ";;1A\n", "duplicate.pesel"},
            {";Kot;ALA;;03.02.2011;1A\n", "duplicate.person"},
            {";Kot;Ala Maria;;03.02.2011;1B\n", "duplicate.person"},
        }));
        const auto plan = planOf(kHeader + a + row, {});
        CHECK(plan.add.empty());
        CHECK(kinds(plan.refused) == std::vector<std::string>{"2 " + kind, "3 " + kind});
        CHECK(plan.refused[0].context == std::vector<std::pair<std::string, std::string>>{{"line", "3"}});
        CHECK(plan.refused[1].context == std::vector<std::pair<std::string, std::string>>{{"line", "2"}});
    }
    SECTION("the same name and birth date, but other numbers: two pupils") {
        CHECK(planOf(kHeader + a + "2;Kot;Ala;" + pesel(2) + ";;1A\n", {}).add.size() == 2);
    }
    SECTION("two rows that mean one pupil of the school") {
        const auto school = schoolOf(kHeader + a);
        const auto plan = planOf(kHeader + "1;Kot;Ala;;;1A\n;Kot;Alicja;" + pesel(1) + ";;1A\n", school);
        CHECK(plan.update.empty());
        CHECK(kinds(plan.refused) == std::vector<std::string>{"2 duplicate.student", "3 duplicate.student"});
    }
}

TEST_CASE("many rows of one birth date are compared too") {
    std::string csv = kHeader;
    for (int i = 0; i < 50; ++i)
        csv += ";Kot" + std::string(1, static_cast<char>('a' + i / 26)) + static_cast<char>('a' + i % 26) +
               ";Ala;;03.02.2011;1A\n";
    const auto plan = planOf(csv + ";KOTAA;Ala;;03.02.2011;2A\n", {});
    CHECK(plan.add.size() == 49);
    CHECK(kinds(plan.refused) == std::vector<std::string>{"2 duplicate.person", "52 duplicate.person"});
}

TEST_CASE("a number that another row makes free can be given again") {
    const auto school = schoolOf(kHeader + "1;Kot;Ala;" + pesel(1) + ";;1A\n");
    const std::string csv = kHeader + "1;Lis;Jan;" + pesel(2) + ";;1A\n2;Kot;Ala;" + pesel(1) + ";;1A\n";
    const auto plan = planOf(csv, school);
    CHECK(plan.refused.empty());
    CHECK(plan.add.size() == 1);
    CHECK(plan.update.size() == 1);
    const auto again = planOf(csv, applied(plan, school));
    CHECK(again.unchanged.size() == 2);
}

TEST_CASE("pupils who left, and namesakes, are pointed at") {
    auto school = schoolOf(kHeader + "1;Kot;Ala;" + pesel(1) + ";;1A\n");
    school[0].left = true;
    const auto plan =
        planOf(kHeader + "1;Kot;Ala;" + pesel(1) + ";;1A\n2;Kot;Ala;" + pesel(1, 2012) + ";;1A\n", school);
    CHECK(kinds(plan.flags) == std::vector<std::string>{"2 student.left", "3 student.sameName"});
    CHECK(plan.unchanged.size() == 1);
    CHECK(plan.add.size() == 1);
}

// Small alphabets, so that rows and pupils meet in every way.
TEST_CASE("reading the same file again changes nothing") {
    const unsigned seed = GENERATE(range(1U, 400U));
    CAPTURE(seed);
    std::mt19937 random(seed);
    const auto pick = [&](int n) { return static_cast<int>(random() % static_cast<unsigned>(n)); };
    const std::vector<std::string> surnames{"Kot", "KOT", "Żuk", "Zuk", "Nowak-Lis"};
    const std::vector<std::string> names{"Ala", "Ala Maria", "ALA", "Jan", "Jan Ewa"};
    const auto file = [&] {
        std::string csv = pick(2) ? kHeader : "Nr w księdze;Nazwisko;Imiona;PESEL;Data urodzenia;Klasa\n";
        const int rows = 1 + pick(8);
        for (int i = 0; i < rows; ++i) {
            const int p = pick(5);
            csv += (pick(2) ? std::to_string(1 + pick(4)) : "") + ";" +
                   surnames[static_cast<std::size_t>(pick(5))] + ";" +
                   names[static_cast<std::size_t>(pick(5))] + ";" + (p < 4 ? pesel(p) : "") + ";" +
                   (pick(2) ? "0" + std::to_string(1 + pick(3)) + ".02.2011" : "") + ";" +
                   (pick(3) ? std::to_string(1 + pick(2)) + "a" : "") + "\n";
        }
        return csv;
    };
    std::vector<domain::Student> school;
    for (int import = 0; import < 5; ++import) {
        const std::string csv = file();
        CAPTURE(csv);
        const auto plan = planOf(csv, school);
        std::size_t rows = 0;
        for (const char c : csv)
            rows += c == '\n' ? 1U : 0U;
        CHECK(plan.add.size() + plan.update.size() + plan.unchanged.size() + plan.refusedRows == rows - 1);
        school = applied(plan, school);
        std::map<std::string, int> numbers;
        std::map<std::string, int> pesels;
        for (const auto& s : school) {
            CHECK((s.registerNumber.empty() || ++numbers[s.registerNumber] == 1));
            CHECK((!s.pesel || ++pesels[s.pesel->text()] == 1));
        }
        const auto again = planOf(csv, school);
        CHECK(again.add.empty());
        CHECK(again.update.empty());
    }
}
