// The files of a report, read by other programs: poppler and qpdf the PDF, the import's reader the workbook.
#include "base/Text.h"
#include "base/platform/Files.h"
#include "golden/cards/Tools.h"
#include "reports/Reports.h"
#include "reports/TableFiles.h"
#include "roster/Table.h"
#include "support/TempDir.h"

#include <catch2/catch.hpp>

#include <algorithm>

using namespace esek;
using namespace esek::reports;
using cards::test::readBoxes;
using cards::test::run;

namespace {

constexpr double kPointsPerMm = 72 / 25.4;

Table longTable(std::size_t rows) {
    Table table;
    table.name = "register";
    table.title = "Ewidencja wydanych legitymacji";
    table.subtitle = "klasa 1A";
    table.columns = {
        {.key = "pupil", .title = "Nazwisko", .definition = "Nazwisko z legitymacji."},
        {.key = "given", .title = "Imiona"},
        {.key = "class", .title = "Klasa"},
        {.key = "pesel", .title = "PESEL", .type = ColumnType::pesel},
        {.key = "number", .title = "Numer"},
        {.key = "day", .title = "Data wydania", .type = ColumnType::date},
        {.key = "fee", .title = "Opłata", .type = ColumnType::money, .unit = "zł", .summed = true},
        {.key = "received", .title = "Data odbioru", .type = ColumnType::byHand},
        {.key = "sign", .title = "Podpis", .type = ColumnType::byHand}};
    const Date day = *dateFromIso("2026-09-01");
    for (std::size_t i = 1; i <= rows; ++i)
        table.rows.push_back({"Brzęczyszczykiewicz-Łękołodzka", "Łucja Świętosława", i <= 40 ? "1A" : "2B",
                              "05251600134", std::to_string(i) + "/2026", day, Money{900}, "", ""});
    table.numbered = true;
    addTotals(table, "Razem");
    return table;
}

std::string wordsOf(const cards::test::PageWords& page) {
    std::string text;
    for (const auto& word : page.words)
        text += word.text + ' ';
    return text;
}

bool has(const cards::test::PageWords& page, const std::string& words) {
    return wordsOf(page).find(words + ' ') != std::string::npos;
}

} // namespace

TEST_CASE("The PDF of a report has its header on every page, counts pages, and no word leaves the paper") {
    const test::TempDir folder;
    const auto file = folder / "raport.pdf";
    writePdf(file, longTable(100), {"Szkoła Podstawowa nr 1", *dateFromIso("2026-11-27")}).value();
    CHECK(run("qpdf", {"--check", file.string()}).exitCode == 0);
    const auto pages = readBoxes(file);
    REQUIRE(pages.size() > 2);
    for (std::size_t i = 0; i < pages.size(); ++i) {
        INFO(i);
        CHECK(has(pages[i], "page " + std::to_string(i + 1) + " of " + std::to_string(pages.size())));
        CHECK(has(pages[i], "PESEL"));
        CHECK(has(pages[i], "klasa 1A"));
        CHECK(pages[i].width ==
              Approx(297 * kPointsPerMm).margin(0.5)); // nine columns need a sheet on its side
        for (const auto& word : pages[i].words) {
            INFO(word.text);
            CHECK(word.xMin >= 11.9 * kPointsPerMm);
            CHECK(word.xMax <= (297 - 11.9) * kPointsPerMm);
            CHECK(word.yMax <= 210 * kPointsPerMm);
        }
    }
    CHECK(has(pages.back(), "100/2026"));
    CHECK(has(pages.back(), "900,00")); // 100 fees of 9 złote
    CHECK(has(pages.back(), "Nazwisko z legitymacji."));
}

TEST_CASE("Words of neighbouring columns do not overlap, whatever stands in the cells") {
    const test::TempDir folder;
    Table table = longTable(3);
    table.rows[0][0] = "Wolfeschlegelsteinhausenbergerdorff" + std::string(60, 'x');
    table.rows[1][1] = std::string(4000, 'm') + " koniec";
    table.rows[2][1] = "Ada 😀 \u0627 Ewa";
    const auto file = folder / "raport.pdf";
    writePdf(file, table, {"Szkoła", *dateFromIso("2026-11-27")}).value();
    const auto pages = readBoxes(file);
    std::string all;
    for (const auto& page : pages) {
        all += wordsOf(page);
        for (std::size_t a = 0; a < page.words.size(); ++a)
            for (std::size_t b = a + 1; b < page.words.size(); ++b) {
                const auto &left = page.words[a], &right = page.words[b];
                const bool sameLine = std::min(left.yMax, right.yMax) - std::max(left.yMin, right.yMin) > 3;
                INFO(left.text << " | " << right.text);
                if (sameLine)
                    CHECK((left.xMax <= right.xMin + 0.5 || right.xMax <= left.xMin + 0.5));
            }
    }
    CHECK(all.find("koniec") != std::string::npos); // a row higher than a page goes on over several
    CHECK(all.find("Ada □ □ Ewa") != std::string::npos);
}

