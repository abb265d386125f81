#include "Support.h"

#include "base/Text.h"
#include "roster/CodePage.h"
#include "roster/Damage.h"

using namespace esek;
using namespace esek::test;
using roster::CodePage;

namespace {

const std::vector<std::vector<std::string>> kNames{{"Wójcik", "Małgorzata"},
                                                   {"Bąk", "Józef"},
                                                   {"Kędzior", "Łukasz"},
                                                   {"Żak", "Święcisława"},
                                                   {"Źrebiec", "Ćwiek"}};

/// kNames as a list whose letters went through `spoil`.
template <class F>
std::string spoiledList(F&& spoil) {
    std::string csv = "Nazwisko;Imię;Nr w księdze;Klasa\n";
    int number = 0;
    for (const auto& name : kNames)
        csv += spoil(name[0]) + ";" + spoil(name[1]) + ";" + std::to_string(++number) + ";4B\n";
    return csv;
}

void checkRepaired(const roster::ParseResult& result) {
    REQUIRE(result.good.size() == kNames.size());
    for (std::size_t i = 0; i < kNames.size(); ++i) {
        CHECK(result.good[i].student.surname == kNames[i][0]);
        CHECK(result.good[i].student.givenNames == kNames[i][1]);
        CHECK(result.good[i].flags.at(0).kind == "text.repaired");
    }
}

std::vector<const CodePage*> pages() {
    return {&CodePage::windows1250(), &CodePage::windows1252(), &CodePage::iso8859_2(), &CodePage::cp852()};
}

} // namespace

TEST_CASE("UTF-8 that was read as another charset is put right and told") {
    for (const CodePage* page : pages()) {
        INFO(page->name());
        checkRepaired(parsed(spoiledList([&](const std::string& s) { return page->decode(s); })));
    }
}

TEST_CASE("UTF-8 that was spoiled twice is put right too") {
    const auto& page = CodePage::windows1252();
    checkRepaired(parsed(spoiledList([&](const std::string& s) { return page.decode(page.decode(s)); })));
}

TEST_CASE("one charset of a byte a letter that was read as another") {
    const auto pairs = std::vector<std::pair<const CodePage*, const CodePage*>>{
        {&CodePage::windows1250(), &CodePage::windows1252()},
        {&CodePage::iso8859_2(), &CodePage::windows1252()},
        {&CodePage::iso8859_2(), &CodePage::windows1250()},
        {&CodePage::windows1250(), &CodePage::iso8859_2()},
        {&CodePage::cp852(), &CodePage::windows1250()},
        {&CodePage::cp852(), &CodePage::windows1252()},
        {&CodePage::windows1250(), &CodePage::cp852()}};
    for (const auto& [meant, seen] : pairs) {
        INFO(meant->name() << " read as " << seen->name());
        const auto result = parsed(spoiledList([&, meant = meant, seen = seen](const std::string& s) {
            return seen->decode(*meant->encode(s));
        }));
        REQUIRE(result.good.size() == kNames.size());
        for (std::size_t i = 0; i < kNames.size(); ++i)
            CHECK(result.good[i].student.surname + result.good[i].student.givenNames ==
                  kNames[i][0] + kNames[i][1]);
        CHECK(result.good[1].flags.at(0).kind == "text.repaired");
    }
}

TEST_CASE("headings are put right with the rest") {
    const auto& page = CodePage::windows1250();
    const auto table = tableOf(page.decode("Nazwisko;Imię;Nr w księdze\nBąk;Józef;7\n"));
    CHECK(table.header == std::vector<std::string>{"Nazwisko", "Imię", "Nr w księdze"});
}

TEST_CASE("names of many languages are no damage") {
    const std::string list =
        "Nazwisko;Imię;Nr w księdze;Klasa\nMüller;René;1;4B\nNguyễn;Thị Hương;2;4B\n"
        "Šimůnek;Ľubica;3;4B\nD’Angelo;Noël;4;4B\nÅkesson;Åsa;5;4B\nŞtefănescu;Ion;6;4B\n"
        "Д’яченко;Марія;7;4B\nMuñoz;Íñigo;8;4B\nÞórsson;Ægir;9;4B\nFrançois;Zoë;10;4B\n"
        "Łęcki–Gżegżółka;Zdzisław;11;4B\n";
    const auto result = parsed(list);
    REQUIRE(result.refused.empty());
    CHECK(result.good.size() == 11);
    for (const auto& row : result.good)
        for (const auto& flag : row.flags)
            CHECK(flag.kind != "text.repaired");
    CHECK(result.good[0].student.surname == "Müller");
    CHECK(result.good[7].student.surname == "Muñoz");
}

