#include "Support.h"

#include "roster/Xlsx.h"

using namespace esek;
using namespace esek::test;
using roster::Table;

namespace {

const std::string kRels =
    R"(<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>)";
const std::string kBookRels =
    R"(<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/>
<Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="/xl/worksheets/sheet2.xml"/>
<Relationship Id="rId3" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/>
<Relationship Id="rId5" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/chartsheet" Target="chartsheets/sheet1.xml"/>
<Relationship Id="rId4" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings" Target="sharedStrings.xml"/></Relationships>)";
// Styles: 0 general, 1 date (built in), 2 "dd.mm.yyyy", 3 eleven zeros, 4 money with a quoted "d".
const std::string kStyles =
    R"(<styleSheet><numFmts count="3"><numFmt numFmtId="164" formatCode="dd\.mm\.yyyy"/><numFmt numFmtId="165" formatCode="00000000000"/>
<numFmt numFmtId="166" formatCode="0.00&quot;d&quot;[$zł]"/></numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/>
<xf numFmtId="165"/><xf numFmtId="166"/></cellXfs></styleSheet>)";

std::string book(const std::string& sheets, const std::string& properties = {}) {
    return R"(<workbook xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">)" +
           properties + "<sheets>" + sheets + "</sheets></workbook>";
}
const std::string kOneSheet = R"(<sheet name="A" sheetId="1" r:id="rId1"/>)";

std::string sheet(const std::string& rows) {
    return "<worksheet><sheetData>" + rows + "</sheetData></worksheet>";
}

Result<Table> read(std::map<std::string, std::string> parts, const roster::ReadOptions& options = {}) {
    parts.emplace("[Content_Types].xml", "<Types/>");
    parts.emplace("_rels/.rels", kRels);
    parts.emplace("xl/_rels/workbook.xml.rels", kBookRels);
    parts.emplace("xl/workbook.xml", book(kOneSheet));
    parts.emplace("xl/styles.xml", kStyles);
    parts.emplace("xl/sharedStrings.xml", "<sst/>");
    std::vector<ZipPart> zip;
    for (auto& [name, bytes] : parts)
        if (bytes != "-")
            zip.push_back({name, bytes});
    TempDir dir;
    return roster::readTable(writeZip(dir / "lista.dat", zip), options);
}

std::string cell(const std::string& text) {
    return R"(<c t="inlineStr"><is><t>)" + text + "</t></is></c>";
}
std::string pupil(const std::string& surname, const std::string& pesel) {
    return "<row>" + cell(surname) + cell("Jan") + cell(pesel) + "</row>";
}
const std::string kHeader =
    "<row>" + cell("Nazwisko") + cell("Imię") + cell("PESEL") + cell("Data urodzenia") + "</row>";

} // namespace

