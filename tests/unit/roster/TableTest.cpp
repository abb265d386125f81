#include "Support.h"

#include "base/Text.h"

using namespace esek;
using namespace esek::test;
using roster::Table;

namespace {
// "Nazwisko;Imię;PESEL\nŻółć-Ćwięk;Łucja;...\n" in the three charsets.
const std::string kUtf8 = "Nazwisko;Imię;Klasa\nŻółć-Ćwięk;Łucja;1ą\nŚliwa;Józef;1ź\nŹrebiec;Ania;1b\n";
const std::string k1250 =
    "Nazwisko;Imi\xEA;Klasa\n\xAF\xF3\xB3\xE6-\xC6wi\xEAk;\xA3ucja;1\xB9\n\x8Cliwa;J\xF3zef;1\x9F\n"
    "\x8Frebiec;Ania;1b\n";
const std::string k8859 =
    "Nazwisko;Imi\xEA;Klasa\n\xAF\xF3\xB3\xE6-\xC6wi\xEAk;\xA3ucja;1\xB1\n\xA6liwa;J\xF3zef;1\xBC\n"
    "\xACrebiec;Ania;1b\n";
const std::vector<std::vector<std::string>> kRows{
    {"Żółć-Ćwięk", "Łucja", "1ą"}, {"Śliwa", "Józef", "1ź"}, {"Źrebiec", "Ania", "1b"}};

std::string utf16(const std::string& text, bool big) {
    std::string out = big ? "\xFE\xFF" : "\xFF\xFE";
    for (const char32_t c : toUtf32(text)) {
        const char high = static_cast<char>(c >> 8);
        const char low = static_cast<char>(c & 0xFF);
        out += big ? high : low;
        out += big ? low : high;
    }
    return out;
}

ErrorCode codeOf(const std::string& name, std::string_view bytes) {
    TempDir dir;
    const auto table = roster::readTable(writeText(dir, name, bytes));
    return table ? ErrorCode::internal : table.error().code;
}
} // namespace

TEST_CASE("each encoding of a list is recognised") {
    const auto [text, name] = GENERATE(table<std::string, std::string>({{kUtf8, "UTF-8"},
                                                                        {"\xEF\xBB\xBF" + kUtf8, "UTF-8"},
                                                                        {k1250, "Windows-1250"},
                                                                        {k8859, "ISO-8859-2"},
                                                                        {utf16(kUtf8, false), "UTF-16"},
                                                                        {utf16(kUtf8, true), "UTF-16"}}));
    const Table t = tableOf(text);
    CHECK(t.encoding == name);
    CHECK(t.delimiter == ';');
    CHECK(t.header == std::vector<std::string>{"Nazwisko", "Imię", "Klasa"});
    CHECK(t.rows == kRows);
    CHECK(t.lineNumbers == std::vector<std::size_t>{2, 3, 4});
}

TEST_CASE("a list without any of the six telling letters reads the same in both charsets") {
    const Table t = tableOf("Nazwisko,Imi\xEA\n\xA3\xF3\xBF,\xC6\n");
    CHECK(t.rows == std::vector<std::vector<std::string>>{{"Łóż", "Ć"}});
}

TEST_CASE("what is not a list in a known charset is refused by its kind") {
    // Neither letters of one charset nor of another.
    CHECK(codeOf("a.csv", "Nazwisko;Imi\xD7\nW\xF7s;J\xD7n\nK\xF7t;\x81w\x83\n") == ErrorCode::textEncoding);
    CHECK(codeOf("a.csv", "\xEF\xBB\xBFNazwisko;Imi\xEA\n") == ErrorCode::textEncoding);
    CHECK(codeOf("a.csv", "") == ErrorCode::fileEmpty);
    CHECK(codeOf("a.csv", " \n\n;;\n") == ErrorCode::fileEmpty);
    CHECK(codeOf("a.xls", "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1 old") == ErrorCode::fileKindUnknown);
    CHECK(codeOf("a.xls", "<html><table><tr><td>Nazwisko</td></tr></table></html>") ==
          ErrorCode::fileKindUnknown);
    CHECK(codeOf("a.csv", std::string_view("Nazwisko\0;x\n", 12)) == ErrorCode::fileKindUnknown);
    CHECK(codeOf("a.pdf", "%PDF-1.4") == ErrorCode::fileKindUnknown);
    CHECK(codeOf("a.zip", std::string("PK\x03\x04", 4) + "rest") == ErrorCode::fileCorrupt);
    CHECK(roster::readTable("no-such-file.csv").error().code == ErrorCode::fileNotFound);
}