TEST_CASE("what cannot be put right is refused with its cause") {
    for (const char* name :
         {"W\xEF\xBF\xBDjcik", "W?jcik", "Pawe?", "?ukasz", "Ba\xC2\x81k", "Ma™gorzata", "W├jcik"}) {
        INFO(name);
        const auto result =
            parsed(std::string("Nazwisko;Imię;Nr w księdze\nŻółć;Ania;1\n") + name + ";Jan;2\n");
        REQUIRE(result.refused.size() == 1);
        CHECK(result.refused[0].kind == "text.spoiled");
    }
}

TEST_CASE("lists in the charsets of DOS are read with a remark") {
    const std::string text = spoiledList([](const std::string& s) { return s; });
    for (const CodePage* page : {&CodePage::cp852(), &CodePage::mazovia()}) {
        INFO(page->name());
        const auto table = tableOf(*page->encode(text));
        CHECK(table.encoding == page->name());
        CHECK(table.header[1] == "Imię");
        CHECK(table.rows[3] == std::vector<std::string>{"Żak", "Święcisława", "4", "4B"});
        REQUIRE(table.remarks.size() == 1);
        CHECK(table.remarks[0].kind == "charset.old");
    }
}

TEST_CASE("composed and decomposed letters, invisible characters and ligatures are one form") {
    const auto result = parsed("Nazwisko;Imię;Nr w księdze\nMu\xCC\x88ller;Rene\xCC\x81;1\n"
                               "Bąko\xE2\x80\x8Bwski;Ew\xC2\xAD\xE2\x81\xA6"
                               "a\xE2\x81\xA9;2\nSera\xEF\xAC\x81n;Zofia;3\n"
                               "\xEF\xBB\xBFNguye\xCC\x82\xCC\x83n;Thi\xCC\xA3;4\n");
    REQUIRE(result.good.size() == 4);
    CHECK(result.good[0].student.listName() == "Müller René");
    CHECK(result.good[1].student.listName() == "Bąkowski Ewa");
    CHECK(result.good[2].student.listName() == "Serafin Zofia");
    CHECK(result.good[2].flags.at(0).kind == "text.ligature");
    CHECK(result.good[3].student.listName() == "Nguyễn Thị");
}

TEST_CASE("text that turns round or stacks marks is refused") {
    CHECK(parsed("Nazwisko;Imię;Nr w księdze\nKow\xE2\x80\xAE"
                 "al;Jan;1\n")
              .refused.at(0)
              .kind == "name.characters");
    std::string marks = "A";
    for (int i = 0; i < 60; ++i)
        marks += "\xCC\x81";
    CHECK(parsed("Nazwisko;Imię;Nr w księdze\n" + marks + ";Jan;1\n").refused.at(0).kind ==
          "name.characters");
}

TEST_CASE("letters of another alphabet that look Latin become Latin with a flag") {
    // Cyrillic о in Kowalski; a surname wholly of Cyrillic capitals beside a Latin given name.
    const auto result = parsed("Nazwisko;Imię;Nr w księdze;Klasa\nK\xD0\xBEwalski;Jan;1;1A\n"
                               "\xD0\x9A\xD0\x9E\xD0\xA2;Ewa;2;1\xD0\x90\nШевченко;Олександр;3;1A\n");
    REQUIRE(result.good.size() == 3);
    CHECK(result.good[0].student.surname == "Kowalski");
    CHECK(result.good[0].flags.at(0).kind == "name.lookAlike");
    CHECK(result.good[1].student.surname == "KOT");
    CHECK(result.good[1].student.classUnit == "1A");
    CHECK(result.good[2].student.surname == "Шевченко");
    for (const auto& flag : result.good[2].flags)
        CHECK(flag.kind != "name.lookAlike");
}

TEST_CASE("the same pupil in another spelling is the same pupil") {
    const auto check = [](const char* first, const char* second) {
        INFO(first << " / " << second);
        const std::string head = "Nazwisko;Imię;Data urodzenia;Klasa\n";
        const auto school = schoolOf(head + first + ";07.04.2013;4B\n");
        const auto plan = roster::plan(parsed(head + second + ";07.04.2013;4B\n"), school);
        CHECK(plan.add.empty());
        CHECK(plan.refusedRows == 0);
    };
    check("Bąko\xE2\x80\x8Bwski;Józef", "Bąkowski;Józef");
    check("Nguyễn;Văn Đức", "Nguye\xCC\x82\xCC\x83n;Va\xCC\x86n Đức");
    check("ШЕВЧЕНКО;ОЛЕКСАНДР", "Шевченко;Олександр");
    check("Д’яченко;Марія", "Д'яченко;Марія");
    check("KOT;Jan", "\xD0\x9A\xD0\x9E\xD0\xA2;Jan");
}

TEST_CASE("a list without accents never takes them from a name") {
    const auto school = schoolOf("Nazwisko;Imię;PESEL\nBąk;Józef;13240740018\n");
    const auto plan = roster::plan(parsed("Nazwisko;Imię;PESEL\nBak;Jozef;13240740018\n"), school);
    CHECK(plan.update.empty());
    CHECK(kinds(plan.flags) == std::vector<std::string>{"2 name.withoutAccents"});
}
