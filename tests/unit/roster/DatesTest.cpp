#include "Support.h"

#include "roster/Dates.h"

using namespace esek;
using namespace esek::test;

namespace {

constexpr int kThisYear = 2026;

std::string dayOf(const std::string& text) {
    const auto reading = roster::readDate(text, kThisYear);
    return reading.dayFirst ? toIso(*reading.dayFirst) : "-";
}

roster::ParseResult parsedToday(std::string_view csv) {
    const auto table = tableOf(csv);
    return roster::parseRows(table, roster::guessMapping(table, "auto").value(),
                             Date{std::chrono::year{2026} / 9 / 1});
}

std::vector<std::string> births(const roster::ParseResult& result) {
    std::vector<std::string> out;
    for (const auto& row : result.good)
        out.push_back(row.student.birthDate ? toIso(*row.student.birthDate) : "-");
    return out;
}

} // namespace

TEST_CASE("one day in every form that people write") {
    for (const char* text : {"12.09.2013",
                             "12.9.2013",
                             "12-09-2013",
                             "12/9/2013",
                             "2013-09-12",
                             "2013.09.12",
                             "2013/9/12",
                             "20130912",
                             "12092013",
                             "12 09 2013",
                             "12. 09. 2013",
                             "12 IX 2013",
                             "12.IX.2013",
                             "12-ix-2013",
                             "12 września 2013 r.",
                             "12 wrzesień 2013",
                             "12-wrz-13",
                             "2013-wrz-12",
                             "12-go września 2013",
                             "September 12, 2013",
                             "12th Sep 2013",
                             "12 вересня 2013",
                             "12.09.2013 r.",
                             "12.09.2013r.",
                             "ur. 12.09.2013",
                             "2013-09-12 00:00:00",
                             "2013-09-12T00:00:00+02:00",
                             "2013-09-12T00:00:00.000Z",
                             "12.09.2013 0:00",
                             "12.09.2013, Gdynia",
                             "12.09.2013 Nowa Wieś",
                             "Gdynia, 12.09.2013",
                             "Gdynia, dnia 12 września 2013 roku",
                             "12.09.13",
                             "41529"}) {
        INFO(text);
        CHECK(dayOf(text) == "2013-09-12");
    }
}

TEST_CASE("what is no day of the calendar is not read as one") {
    for (const char* text : {"", "30.02.2013", "12.13.2013", "2013", "12.09", "12.09.013", "32 września 2013",
                             "12 brzęczyszczykiewicza 2013", "12.09.2013 7", "1.2.3.2013", "130912", "999999",
                             "12:30", "20139999", "12.09.2013-12.09.2014", "wczoraj", "99999", "12 V"}) {
        INFO(text);
        CHECK(dayOf(text) == "-");
    }
}

TEST_CASE("a year of two digits is never in the future and is told") {
    const auto now = roster::readDate("1.2.26", kThisYear);
    CHECK(toIso(*now.dayFirst) == "2026-02-01");
    CHECK(now.twoDigitYear);
    CHECK(dayOf("1.2.27") == "1927-02-01");
    CHECK_FALSE(roster::readDate("1.2.2026", kThisYear).twoDigitYear);
    CHECK(kinds(parsedToday("Nazwisko;Imię;PESEL;Data urodzenia\nLis;Jan;13291200015;12.09.13\n")
                    .good[0]
                    .flags) == std::vector<std::string>{"2 birthDate.twoDigitYear"});
}

TEST_CASE("a column with the month first is read so as a whole") {
    const auto result =
        parsedToday("Nazwisko,Imię,Nr w księdze,Data urodzenia\nA,Jan,1,4/7/2013\nB,Jan,2,5/9/2013\n"
                    "C,Jan,3,11/25/2013\n");
    CHECK(births(result) == std::vector<std::string>{"2013-04-07", "2013-05-09", "2013-11-25"});
    CHECK(kinds(result.remarks) == std::vector<std::string>{"0 birthDate.monthFirst"});
}

TEST_CASE("the PESEL tells which of day and month comes first") {
    // 2013-04-07, 2013-05-09, and a row without a PESEL.
    const auto result = parsedToday("Nazwisko,Imię,PESEL,Data urodzenia\nA,Jan,13240740018,4/7/2013\n"
                                    "B,Jan,13250940112,5/9/2013\nC,Jan,,3/4/2013\n");
    CHECK(births(result) == std::vector<std::string>{"2013-04-07", "2013-05-09", "2013-03-04"});
    for (const auto& row : result.good)
        for (const auto& flag : row.flags)
            CHECK(flag.kind != "birthDate.differsFromPesel");
}

TEST_CASE("a column with both orders refuses what can be read both ways") {
    const auto result = parsedToday("Nazwisko,Imię,Nr w księdze,Data urodzenia\nA,Jan,1,11/25/2013\n"
                                    "B,Jan,2,25/11/2013\nC,Jan,3,4/7/2013\n");
    CHECK(births(result) == std::vector<std::string>{"2013-11-25", "2013-11-25"});
    CHECK(kinds(result.refused) == std::vector<std::string>{"4 birthDate.orderMixed"});
}

TEST_CASE("one slip among many dates does not turn the column round") {
    std::string csv = "Nazwisko;Imię;Nr w księdze;Data urodzenia\n";
    for (int i = 1; i <= 20; ++i)
        csv += "A;Jan;" + std::to_string(i) + ";25/11/2013\n";
    csv += "B;Jan;21;4/7/2013\nC;Jan;22;11/25/2013\n";
    const auto result = parsedToday(csv);
    CHECK(births(result).back() == "2013-07-04");
    CHECK(kinds(result.refused) == std::vector<std::string>{"23 birthDate.orderOther"});
    CHECK(result.remarks.empty());
}

TEST_CASE("strokes between ambiguous numbers are pointed at, points are not") {
    CHECK(kinds(parsedToday("Nazwisko;Imię;Data urodzenia\nA;Jan;4/7/2013\n").remarks) ==
          std::vector<std::string>{"0 birthDate.orderUnknown"});
    CHECK(parsedToday("Nazwisko;Imię;Data urodzenia\nA;Jan;4.7.2013\n").remarks.empty());
}

TEST_CASE("births that no pupil has are refused, very late ones are flagged") {
    for (const char* date : {"12.09.1013", "12.09.1890", "12.09.0013", "31.12.1919"}) {
        INFO(date);
        const auto result = parsedToday(std::string("Nazwisko;Imię;Data urodzenia\nBąk;Jan;") + date + "\n");
        CHECK(kinds(result.refused) == std::vector<std::string>{"2 birthDate.impossible"});
    }
    // The PESEL of 1890 and of 1905: a mistyped century.
    CHECK(kinds(parsedToday("Nazwisko;Imię;PESEL\nA;Jan;90810512013\nB;Jan;05010512013\n").refused) ==
          std::vector<std::string>{"2 birthDate.impossible", "3 birthDate.impossible"});
    const auto late = parsedToday("Nazwisko;Imię;Nr w księdze;Data urodzenia\nA;Jan;1;1.02.2026\n");
    CHECK(kinds(late.good.at(0).flags) ==
          std::vector<std::string>{"2 birthDate.unlikely", "2 card.identityMissing"});
}
