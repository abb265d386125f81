#include "ui/model/CardYearForm.h"

#include "app/CardYearSettings.h"

#include <catch2/catch.hpp>

using namespace esek;
using ui::model::CardYearForm;

TEST_CASE("card year form: what is not touched is not changed") {
    domain::School school;
    school.validityEnds.push_back({"MEiN-I/1", 10, 31, {}});
    const domain::School before = school;
    const CardYearForm form = CardYearForm::of(school);
    CHECK(form.fee == "9,00");
    CHECK(form.feeFrom.empty());
    CHECK(form.ends == std::vector<std::string>{"31.10", "30.09", "30.09", "30.09"});
    CHECK(form.apply(school).empty());
    CHECK(school == before);
}

TEST_CASE("card year form: a fee gets its day, is corrected for it and taken out again") {
    domain::School school;
    CardYearForm form = CardYearForm::of(school);
    form.fee = "12";
    CHECK(form.apply(school).contains(CardYearForm::kFeeFrom)); // from when?
    CHECK(school.duplicateFees.empty());
    form.feeFrom = "01.09.2026";
    REQUIRE(form.apply(school).empty());
    CHECK(app::feesText(school) == "9,00 zł, 12,00 zł from 01.09.2026");
    form = CardYearForm::of(school);
    CHECK(form.fee == "12,00");
    form.fee = "13,50";
    REQUIRE(form.apply(school).empty());
    form = CardYearForm::of(school);
    form.feeFrom = "01.01.2027"; // another day: one more
    form.fee = "15";
    REQUIRE(form.apply(school).empty());
    CHECK(app::feesText(school) == "9,00 zł, 13,50 zł from 01.09.2026, 15,00 zł from 01.01.2027");
    form = CardYearForm::of(school);
    form.fee = "";
    REQUIRE(form.apply(school).empty());
    CHECK(app::feesText(school) == "9,00 zł, 13,50 zł from 01.09.2026");
    form = CardYearForm::of(school);
    form.fee = "";
    form.feeFrom = "02.09.2026";
    CHECK(form.apply(school).contains(CardYearForm::kFee)); // nothing begins on that day
    form.fee = "dużo";
    CHECK(form.apply(school).contains(CardYearForm::kFee));
    CHECK(school.duplicateFees.size() == 1);
}

TEST_CASE("card year form: days of validity by type, several for a half-year") {
    domain::School school;
    CardYearForm form = CardYearForm::of(school);
    form.ends[1] = "28.02 i 30.09";
    REQUIRE(form.apply(school).empty());
    CHECK(app::validityEndsText(school, "MEiN-I/2") == "28.02, 30.09");
    CHECK(app::validityEndsText(school, "MEiN-I/1") == "30.09");
    form = CardYearForm::of(school);
    form.ends[0] = "31.02";
    form.ends[1] = "30.09";
    CHECK(form.apply(school).contains(CardYearForm::kFirstEnd));
    CHECK(app::validityEndsText(school, "MEiN-I/2") == "28.02, 30.09"); // nothing by halves
}