TEST_CASE("an encrypted workbook is told from an old one") {
    std::string bytes = "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";
    for (const char c : std::string("EncryptedPackage")) {
        bytes += c;
        bytes += '\0';
    }
    CHECK(codeOf("a.xlsx", bytes) == ErrorCode::fileEncrypted);
}

TEST_CASE("delimiters") {
    const auto [text, expected] = GENERATE(table<std::string, char>({
        {"Nazwisko;Imię;Klasa\nA;B;1A\n", ';'},
        {"Nazwisko,Imię,Klasa\nA,B,1A\n", ','},
        {"Nazwisko\tImię\tKlasa\nA\tB\t1A\n", '\t'},
        // Commas inside of cells are more than semicolons between them.
        {"Nazwisko i imię;Adres;Klasa\n\"Lis, Jan, A\";\"ul. X, 1, 2\";1A\nB, C, D, E;F, G;1B\n", ';'},
        {"sep=,\nx,y\n1,2\n", ','},
        {"sep=\t\r\nx\ty;z;w\n1\t2\n", '\t'},
    }));
    CHECK(tableOf(text).delimiter == expected);
}

TEST_CASE("quotation marks, line ends inside, blank lines and every line end") {
    const std::string eol = GENERATE("\n", "\r\n", "\r");
    std::string text =
        "\n  \nNazwisko;Imię;Uwagi\n\"Nowak;Lis\";\"Jan \"\"Jasiu\"\"\";\"jeden\ndwa\"\n\n;;\n\n"
        "  Kot  ; Ala ;=\"0123\"\nŻak;Jan \"J\" K;'007";
    std::string bytes;
    for (const char c : text)
        bytes += c == '\n' ? eol : std::string(1, c);
    const Table t = tableOf(bytes);
    CHECK(t.header == std::vector<std::string>{"Nazwisko", "Imię", "Uwagi"});
    REQUIRE(t.rows.size() == 3);
    CHECK(t.rows[0] == std::vector<std::string>{"Nowak;Lis", "Jan \"Jasiu\"", "jeden" + eol + "dwa"});
    CHECK(t.rows[1] == std::vector<std::string>{"Kot", "Ala", "0123"});
    CHECK(t.rows[2] == std::vector<std::string>{"Żak", "Jan \"J\" K", "007"});
    CHECK(t.lineNumbers == std::vector<std::size_t>{4, 9, 10});
}

TEST_CASE("a quoted first cell with line ends keeps the line where its row begins") {
    const Table t = tableOf("Nazwisko;Imię\n\"A\nB\";C\nD;E\n");
    CHECK(t.lineNumbers == std::vector<std::size_t>{2, 4});
}

TEST_CASE("a quotation mark that is never closed names its line") {
    TempDir dir;
    const auto table =
        roster::readTable(writeText(dir, "lista.csv", "Nazwisko;Imię\nA;B\nC;\"D\nE;F\nG;H\n"));
    REQUIRE(!table);
    CHECK(table.error().code == ErrorCode::quoteNotClosed);
    CHECK(table.error().value("line") == "3");
    CHECK(table.error().value("file") == "lista.csv");
}

TEST_CASE("a cell is cut where no name would be so long, and never in the middle of a letter") {
    const std::string head = "Nazwisko;Imię\n";
    const Table letters = tableOf(head + std::string(1'000'000, 'a') + ";Jan\n");
    REQUIRE(letters.rows.size() == 1);
    CHECK(letters.cell(0, 0).size() == 32'767);
    CHECK(letters.cell(0, 1) == "Jan");
    std::string zs = "\""; // quoted, with a quotation mark inside
    for (int i = 0; i < 100'000; ++i)
        zs += i == 1 ? "\"\"" : "ż";
    const Table polish = tableOf(head + zs + "\";Jan\n");
    REQUIRE(polish.rows.size() == 1);
    CHECK(isValidUtf8(polish.cell(0, 0)));
    CHECK(polish.cell(0, 0).size() == 32'767); // the mark is one byte, the letters are two
    CHECK(polish.cell(0, 1) == "Jan");
}

TEST_CASE("titles above the header are left out") {
    const Table t = tableOf("Szkoła Podstawowa nr 1\nLista uczniów;;\nLp.;Nazwisko;Imię;PESEL\n1;Kot;Ala;\n");
    CHECK(t.header == std::vector<std::string>{"Lp.", "Nazwisko", "Imię", "PESEL"});
    CHECK(t.rows.size() == 1);
    CHECK(t.lineNumbers == std::vector<std::size_t>{4});
}

TEST_CASE("no-break spaces at the ends of cells go") {
    CHECK(tableOf("Nazwisko;Imię\n\u00A0Kot\u00A0;\u202FAla\u00A0\n").rows[0] ==
          std::vector<std::string>{"Kot", "Ala"});
}
