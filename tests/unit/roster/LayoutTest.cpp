#include "Support.h"

#include "base/Translate.h"

using namespace esek;
using namespace std::string_literals;
using namespace esek::test;
using roster::Table;

namespace {

std::vector<std::string> classesOf(const Table& table) {
    const auto rows = roster::parseRows(table, roster::guessMapping(table, "auto").value());
    std::vector<std::string> out;
    for (const auto& row : rows.good)
        out.push_back(row.student.classUnit);
    return out;
}

Error errorOf(std::string_view bytes, const std::string& name = "lista.csv") {
    TempDir dir;
    const auto table = roster::readTable(writeText(dir, name, bytes));
    REQUIRE_FALSE(table);
    return table.error();
}

} // namespace

TEST_CASE("the class of a title is the class of the list") {
    CHECK(classesOf(tableOf("Szkoła Podstawowa nr 77\nLista uczniów klasy: 4B\nWychowawca: Ewa Mączka\n\n"
                            "Lp.;Nazwisko i imię;PESEL\n1;Lis Jan;13240740018\n2;Kot Ewa;13250940112\n")) ==
          std::vector<std::string>{"4B", "4B"});
}

TEST_CASE("rows that name a class give it to the pupils below") {
    const std::string list =
        GENERATE("Lp.;Nazwisko;Imię;PESEL\nKlasa 4B;;;\n1;Lis;Jan;13240740018\nKlasa 5C;;;\n"
                 "2;Kot;Ewa;13250940112\n3;Żak;Iga;13310240211\n",
                 "Lp.;Nazwisko;Imię;PESEL\n;4B;;\n1;Lis;Jan;13240740018\n;kl. 5c;;\n"
                 "2;Kot;Ewa;13250940112\n3;Żak;Iga;13310240211\n",
                 "Lp.;Nazwisko;Imię;PESEL\nKlasa:;4B;;\n1;Lis;Jan;13240740018\nOddział:;5C;;\n"
                 "2;Kot;Ewa;13250940112\n3;Żak;Iga;13310240211\n");
    CHECK(classesOf(tableOf(list)) == std::vector<std::string>{"4B", "5C", "5C"});
}

TEST_CASE("a pupil without a class is never silent") {
    const auto planOf = [](std::string_view csv) { return roster::plan(parsed(csv), {}); };
    // The cell is empty among filled ones: of each pupil.
    CHECK(kinds(planOf("Klasa;Nazwisko;Imię;PESEL\n4B;Lis;Jan;13240740018\n;Kot;Ewa;13250940112\n").flags) ==
          std::vector<std::string>{"3 class.missing"});
    // The list has no classes at all: once.
    const auto plan = planOf("Nazwisko;Imię;PESEL\nLis;Jan;13240740018\nKot;Ewa;13250940112\n");
    CHECK(plan.flags.empty());
    REQUIRE(kinds(plan.remarks) == std::vector<std::string>{"0 class.noneInList"});
    CHECK(plan.remarks[0].reason().find("2") != std::string::npos);
    // A pupil whom the school already knows keeps the class.
    const auto school = schoolOf("Klasa;Nazwisko;Imię;PESEL\n4B;Lis;Jan;13240740018\n");
    CHECK(roster::plan(parsed("Nazwisko;Imię;PESEL\nLis;Jan;13240740018\n"), school).remarks.empty());
}

TEST_CASE("headings of two rows") {
    const Table split = tableOf("Lp.;Nazwisko;Imię;Klasa;Dane identyfikacyjne;\n;;;;PESEL;Data urodzenia\n"
                                "1;Lis;Jan;4B;13240740018;07.04.2013\n");
    CHECK(classesOf(split) == std::vector<std::string>{"4B"});
    const Table grouped = tableOf("Lp.;Uczeń;;Identyfikacja;;Oddział\n;Nazwisko;Imię;PESEL;Data urodzenia;\n"
                                  "1;Lis;Jan;13240740018;07.04.2013;4B\n");
    CHECK(classesOf(grouped) == std::vector<std::string>{"4B"});
    const auto rows = roster::parseRows(grouped, roster::guessMapping(grouped, "auto").value());
    CHECK(rows.good.at(0).student.listName() == "Lis Jan");
}

