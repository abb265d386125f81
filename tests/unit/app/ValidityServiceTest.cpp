#include "app/ValidityService.h"

#include "app/CardMarks.h"
#include "app/ReportService.h"
#include "support/SampleOffice.h"

#include <catch2/catch.hpp>

using namespace esek;
using namespace esek::app;
using namespace esek::domain;
using test::SampleOffice;

namespace {

/// Pupils of 1A and 2B by turns, with cards that were handed over.
struct Year : SampleOffice {
    ValidityService service{*office};
    std::vector<CardId> cards;

    explicit Year(int n = 4) {
        std::vector<StudentId> pupils;
        for (int i = 0; i < n; ++i)
            pupils.push_back(addWithPhoto());
        const auto issued = CardService(*office).issue(pupils, {}).value();
        for (const auto& card : issued.cards)
            cards.push_back(card.id);
        REQUIRE(CardMarks(*office).mark(cards, CardState::printed, "")->refused.empty());
    }
    ValidityService::Outcome place(const std::string& year, std::vector<CardId> ids = {}) {
        ValidityService::Choice choice;
        choice.schoolYear = year;
        return service.place(ids.empty() ? cards : ids, choice).value();
    }
    ValidityMarks marks(std::size_t i) { return office->replica().cardYear().marks(cards.at(i)).value(); }
};

} // namespace

TEST_CASE("the marks of a year are entered once for each card in use") {
    Year y;
    CHECK(y.place("2026/2027").made.size() == 4);
    const auto again = y.place("2026/2027");
    CHECK(again.made.empty());
    CHECK(again.already == 4);
    CHECK(again.refused.empty());
    CHECK(y.place("2027/2028").made.size() == 4);
    REQUIRE(y.marks(0).marks.size() == 2);
    CHECK(y.marks(0).marks[1].place == 2);
    CHECK(toIso(y.marks(0).marks[1].validUntil) == "2028-09-30");
    CHECK(y.service.place(y.cards, {"2027", {}, {}, {}}).error().code == ErrorCode::valueInvalid);
}

TEST_CASE("the list of a class tells which cards have no mark, and the report agrees") {
    Year y;
    const std::string year = y.service.currentYear();
    y.place(year, {y.cards[0]});
    const auto rows = y.service.list(year, "1A").value();
    REQUIRE(rows.size() == 2);
    CHECK(std::count_if(rows.begin(), rows.end(), [](const auto& r) { return r.mark.has_value(); }) == 1);
    CHECK(y.service.list(year).value().size() == 4);
    ReportQuery query;
    query.name = "validity";
    const auto table = ReportService(*y.office).make(query).value();
    CHECK(table.rows.size() == 3);
    query.classUnit = "1A";
    CHECK(ReportService(*y.office).make(query)->rows.size() == 1);
}

TEST_CASE("a card that waits for the printer gets no mark, and the others get theirs") {
    Year y;
    const auto pupil = y.addWithPhoto();
    const CardId waiting = CardService(*y.office).issue({pupil}, {})->cards.front().id;
    const auto out = y.place("2026/2027", {waiting, y.cards[0]});
    CHECK(out.made.size() == 1);
    REQUIRE(out.refused.size() == 1);
    CHECK(out.refused[0].error.code == ErrorCode::cardWrongState);
}

TEST_CASE("the eighth mark is said to be the last, the ninth asks for an exchange free of charge") {
    Year y(1);
    for (int i = 0; i < kMarkPlaces; ++i) {
        const auto out = y.place(std::to_string(2020 + i) + "/" + std::to_string(2021 + i));
        REQUIRE(out.made.size() == 1);
        CHECK(out.lastPlace.size() == (i + 1 == kMarkPlaces ? 1 : 0));
    }
    const auto ninth = y.place("2028/2029");
    REQUIRE(ninth.refused.size() == 1);
    CHECK(ninth.refused[0].error.code == ErrorCode::markPlacesFull);
}

TEST_CASE("marks that were entered wrongly are voided, and the same can be entered again") {
    Year y(2);
    const auto out = y.place("2026/2027");
    CHECK(y.service.takeBack(out.made, " ").error().code == ErrorCode::valueRequired);
    y.service.takeBack(out.made, "zła klasa").value();
    CHECK(y.marks(0).places() == 0);
    CHECK(y.marks(0).marks.front().voided == "zła klasa");
    CHECK(y.place("2026/2027").made.size() == 2);
    CHECK(y.marks(0).marks.back().place == 1);
    CHECK(y.office->replica().care().verify()->problems.empty());
}

TEST_CASE("the day of a mark is the school's setting for the type of card") {
    Year y(1);
    School school = y.office->replica().school().value();
    school.validityEnds = {{"MEiN-I/1", 3, 31, {}}, {"MEiN-I/1", 9, 30, {}}};
    static_cast<void>(
        y.office->replica().commit(y.office->mutation(school.id.uuid, PutSchool{school})).value());
    y.place("2030/2031");
    CHECK(toIso(y.marks(0).marks.front().validUntil) == "2031-03-31");
}
