#include "app/CardYearSettings.h"

#include "domain/Duplicate.h"
#include "domain/ValidityMarks.h"

#include <catch2/catch.hpp>

using namespace esek;
using namespace esek::app;
using domain::School;

TEST_CASE("card year settings: amounts of money as people write them") {
    CHECK(groszeFromText("9").value() == 900);
    CHECK(groszeFromText("9,50").value() == 950);
    CHECK(groszeFromText(" 12.05 zł ").value() == 1205);
    CHECK(groszeFromText("0").value() == 0);
    for (const char* wrong : {"", "zł", "-9", "9,5", "9,505", "9,-5", "9,+5", "9 50", "1001", "dziewięć",
                              "9,50,1", "99999999999999999999"}) {
        INFO(wrong);
        CHECK(groszeFromText(wrong).error().code == ErrorCode::valueInvalid);
    }
}

TEST_CASE("card year settings: a fee holds from its day until the next one") {
    School school;
    CHECK(feesText(school) == "9,00 zł");
    CHECK_FALSE(latestFee(school));
    const Date january = *dateFromIso("2027-01-01"), september = *dateFromIso("2026-09-01");
    setFee(school, january, 1500);
    setFee(school, september, 1200);
    CHECK(feesText(school) == "9,00 zł, 12,00 zł from 01.09.2026, 15,00 zł from 01.01.2027");
    CHECK(latestFee(school)->from == january);
    const auto fee = [&](const char* day) {
        return domain::duplicateFee(school, domain::DuplicateReason::lost, *dateFromIso(day));
    };
    CHECK(fee("2026-08-31") == 900);
    CHECK(fee("2026-12-31") == 1200);
    CHECK(fee("2027-01-01") == 1500);
    setFee(school, january, 1600);
    CHECK(fee("2027-01-01") == 1600);
    CHECK(school.duplicateFees.size() == 2);
    CHECK(removeFee(school, january));
    CHECK(fee("2027-01-01") == 1200);
    CHECK_FALSE(removeFee(school, january));
}

TEST_CASE("card year settings: the days until which marks hold, by type of card") {
    School school;
    const std::string pupils = "MEiN-I/1", adults = "MEiN-I/2";
    CHECK(validityEndsText(school, pupils) == "30.09");
    setValidityEnds(school, adults, validityEndsFromText(adults, "30.09 i 28.02").value());
    CHECK(validityEndsText(school, adults) == "28.02, 30.09");
    CHECK(validityEndsText(school, pupils) == "30.09");
    CHECK(domain::validityEnds(school, adults, "2026/2027") ==
          std::vector{*dateFromIso("2027-02-28"), *dateFromIso("2027-09-30")});
    setValidityEnds(school, pupils, validityEndsFromText(pupils, "31.10.").value());
    setValidityEnds(school, adults, validityEndsFromText(adults, "").value());
    CHECK(validityEndsText(school, adults) == "30.09");
    CHECK(validityEndsText(school, pupils) == "31.10");
    for (const char* wrong : {"30", "31.02", "30.13", "0.09", "30-09", "wrzesień", "30.09 28.02", "-1.09"}) {
        INFO(wrong);
        CHECK(validityEndsFromText(pupils, wrong).error().code == ErrorCode::valueInvalid);
    }
}