TEST_CASE("a group of columns may be a parent's") {
    const Table table = tableOf(";Matka;;Uczeń;;;\nLp.;Nazwisko;Imię;Nazwisko;Imię;PESEL;Klasa\n"
                                "1;Lisowa;Ewa;Lis;Jan;13240740018;4B\n");
    const auto rows = roster::parseRows(table, roster::guessMapping(table, "auto").value());
    REQUIRE(rows.good.size() == 1);
    CHECK(rows.good[0].student.listName() == "Lis Jan");
}

TEST_CASE("a heading far below titles is found") {
    std::string list;
    for (int i = 0; i < 40; ++i)
        list += "Wiersz opisu\n";
    CHECK(tableOf(list + "Nazwisko;Imię;PESEL\nLis;Jan;13240740018\n").lineNumbers ==
          std::vector<std::size_t>{42});
}

TEST_CASE("whole rows in one cell are taken apart") {
    const Table table =
        tableOf("\"Nazwisko;Imię;PESEL;Klasa\"\n\"Lis;Jan;13240740018;4B\"\n\n\"Kot;Ewa;13250940112;4B\"\n");
    CHECK(table.header.size() == 4);
    CHECK(table.rows.at(1) == std::vector<std::string>{"Kot", "Ewa", "13250940112", "4B"});
    CHECK(table.lineNumbers == std::vector<std::size_t>{2, 4});
}

TEST_CASE("strokes part columns too") {
    const Table table = tableOf("Nazwisko|Imię|PESEL|Klasa\nLis|Jan|13240740018|4B\n");
    CHECK(table.delimiter == '|');
    CHECK(table.rows.at(0).size() == 4);
}

TEST_CASE("UTF-16 without a mark, zeros at the end, a mark in the middle") {
    std::string wide;
    for (const char32_t c : U"Nazwisko\tImię\tPESEL\r\nŻak\tJan\t13240740018\r\n"s) {
        wide += static_cast<char>(c & 0xFF);
        wide += static_cast<char>(c >> 8);
    }
    CHECK(tableOf(wide).encoding == "UTF-16");
    CHECK(tableOf(wide).rows.at(0).at(0) == "Żak");
    CHECK(tableOf("Nazwisko;Imi\xEA;Klasa\n\xAF\x61k;Jan;4B\n" + std::string(700, '\0')).rows.at(0).at(0) ==
          "Żak");
    const Table joined = tableOf("\xEF\xBB\xBFNazwisko;Imię;PESEL\nLis;Jan;13240740018\n"
                                 "\xEF\xBB\xBFNazwisko;Imię;PESEL\nKot;Ewa;13250940112\n");
    const auto rows = roster::parseRows(joined, roster::guessMapping(joined, "auto").value());
    CHECK(rows.good.size() == 2);
    CHECK(rows.refused.empty());
}

TEST_CASE("headings without pupils are told") {
    CHECK(errorOf("Nazwisko;Imię;PESEL;Klasa\r\n").code == ErrorCode::listWithoutPupils);
}

