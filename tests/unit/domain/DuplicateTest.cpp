#include "domain/Rebuild.h"
#include "domain/Reconcile.h"
#include "support/PhotoBuilder.h"

#include <catch2/catch.hpp>

using namespace esek;
using namespace esek::domain;
using namespace esek::test;

namespace {

Date day(int year, unsigned month, unsigned d) {
    return Date(std::chrono::year(year), std::chrono::month(month), std::chrono::day(d));
}

Mutation change(DuplicateChange c) {
    Mutation m = mutation(100, AcceptPhoto{});
    m.change = std::move(c);
    return m;
}

DuplicateRequest request(DuplicateReason reason = DuplicateReason::lost, int fee = 900) {
    DuplicateRequest r;
    r.id = CardId{change(WithdrawDuplicate{}).entityId};
    r.student = StudentId{countedUuid(50)};
    r.reason = reason;
    r.askedOn = day(2026, 11, 2);
    r.fee = fee;
    return r;
}

DuplicateRequest after(const DuplicateRequest* now, DuplicateChange c) {
    return apply(now, change(std::move(c))).value();
}
ErrorCode refused(const DuplicateRequest* now, DuplicateChange c) {
    const auto result = apply(now, change(std::move(c)));
    return result ? ErrorCode::internal : result.error().code;
}
Verdict meet(const DuplicateRequest& now, DuplicateChange c, const DuplicateRequest* before) {
    return reconcile(&now, change(std::move(c)), before).verdict;
}

const CardId kNew{countedUuid(60)};
const CardId kOther{countedUuid(61)};

} // namespace

TEST_CASE("a request for a duplicate is asked, paid and fulfilled once") {
    const DuplicateRequest* none = nullptr;
    const DuplicateRequest asked = after(none, AskDuplicate{request()});
    CHECK(asked.open());
    CHECK(asked.owed());
    CHECK(refused(&asked, AskDuplicate{request()}) == ErrorCode::duplicateExists);
    CHECK(refused(none, NotePayment{"przelew", day(2026, 11, 3)}) == ErrorCode::unknownRequest);
    CHECK(refused(&asked, NotePayment{"", day(2026, 11, 3)}) == ErrorCode::valueRequired);
    const DuplicateRequest paid = after(&asked, NotePayment{"przelew 14/11", day(2026, 11, 3)});
    CHECK_FALSE(paid.owed());
    const DuplicateRequest done = after(&paid, FulfilDuplicate{kNew});
    CHECK_FALSE(done.open());
    CHECK(done.newCard == kNew);
    CHECK(refused(&done, FulfilDuplicate{kOther}) == ErrorCode::requestClosed);
    CHECK(refused(&done, WithdrawDuplicate{"pomyłka"}) == ErrorCode::requestClosed);
    CHECK(refused(&done, AskDuplicate{request()}) == ErrorCode::duplicateExists);
    CHECK(after(&done, NotePayment{"gotówka, KP 7", day(2026, 11, 9)}).payment == "gotówka, KP 7");
}

TEST_CASE("a request or a payment without a day is refused") {
    DuplicateRequest undated = request();
    undated.askedOn = {};
    CHECK(refused(nullptr, AskDuplicate{undated}) == ErrorCode::valueInvalid);
    const DuplicateRequest asked = after(nullptr, AskDuplicate{request()});
    CHECK(refused(&asked, NotePayment{"przelew", {}}) == ErrorCode::valueInvalid);
}

TEST_CASE("a withdrawn request can be made again, with a later version") {
    const DuplicateRequest* none = nullptr;
    const DuplicateRequest asked = after(none, AskDuplicate{request()});
    CHECK(refused(&asked, WithdrawDuplicate{""}) == ErrorCode::valueRequired);
    const DuplicateRequest off = after(&asked, WithdrawDuplicate{"karta się znalazła"});
    CHECK_FALSE(off.open());
    CHECK_FALSE(off.owed());
    const DuplicateRequest again = after(&off, AskDuplicate{request(DuplicateReason::stolen)});
    CHECK(again.open());
    CHECK(again.version == 3);
}

