#include "base/Describe.h"
#include "base/Translate.h"
#include "ui/model/CardsModel.h"
#include "ui/model/SchoolForm.h"

#include <catch2/catch.hpp>

using namespace esek;
using namespace esek::ui::model;

namespace {

constexpr Date kDay{std::chrono::year(2026), std::chrono::month(9), std::chrono::day(15)};

domain::School school() {
    domain::School s;
    s.name = "Szkoła Podstawowa nr 1";
    s.address = {"Szkolna 1", "00-950", "Warszawa"};
    s.headteacher = "Anna Nowak";
    return s;
}

} // namespace

TEST_CASE("those with a card stand apart from those who cannot get one") {
    setLanguage(Language::english);
    app::CardService::Readiness r;
    r.ready.resize(2);
    r.refused.push_back(
        {{},
         "Kos Ola, 1A",
         Error{ErrorCode::cardAlreadyIssued, "", {{"student", "Kos Ola, 1A"}, {"number", "7/2026"}}}});
    r.refused.push_back(
        {{}, "Bąk Jan, 1A", Error{ErrorCode::photoNotAccepted, "", {{"student", "Bąk Jan, 1A"}}}});
    CardsModel m;
    m.set(r);
    using S = CardsModel::Section;
    CHECK(m.count(S::ready) == 2);
    REQUIRE(m.count(S::refused) == 1);
    REQUIRE(m.count(S::issued) == 1);
    CHECK(m.rows(S::issued)[0].reason == "7/2026");
    // The name stands in the column before, so that the reason begins with a capital of its own.
    CHECK(m.rows(S::refused)[0].reason == "No accepted photo. Accept a photo first.");
    CHECK(m.title(S::ready) == "Ready (2)");
    CHECK(m.ready().size() == 2);
}

TEST_CASE("the sample number follows the pattern, a wrong pattern gives none") {
    domain::School s = school();
    s.nextNumber = 12;
    CHECK(sampleNumber(s, kDay) == "12/2026");
    s.numberPattern = "SP1-{n:4}";
    CHECK(sampleNumber(s, kDay) == "SP1-0012");
    s.numberPattern = "no number";
    CHECK(sampleNumber(s, kDay).empty());
}

TEST_CASE("what was issued and left out is told in one line") {
    setLanguage(Language::english);
    app::CardService::Issued issued;
    CHECK(issuedSummary(issued) == "No card was issued: nobody is ready.");
    issued.cards.resize(3);
    issued.cards.front().number = "1/2026";
    issued.cards.back().number = "3/2026";
    CHECK(issuedSummary(issued) == "3 cards issued, numbers 1/2026 to 3/2026.");
    issued.refused.resize(1);
    CHECK(issuedSummary(issued).find("1 pupil was left out") != std::string::npos);
}

TEST_CASE("a school's form names each fault and gives the sample number") {
    SchoolForm f;
    using F = SchoolForm::Field;
    auto checked = f.check({}, kDay);
    CHECK_FALSE(checked.school);
    for (const F field : {F::name, F::city, F::headteacher})
        CHECK(checked.problems.count(field) == 1);
    CHECK(checked.sample == "1/2026");

    f = SchoolForm::of(school());
    f.postcode = "00950";
    f.nextNumber = "0";
    f.rspo = "12a";
    f.numberPattern = "{x}";
    checked = f.check(school(), kDay);
    for (const F field : {F::postcode, F::nextNumber, F::rspo, F::numberPattern})
        CHECK(checked.problems.count(field) == 1);

    f = SchoolForm::of(school());
    f.name = " Szkoła  Podstawowa nr 2 ";
    checked = f.check(school(), kDay);
    REQUIRE(checked.school);
    CHECK(checked.school->name == "Szkoła Podstawowa nr 2");
}