TEST_CASE("other kinds of files are named with what to do") {
    const auto hint = [](std::string_view bytes) {
        const Error error = errorOf(bytes, "lista.xls");
        CHECK(error.code == ErrorCode::fileKindUnknown);
        return error.value("hint");
    };
    setLanguage(Language::english);
    CHECK(hint("<!DOCTYPE HTML PUBLIC \"x\">\n<HEAD><STYLE>td{}</STYLE>").find("web page") !=
          std::string::npos);
    CHECK(hint("\xEF\xBB\xBF  <TABLE border=1><TR><TD>Nazwisko</TD></TR></TABLE>").find("web page") !=
          std::string::npos);
    CHECK(hint("MIME-Version: 1.0\nContent-Type: text/html\n").find("web page") != std::string::npos);
    CHECK(hint("<?xml version=\"1.0\"?><?mso-application progid=\"Excel.Sheet\"?><Workbook "
               "xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\">")
              .find("XML spreadsheet") != std::string::npos);
    CHECK(hint("%PDF-1.7").find("PDF") != std::string::npos);
    CHECK(hint("{\\rtf1").find("RTF") != std::string::npos);
    CHECK(hint("[{\"Nazwisko\": \"Lis\"}]").find("JSON") != std::string::npos);
    CHECK(hint("\xFF\xD8\xFF\xE0").find("picture") != std::string::npos);
    CHECK(hint("Rar!\x1A\x07").find("archive") != std::string::npos);
    std::string word = "\xD0\xCF\x11\xE0";
    std::string excel = word;
    for (const char c : std::string("WordDocument"))
        word += std::string{c, '\0'};
    for (const char c : std::string("Workbook"))
        excel += std::string{c, '\0'};
    CHECK(hint(word).find("Word") != std::string::npos);
    CHECK(hint(excel).find("old Excel") != std::string::npos);
}

TEST_CASE("other office packages are named with what to do") {
    setLanguage(Language::english);
    const auto hint = [](const std::vector<ZipPart>& parts) {
        TempDir dir;
        const auto table = roster::readTable(writeZip(dir / "lista.xlsx", parts));
        REQUIRE_FALSE(table);
        CHECK(table.error().code == ErrorCode::fileKindUnknown);
        return table.error().value("hint");
    };
    const ZipPart types{"[Content_Types].xml", "<Types/>"};
    CHECK(hint({types, {"xl/workbook.bin", "x"}}).find("XLSB") != std::string::npos);
    CHECK(hint({types, {"word/document.xml", "<x/>"}}).find("Word") != std::string::npos);
    CHECK(hint({types, {"ppt/presentation.xml", "<x/>"}}).find("presentation") != std::string::npos);
    CHECK(hint({{"mimetype", "application/vnd.oasis.opendocument.spreadsheet"}, {"content.xml", "<x/>"}})
              .find("ODS") != std::string::npos);
    CHECK(hint({{"mimetype", "application/vnd.oasis.opendocument.text"}}).find("ODT") != std::string::npos);
    CHECK(hint({{"Index/Document.iwa", "x"}}).find("Numbers") != std::string::npos);
    CHECK(hint({{"lista.csv", "Nazwisko"}}).find("archive") != std::string::npos);
}

TEST_CASE("lists without end are refused while they are read") {
    std::string wide = "Nazwisko;Imię;PESEL\n";
    wide.append(3'000'000, ';');
    wide += "x\n";
    CHECK(errorOf(wide).code == ErrorCode::listTooLong);
    std::string tall = "Nazwisko;Imię;PESEL\n";
    for (int i = 0; i < 110'000; ++i)
        tall += "a\n";
    CHECK(errorOf(tall).code == ErrorCode::listTooLong);
    // Rows without a value are no rows, however many a spreadsheet writes.
    std::string formatted = "Nazwisko;Imię;PESEL\nLis;Jan;13240740018\n";
    for (int i = 0; i < 300'000; ++i)
        formatted += ";;\n";
    CHECK(tableOf(formatted).rows.size() == 1);
}

TEST_CASE("a file that is no list lists a bounded number of refusals") {
    std::string list = "Nazwisko;Imię;PESEL\n";
    for (int i = 0; i < 5'000; ++i)
        list += "Lis;Jan;1\n";
    const auto plan = roster::plan(parsed(list), {});
    CHECK(plan.refusedRows == 5'000);
    CHECK(plan.refused.size() == roster::kMaxRefusals);
    REQUIRE(plan.remarks.size() == 1);
    CHECK(plan.remarks[0].kind == "rows.more");
    CHECK(plan.remarks[0].context.at(0).second == "3000");
}
