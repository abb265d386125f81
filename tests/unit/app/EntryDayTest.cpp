// No register gets a day from a clock that was set back.
#include "app/BlankService.h"
#include "app/CardMarks.h"
#include "app/CardService.h"
#include "app/DuplicateService.h"
#include "app/ValidityService.h"
#include "support/SampleOffice.h"

#include <catch2/catch.hpp>

using namespace esek;
using namespace esek::test;

namespace {

template <class T>
bool refusesTheClock(const Result<T>& result) {
    return !result && result.error().code == ErrorCode::clockSetBack;
}

} // namespace

TEST_CASE("a clock that was set back dates no mark, no blank, no request and no payment") {
    SampleOffice office;
    app::Office& o = *office.office;
    const auto issued = app::CardService(o).issue({office.addWithPhoto()}, {}).value();
    const domain::StudentCard card = issued.cards.front();
    REQUIRE(app::CardMarks(o).mark({card.id}, domain::CardState::printed, "")->refused.empty());
    app::BlankService blanks(o);
    REQUIRE(blanks.receive({"AB 1", "AB 9", {}, {}, {}}).ok());
    office.clock.advance(std::chrono::hours(-24 * 365 * 6));

    CHECK(refusesTheClock(blanks.receive({"AC 1", "AC 9", {}, {}, {}})));
    CHECK(refusesTheClock(blanks.use({card.id}, "AB 1")));
    CHECK(refusesTheClock(blanks.book("AB 2", domain::BlankState::spoiled, "zacięcie")));
    app::DuplicateService duplicates(o);
    const app::DuplicateService::Ask lost{domain::DuplicateReason::lost, {}, {}};
    CHECK(refusesTheClock(duplicates.enter(card.id, lost)));
    CHECK(refusesTheClock(app::ValidityService(o).place({card.id}, {"2026/2027", {}, {}, {}})));
    CHECK(blanks.booked()->empty());
    CHECK(o.replica().cardYear().requests()->empty());

    // A day that a person gives counts.
    const Date day = *dateFromIso("2026-09-02");
    REQUIRE(blanks.receive({"AC 1", "AC 9", {}, day, {}}).ok());
    REQUIRE(app::ValidityService(o).place({card.id}, {"2026/2027", {}, {}, day})->made.size() == 1);
    REQUIRE(duplicates.issue(card.student, app::CardService::IssueDate(day), lost)->cards.size() == 1);
    CHECK(o.replica().cardYear().request(card.id).value()->askedOn == day);
}