TEST_CASE("what a duplicate costs is the school's fee of that day, and nothing where the rules say so") {
    School school;
    CHECK(duplicateFee(school, DuplicateReason::lost, day(2026, 11, 2)) == 900);
    school.duplicateFees = {{day(2026, 1, 1), 900, {}}, {day(2027, 1, 1), 1250, {}}};
    CHECK(duplicateFee(school, DuplicateReason::stolen, day(2026, 12, 31)) == 900);
    CHECK(duplicateFee(school, DuplicateReason::damaged, day(2027, 1, 1)) == 1250);
    for (const auto reason :
         {DuplicateReason::dataChanged, DuplicateReason::dataWrong, DuplicateReason::placesFull})
        CHECK(duplicateFee(school, reason, day(2027, 1, 1)) == 0);
    CHECK(moneyText(1250) == "12,50 zł");
    CHECK(moneyText(5) == "0,05 zł");
    const DuplicateRequest* none = nullptr;
    CHECK(refused(none, AskDuplicate{request(DuplicateReason::placesFull, 900)}) == ErrorCode::valueInvalid);
    CHECK(refused(none, AskDuplicate{request(DuplicateReason::lost, -1)}) == ErrorCode::valueInvalid);
    CHECK(refused(none, AskDuplicate{request(DuplicateReason::other)}) == ErrorCode::valueRequired);
    const DuplicateRequest free = after(none, AskDuplicate{request(DuplicateReason::dataChanged, 0)});
    CHECK(refused(&free, NotePayment{"przelew", day(2026, 11, 3)}) == ErrorCode::valueInvalid);
}

TEST_CASE("two offices that replace one card while apart: the first stands, the second is a conflict") {
    const DuplicateRequest* none = nullptr;
    const DuplicateRequest asked = after(none, AskDuplicate{request()});
    CHECK(meet(asked, AskDuplicate{request()}, none) == Verdict::same);
    CHECK(meet(asked, AskDuplicate{request(DuplicateReason::damaged)}, none) == Verdict::conflict);
    const DuplicateRequest done = after(&asked, FulfilDuplicate{kNew});
    CHECK(meet(done, FulfilDuplicate{kNew}, &asked) == Verdict::same);
    CHECK(meet(done, FulfilDuplicate{kOther}, &asked) == Verdict::conflict);
    CHECK(meet(done, WithdrawDuplicate{"znalazła się"}, &asked) == Verdict::conflict);
    const DuplicateRequest paid = after(&asked, NotePayment{"przelew", day(2026, 11, 3)});
    CHECK(meet(paid, NotePayment{"gotówka", day(2026, 11, 3)}, &asked) == Verdict::conflict);
    CHECK(meet(paid, NotePayment{"przelew", day(2026, 11, 3)}, &asked) == Verdict::same);
    CHECK(meet(done, NotePayment{"gotówka", day(2026, 11, 3)}, &asked) == Verdict::applied);

    CHECK(redo(&asked, change(AskDuplicate{request(DuplicateReason::damaged)}), none)->size() == 2);
    CHECK(redo(&done, change(FulfilDuplicate{kOther}), &asked).error().code == ErrorCode::nothingToDo);
}

TEST_CASE("a request of a lost server is made anew as it was") {
    const DuplicateRequest* none = nullptr;
    DuplicateRequest asked = after(none, AskDuplicate{request()});
    const DuplicateRequest paid = after(&asked, NotePayment{"przelew", day(2026, 11, 3)});
    for (const DuplicateRequest& wanted :
         {asked, paid, after(&paid, FulfilDuplicate{kNew}), after(&asked, WithdrawDuplicate{"pomyłka"})}) {
        std::optional<DuplicateRequest> made;
        for (const RebuildStep& step : rebuild(wanted, {Role::clerk, "Ewa", "PC"}, Timestamp{}))
            made = apply(made ? &*made : nullptr, step.mutation).value();
        REQUIRE(made);
        made->version = wanted.version;
        CHECK(*made == wanted);
        CHECK(duplicateRequestFromJson(toJson(wanted)).value() == wanted);
    }
}

TEST_CASE("a request is about two cards of one pupil") {
    StudentCard old;
    old.student = request().student;
    StudentCard fresh = old;
    DuplicateRequest r = request();
    CHECK(checkCards(r, &old, nullptr));
    CHECK(checkCards(r, nullptr, nullptr).error().code == ErrorCode::unknownCard);
    r.newCard = kNew;
    CHECK(checkCards(r, &old, nullptr).error().code == ErrorCode::unknownCard);
    CHECK(checkCards(r, &old, &fresh));
    fresh.student = StudentId{countedUuid(51)};
    CHECK(checkCards(r, &old, &fresh).error().code == ErrorCode::valueInvalid);
}