TEST_CASE("a workbook is read as text") {
    const auto table = read(
        {{"xl/sharedStrings.xml", "<sst><si><t>Nazwisko</t></si><si><t>Imię</t></si><si><t>PESEL</t></"
                                  "si><si><t>Data urodzenia</t></si>"
                                  "<si><r><t>Nowak</t></r><r><t xml:space=\"preserve\"> "
                                  "</t></r><r><rPr/><t>Lis</t></r><rPh><t>x</t></rPh></si>"
                                  "<si><t>Jan_x000D_\nMaria</t></si></sst>"},
         {"xl/worksheets/sheet1.xml",
          sheet(
              R"(<row r="3"><c r="A3" t="s"><v>0</v></c><c r="B3" t="s"><v>1</v></c><c r="C3" t="s"><v>2</v></c><c r="D3" t="s"><v>3</v></c></row>
<row r="5"><c r="A5" t="s"><v>4</v></c><c r="C5"><v>8220112344</v></c><c r="D5" s="1"><v>40575</v></c></row>
<row r="6"><c r="B6" t="s"><v>5</v></c><c r="C6" s="3"><v>8220112344</v></c><c r="D6" s="2"><v>36161.5</v></c></row>
<row r="9"><c r="A9" t="str"><f>A1</f><v>z wzoru</v></c><c r="C9"><v>9.8010112345E10</v></c><c r="D9" s="4"><v>1.50</v></c><c r="E9" t="e"><v>#N/A</v></c></row>)")}});
    REQUIRE(table);
    CHECK(table->header == std::vector<std::string>{"Nazwisko", "Imię", "PESEL", "Data urodzenia"});
    REQUIRE(table->rows.size() == 3);
    CHECK(table->rows[0] == std::vector<std::string>{"Nowak Lis", "", "8220112344", "2011-02-01"});
    CHECK(table->rows[1] == std::vector<std::string>{"", "Jan\r\nMaria", "08220112344", "1999-01-01"});
    CHECK(table->rows[2] == std::vector<std::string>{"z wzoru", "", "98010112345", "1.50"});
    CHECK(table->lineNumbers == std::vector<std::size_t>{5, 6, 9});
    CHECK(table->delimiter == 0);
}

TEST_CASE("the first visible sheet is the list, the 1904 calendar is kept, prefixes are understood") {
    const auto table =
        read({{"xl/workbook.xml",
               book(R"(<sheet name="H" r:id="rId1" state="hidden"/><sheet name="B" r:id="rId2"/>)",
                    R"(<workbookPr date1904="1"/>)")},
              {"xl/worksheets/sheet1.xml", "<x/>"},
              {"xl/worksheets/sheet2.xml",
               "<x:worksheet xmlns:x=\"u\"><x:sheetData><x:row><x:c "
               "t=\"inlineStr\"><x:is><x:t>Nazwisko</x:t></x:is></x:c>"
               "<x:c t=\"inlineStr\"><x:is><x:t>Data urodzenia</x:t></x:is></x:c></x:row>"
               "<x:row><x:c t=\"inlineStr\"><x:is><x:t>Kot</x:t></x:is></x:c><x:c "
               "s=\"1\"><x:v>39113</x:v></x:c></x:row>"
               "</x:sheetData></x:worksheet>"}});
    REQUIRE(table);
    CHECK(table->rows.at(0) == std::vector<std::string>{"Kot", "2011-02-01"});
}

TEST_CASE("serial numbers of days") {
    CHECK(roster::dateFromSerial(61, false) == "1900-03-01");
    CHECK(roster::dateFromSerial(60, false).empty()); // 29 February 1900 never was
    CHECK(roster::dateFromSerial(40602, false) == "2011-02-28");
    CHECK(roster::dateFromSerial(39507, false) == "2008-02-29");
    CHECK(roster::dateFromSerial(-1, true).empty());
    CHECK(roster::dateFromSerial(1e18, false).empty());
    CHECK(roster::dateFromSerial(std::numeric_limits<double>::quiet_NaN(), false).empty());
}

TEST_CASE("number formats that show a date") {
    for (const char* code : {"yyyy-mm-dd", "[$-415]d mmmm yyyy;@", "dd\\.mm\\.yyyy", "D/M/YY"})
        CHECK(roster::isDateFormat(code));
    for (const char* code :
         {"0.00", "General", "0\"dy\"", "[red]0", "#,##0\\d", "00000000000", "hh:mm", "0;d"})
        CHECK_FALSE(roster::isDateFormat(code));
}

TEST_CASE("damaged workbooks are errors") {
    CHECK(read({{"xl/worksheets/sheet1.xml", "-"}}).error().code == ErrorCode::fileCorrupt);
    CHECK(read({{"xl/workbook.xml", "-"}}).error().code == ErrorCode::fileCorrupt);
    CHECK(read({{"xl/worksheets/sheet1.xml", "<worksheet><sheet"}}).error().code == ErrorCode::fileCorrupt);
    CHECK(read({{"xl/worksheets/sheet1.xml", sheet("")}}).error().code == ErrorCode::fileEmpty);
    CHECK(read({{"xl/worksheets/sheet1.xml", sheet("<row><c t=\"s\"><v>7</v></c></row>")}}).error().code ==
          ErrorCode::fileCorrupt);
    CHECK(read({{"[Content_Types].xml", "-"}, {"xl/worksheets/sheet1.xml", sheet(kHeader)}}).error().code ==
          ErrorCode::fileKindUnknown);
}

TEST_CASE("a workbook that unpacks without end is refused") {
    // 200 MB of white space in one part.
    CHECK(read({{"xl/worksheets/sheet1.xml", sheet(kHeader) + std::string(std::size_t{200} << 20, ' ')}})
              .error()
              .code == ErrorCode::fileTooLarge);
    // One long string, many times.
    std::string rows = kHeader;
    for (int i = 0; i < 5'000; ++i)
        rows += "<row><c t=\"s\"><v>0</v></c></row>";
    CHECK(read({{"xl/sharedStrings.xml", "<sst><si><t>" + std::string(30'000, 'a') + "</t></si></sst>"},
                {"xl/worksheets/sheet1.xml", sheet(rows)}})
              .error()
              .code == ErrorCode::listTooLong);
    // A cell in the last column that counts, in many rows.
    rows = kHeader;
    for (int i = 0; i < 20'000; ++i)
        rows += "<row><c r=\"IV1\" t=\"inlineStr\"><is><t>x</t></is></c></row>";
    CHECK(read({{"xl/worksheets/sheet1.xml", sheet(rows)}}).error().code == ErrorCode::listTooLong);
}

TEST_CASE("a sheet that is formatted to its last row has the rows that hold something") {
    std::string rows = kHeader + pupil("Lis", "13240740018");
    for (int i = 3; i < 400'000; ++i)
        rows += "<row r=\"" + std::to_string(i) + "\" s=\"1\"><c r=\"A" + std::to_string(i) +
                "\" s=\"1\"/></row>";
    const auto table = read({{"xl/worksheets/sheet1.xml", sheet(rows)}});
    REQUIRE(table);
    CHECK(table->rows.size() == 1);
}

TEST_CASE("every visible list of a workbook is read, others are named") {
    const std::map<std::string, std::string> parts{
        {"xl/workbook.xml", book(R"(<sheet name="klasa 1A" r:id="rId1"/><sheet name="1B" r:id="rId2"/>)")},
        {"xl/worksheets/sheet1.xml", sheet(kHeader + pupil("Lis", "13240740018"))},
        {"xl/worksheets/sheet2.xml", sheet(kHeader + pupil("Kot", "13250940112"))}};
    const auto both = read(parts);
    REQUIRE(both);
    CHECK(both->rows.size() == 2);
    CHECK(both->classes == std::vector<std::string>{"1A", "1B"});
    CHECK(both->rowSheets == std::vector<std::string>{"klasa 1A", "1B"});
    CHECK(kinds(both->remarks) == std::vector<std::string>{"0 sheet.chosen"});
    REQUIRE(both->sheets.size() == 2);
    CHECK(both->sheets[1].read);
    const auto one = read(parts, {{"1b"}});
    REQUIRE(one);
    CHECK(one->rows.at(0).at(0) == "Kot");
    CHECK(read(parts, {{"1C"}}).error().code == ErrorCode::sheetMissing);
}

TEST_CASE("covers, charts and hidden sheets are passed over with a word") {
    const auto table =
        read({{"xl/workbook.xml",
               book(R"(<sheet name="Wykres" r:id="rId5"/><sheet name="Informacje" r:id="rId1"/>)"
                    R"(<sheet name="Uczniowie" r:id="rId2"/>)")},
              {"xl/chartsheets/sheet1.xml", "<chartsheet/>"},
              {"xl/worksheets/sheet1.xml", sheet("<row>" + cell("Zestawienie") + "</row>")},
              {"xl/worksheets/sheet2.xml", sheet(kHeader + pupil("Lis", "13240740018"))}});
    REQUIRE(table);
    CHECK(table->rows.size() == 1);
    CHECK(kinds(table->remarks) == std::vector<std::string>{"0 sheet.notRead"});
    CHECK(table->remarks[0].reason().find("Informacje") != std::string::npos);
}

TEST_CASE("columns of one heading in several sheets are one column") {
    const auto table =
        read({{"xl/workbook.xml", book(R"(<sheet name="A" r:id="rId1"/><sheet name="B" r:id="rId2"/>)")},
              {"xl/worksheets/sheet1.xml", sheet(kHeader + pupil("Lis", "13240740018"))},
              {"xl/worksheets/sheet2.xml", sheet("<row>" + cell("PESEL") + cell("Imię") + cell("Klasa") +
                                                 cell("Nazwisko") + "</row><row>" + cell("13250940112") +
                                                 cell("Ewa") + cell("2B") + cell("Kot") + "</row>")}});
    REQUIRE(table);
    CHECK(table->header == std::vector<std::string>{"Nazwisko", "Imię", "PESEL", "Data urodzenia", "Klasa"});
    CHECK(table->rows.at(1) == std::vector<std::string>{"Kot", "Ewa", "13250940112", "", "2B"});
}

TEST_CASE("names of parts are equal without regard to case") {
    CHECK(read({{"[Content_Types].xml", "-"},
                {"[content_types].xml", "<Types/>"},
                {"xl/worksheets/Sheet1.xml", sheet(kHeader + pupil("Lis", "13240740018"))}}));
}

TEST_CASE("text and CDATA of one string are one text") {
    const auto table = read({{"xl/worksheets/sheet1.xml", sheet(kHeader + "<row>" + cell("Lis") +
                                                                cell("Zdzi<![CDATA[sław]]>") + "</row>")}});
    REQUIRE(table);
    CHECK(table->rows.at(0).at(1) == "Zdzisław");
}

TEST_CASE("cells merged downwards all have the value") {
    const auto table = read(
        {{"xl/worksheets/sheet1.xml",
          R"(<worksheet><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>Klasa</t></is></c><c r="B1" t="inlineStr"><is><t>Nazwisko</t></is></c></row>
<row r="2"><c r="A2" t="inlineStr"><is><t>4B</t></is></c><c r="B2" t="inlineStr"><is><t>Lis</t></is></c></row>
<row r="3"><c r="B3" t="inlineStr"><is><t>Kot</t></is></c></row>
<row r="4"><c r="B4" t="inlineStr"><is><t>Żak</t></is></c></row></sheetData><mergeCells><mergeCell ref="A2:A3"/></mergeCells></worksheet>)"}});
    REQUIRE(table);
    CHECK(table->rows == std::vector<std::vector<std::string>>{{"4B", "Lis"}, {"4B", "Kot"}, {"", "Żak"}});
}

TEST_CASE("escapes of a cell become their characters, halves of a pair do not") {
    const auto table =
        read({{"xl/worksheets/sheet1.xml",
               sheet(kHeader + "<row>" + cell("_x0041__xD83D__xDE00_") + cell("Kow_xD83D_al") + "</row>")}});
    REQUIRE(table);
    CHECK(table->rows.at(0).at(0) == "A\xF0\x9F\x98\x80");
    CHECK(table->rows.at(0).at(1) == "Kow\xEF\xBF\xBD"
                                     "al");
    // One string of eight million such escapes is cut before it is read.
    std::string escapes;
    for (int i = 0; i < 1'000'000; ++i)
        escapes += "_x0041_";
    const auto started = std::chrono::steady_clock::now();
    CHECK(read({{"xl/sharedStrings.xml", "<sst><si><t>" + escapes + "</t></si></sst>"},
                {"xl/worksheets/sheet1.xml", sheet(kHeader + pupil("Lis", "13240740018"))}}));
    CHECK(std::chrono::steady_clock::now() - started < std::chrono::seconds(20));
}

TEST_CASE("a document type is refused, so nothing can be expanded") {
    CHECK(read({{"xl/worksheets/sheet1.xml", "<!DOCTYPE l [<!ENTITY a \"b\">]>" + sheet(kHeader)}})
              .error()
              .code == ErrorCode::fileCorrupt);
}
