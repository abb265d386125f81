#include "domain/Pesel.h"
#include "domain/Student.h"

#include <catch2/catch.hpp>

using namespace esek;
using namespace esek::domain;

namespace {
PeselProblem problemOf(std::string_view text) {
    PeselProblem p{};
    REQUIRE_FALSE(Pesel::parse(text, &p));
    return p;
}
} // namespace

TEST_CASE("PESEL is checked: length, digits, checksum, calendar") {
    const auto known = Pesel::parse(" 44051401458 ");
    REQUIRE(known);
    CHECK(toIso(known->birthDate()) == "1944-05-14");
    CHECK_FALSE(known->female());
    CHECK(problemOf("4405140145") == PeselProblem::length);
    CHECK(problemOf("4405140145a") == PeselProblem::notDigits);
    CHECK(problemOf("44051401459") == PeselProblem::checksum);
    CHECK(problemOf("") == PeselProblem::length);
    // 30 February with a right checksum: 9902305551?; the last digit is found, the date still refused.
    bool foundBadDate = false;
    for (char d = '0'; d <= '9'; ++d) {
        PeselProblem p{};
        if (!Pesel::parse(std::string("9902300555") + d, &p) && p == PeselProblem::date)
            foundBadDate = true;
    }
    CHECK(foundBadDate);
}

TEST_CASE("every century has its months") {
    for (const char* iso :
         {"1899-12-31", "1999-02-28", "2000-02-29", "2011-10-05", "2100-01-01", "2299-12-31"}) {
        const Date date = *dateFromIso(iso);
        CHECK(makePesel(date, 1234).birthDate() == date);
    }
    CHECK(makePesel(*dateFromIso("2011-10-05"), 10).text().substr(0, 6) == "113005");
    CHECK(makePesel(*dateFromIso("1800-01-02"), 10).text().substr(0, 6) == "008102");
}

TEST_CASE("zeros that a spreadsheet dropped come back") {
    const Pesel full = makePesel(*dateFromIso("2008-03-04"), 1111);
    REQUIRE(full.text()[0] == '0');
    const auto repaired = repairLostZeros(full.text().substr(1));
    REQUIRE(repaired);
    CHECK(*repaired == full);
    CHECK_FALSE(repairLostZeros("12345"));
    CHECK_FALSE(repairLostZeros(full.text()));
}

TEST_CASE("classes sort by number, then letters") {
    CHECK(classLess("2B", "10A"));
    CHECK(classLess("1A", "1B"));
    CHECK(classLess("1C", "1Ć"));
    CHECK_FALSE(classLess("10A", "2B"));
}
