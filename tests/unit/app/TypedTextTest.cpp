// What a person types or pastes has the form in which texts are kept, whichever kind of record it enters.
#include "app/BlankService.h"
#include "app/CardMarks.h"
#include "app/CardService.h"
#include "app/DuplicateService.h"
#include "app/SchoolService.h"
#include "app/ValidityService.h"
#include "support/SampleOffice.h"

#include <catch2/catch.hpp>

using namespace esek;
using namespace esek::test;

namespace {

/// "ośmioro" with a soft hyphen, a zero width space and an accent of its own.
const std::string kPasted = "os\u0301m\u00ADio\u200Bro  osób ";
const std::string kKept = "ośmioro osób";

} // namespace

TEST_CASE("typed texts: what nobody sees is taken out of notes, reasons and proofs of payment") {
    SampleOffice office;
    app::Office& o = *office.office;
    const auto issued = app::CardService(o).issue({office.addWithPhoto()}, {}).value();
    const auto card = issued.cards.front();
    REQUIRE(app::CardMarks(o).mark({card.id}, domain::CardState::printed, "")->refused.empty());

    app::ValidityService marks(o);
    const auto placed = marks.place({card.id}, {marks.currentYear(), {}, {}, {}}).value();
    REQUIRE(placed.made.size() == 1);
    REQUIRE(marks.takeBack(placed.made, kPasted).ok());
    CHECK(o.replica().cardYear().allMarks()->front().marks.front().voided == kKept);

    app::BlankService blanks(o);
    app::BlankService::Delivery delivery{"AB 0001", "AB 0010", {}, {}, kPasted};
    REQUIRE(blanks.receive(delivery).ok());
    CHECK(blanks.stock()->front().delivery.document == kKept);
    REQUIRE(blanks.book("AB 0003", domain::BlankState::spoiled, kPasted).ok());
    CHECK(blanks.booked()->front().reason == kKept);

    app::DuplicateService duplicates(o);
    REQUIRE(duplicates.enter(card.id, {domain::DuplicateReason::lost, kPasted, kPasted}).ok());
    const auto request = o.replica().cardYear().request(card.id).value();
    CHECK(request->note == kKept);
    CHECK(request->payment == kKept);
    REQUIRE(duplicates.withdraw(card.id, kPasted).ok());

    REQUIRE(app::CardMarks(o).mark({card.id}, domain::CardState::lost, kPasted)->refused.empty());
    CHECK(o.replica().cards().get(card.id)->stateReason == kKept);
}

TEST_CASE("typed texts: what nobody sees is taken out of notes to families and of the school's data") {
    SampleOffice office;
    const auto pupil = office.add();
    REQUIRE(office.review
                .submit(pupil, sampleJpeg(1), "a.jpg", domain::PhotoChannel::panel, office.parent(), false)
                .ok());
    const auto rejected =
        office.review.reject(pupil, {domain::RejectionReason::blurred}, "jeden\n" + kPasted);
    REQUIRE(rejected.ok());
    const auto file = office.office->replica().photos().file(pupil).value();
    CHECK(std::get<domain::RejectedPhoto>(file.state).rejection.note == "jeden\n" + kKept);

    domain::School school = office.office->replica().school().value();
    school.headteacher = kPasted;
    REQUIRE(office.office->replica()
                .commit(office.office->mutation(school.id.uuid, domain::PutSchool{school}))
                .ok());
    CHECK(office.office->replica().school()->headteacher == kKept);
}

TEST_CASE("typed texts: the name of the person at the computer stops no change") {
    SampleOffice office;
    domain::Actor who = office.office->clerk();
    who.name = "Anna\u200B Kos";
    office.office->setClerk(who);
    CHECK_NOTHROW(office.add());
}