TEST_CASE("Each value of the page column begins a page of its own, on which rows are counted anew") {
    const test::TempDir folder;
    Table table = longTable(42);
    table.pageBy = table.column("class");
    table.signatures = true;
    const auto file = folder / "lista.pdf";
    writePdf(file, table, {"Szkoła", *dateFromIso("2026-11-27")}).value();
    const auto pages = readBoxes(file);
    REQUIRE(pages.size() >= 3);
    const auto second =
        std::find_if(pages.begin(), pages.end(), [](const auto& p) { return has(p, "Klasa 2B"); });
    REQUIRE(second != pages.end());
    CHECK(has(*second, "41/2026"));
    CHECK(has(*second, "1")); // rows are counted by class
    CHECK_FALSE(has(*second, "41"));
    CHECK_FALSE(has(*second, "40/2026"));
    CHECK(has(pages.front(), "Klasa 1A"));
    const auto height = [&](const std::string& text) {
        for (const auto& word : pages.front().words)
            if (word.text == text)
                return word.yMin;
        return 0.0;
    };
    CHECK(height("2/2026") - height("1/2026") >= 8.9 * kPointsPerMm); // room for a signature
}

TEST_CASE("A list to sign on stands upright, and no word of a heading is cut") {
    const test::TempDir folder;
    domain::StudentCard card;
    card.classUnit = "1A";
    card.number = "17/2026";
    card.contents.surname = "Brzęczyszczykiewicz-Łękołodzka";
    card.contents.givenNames = "Grażyna Żaneta Świętosława";
    const auto file = folder / "lista.pdf";
    const auto draw = [&](const Table& table) {
        writePdf(file, table, {"Szkoła", *dateFromIso("2026-11-27")}).value();
        return readBoxes(file);
    };
    const auto list = draw(handover({{card, {}, {}, {}}}));
    CHECK(list.front().width == Approx(210 * kPointsPerMm).margin(0.5));
    const Table progress = photoProgress({{"A", "B", "1A", "1", domain::PhotoStatus::none, {}, false}});
    const auto pages = draw(progress);
    for (const Column& column : progress.columns)
        for (const std::string& word : split(column.heading(), ' ')) {
            INFO(word);
            CHECK(std::any_of(pages.front().words.begin(), pages.front().words.end(),
                              [&](const auto& w) { return w.text == word && w.yMax < 45 * kPointsPerMm; }));
        }
}

TEST_CASE("The workbook of a report has real dates and numbers, PESEL as text, and explains its columns") {
    const test::TempDir folder;
    Table table = longTable(2);
    table.rows[1][0] = "=HYPERLINK(\"http://x\")";
    const auto file = folder / "raport.xlsx";
    const auto bytes = toXlsx(table, folder.path()).value();
    platform::writeFileAtomically(file, bytes).value();
    const auto unpacked = folder / "x";
    std::filesystem::create_directories(unpacked);
    const auto part = [&](const std::string& name) {
        const auto old = std::filesystem::current_path();
        std::filesystem::current_path(unpacked);
        run(ESEK_CMAKE, {"-E", "tar", "xf", file.string()});
        std::filesystem::current_path(old);
        const auto raw = platform::readFile(unpacked / name).value();
        return std::string(raw.begin(), raw.end());
    };
    const std::string sheet = part("xl/worksheets/sheet1.xml");
    CHECK(sheet.find("<f>") == std::string::npos);
    CHECK(sheet.find("<v>46266</v>") != std::string::npos); // 1 September 2026
    CHECK(sheet.find("<v>9</v>") != std::string::npos);
    CHECK(sheet.find("<v>18</v>") != std::string::npos); // the sum
    CHECK(sheet.find("state=\"frozen\"") != std::string::npos);
    CHECK(sheet.find("customWidth=\"1\"") != std::string::npos);
    CHECK(part("xl/styles.xml").find("dd.mm.yyyy") != std::string::npos);
    const std::string strings = part("xl/sharedStrings.xml");
    CHECK(strings.find("05251600134") != std::string::npos);
    CHECK(strings.find("=HYPERLINK") != std::string::npos); // as the text that it is
    CHECK(strings.find("Nazwisko z legitymacji.") != std::string::npos);
    CHECK(part("xl/workbook.xml").find("Explanations") != std::string::npos);
}
