#include "domain/Reconcile.h"
#include "support/PhotoBuilder.h"

#include <catch2/catch.hpp>

using namespace esek;
using namespace esek::domain;
using namespace esek::test;

namespace {

const Photo kOld = photo(1);
const Photo kNew = photo(2);
const Photo kOther = photo(3);

PhotoState awaiting(const Photo& p) {
    return AwaitingPhoto{p};
}
PhotoState accepted(const Photo& p) {
    return AcceptedPhoto{p, std::monostate{}};
}
PhotoState changing(const Photo& p, const Photo& next, bool print = false) {
    return AcceptedPhoto{p, ChangeRequest{next, print}};
}
PhotoState rejected(const Photo& p, std::vector<RejectionReason> reasons = {RejectionReason::blurred}) {
    return RejectedPhoto{p, {std::move(reasons), "", {}, {}}};
}

PhotoFile file(PhotoState state, std::int64_t version = 9) {
    return {StudentId{countedUuid(50)}, std::move(state), version, MutationId{countedUuid(51)}};
}

Verdict meet(const PhotoState& now, const PhotoChange& change, const PhotoState& before) {
    const auto met = reconcile(file(now), mutation(100, change), before);
    CHECK(met.next.has_value() == (met.verdict == Verdict::applied));
    if (met.verdict == Verdict::conflict)
        CHECK(category(met.why.code) == ErrorCategory::conflict);
    return met.verdict;
}

Student pupil() {
    Student s;
    s.id = StudentId{countedUuid(50)};
    s.surname = "Nowak";
    s.givenNames = "Zofia";
    s.registerNumber = "12";
    s.classUnit = "1A";
    s.version = 4;
    return s;
}

Mutation put(const Student& s) {
    Mutation m = mutation(7, AcceptPhoto{});
    m.entityId = s.id.uuid;
    m.change = PutStudent{s};
    return m;
}

StudentCard card(CardState state) {
    StudentCard c;
    c.id = CardId{countedUuid(60)};
    c.number = "1/2026";
    c.state = state;
    return c;
}

Mutation mark(CardState state) {
    Mutation m = mutation(8, AcceptPhoto{});
    m.entityId = countedUuid(60);
    m.change = CardChange{MarkCard{state, "powód"}};
    return m;
}

} // namespace

TEST_CASE("a decision holds while the pictures it was about are the same, whatever the version") {
    CHECK(meet(awaiting(kOld), AcceptPhoto{}, awaiting(kOld)) == Verdict::applied);
    CHECK(meet(changing(kOld, kNew), TakeNew{}, changing(kOld, kNew)) == Verdict::applied);
    SECTION("a crop or a permission that came in between does not matter, and stays") {
        Photo cropped = kOld;
        cropped.crop = CropParams{};
        const auto met = reconcile(file(awaiting(cropped)), mutation(100, AcceptPhoto{}), awaiting(kOld));
        REQUIRE(met.next);
        CHECK(met.next->file.accepted()->crop == cropped.crop);
        CHECK(meet(changing(kOld, kNew, true), KeepCurrent{{}, ""}, changing(kOld, kNew)) ==
              Verdict::applied);
    }
    SECTION("the expected version of the sender is not looked at") {
        Mutation m = mutation(100, AcceptPhoto{});
        m.expected = 1;
        CHECK(reconcile(file(awaiting(kOld), 77), m, awaiting(kOld)).verdict == Verdict::applied);
    }
}

TEST_CASE("a decision on a picture that is no longer there is a conflict") {
    CHECK(meet(awaiting(kNew), AcceptPhoto{}, awaiting(kOld)) == Verdict::conflict);
    CHECK(meet(NoPhoto{}, AcceptPhoto{}, awaiting(kOld)) == Verdict::conflict);
    CHECK(meet(rejected(kOld), AcceptPhoto{}, awaiting(kOld)) == Verdict::conflict);
    CHECK(meet(changing(kOld, kOther), TakeNew{}, changing(kOld, kNew)) == Verdict::conflict);
    CHECK(meet(accepted(kOld), RejectPhoto{{RejectionReason::blurred}, ""}, awaiting(kOld)) ==
          Verdict::conflict);
    CHECK(meet(accepted(kNew), SubmitPhoto{kOther, true}, accepted(kOld)) == Verdict::conflict);
    CHECK(meet(accepted(kOld), ApproveDeletion{""}, AcceptedPhoto{kOld, DeletionRequest{}}) ==
          Verdict::conflict);
}

TEST_CASE("the same decision by two offices is one decision") {
    CHECK(meet(accepted(kOld), AcceptPhoto{}, awaiting(kOld)) == Verdict::same);
    CHECK(meet(accepted(kNew), TakeNew{}, changing(kOld, kNew)) == Verdict::same);
    CHECK(meet(NoPhoto{}, ApproveDeletion{""}, AcceptedPhoto{kOld, DeletionRequest{}}) == Verdict::same);
    const PhotoChange blurred = RejectPhoto{{RejectionReason::blurred}, ""};
    CHECK(meet(rejected(kOld), blurred, awaiting(kOld)) == Verdict::same);
    // Other reasons tell the family something else.
    CHECK(meet(rejected(kOld, {RejectionReason::tooDark}), blurred, awaiting(kOld)) == Verdict::conflict);
}

TEST_CASE("crops and permissions to print meet their own kind only") {
    CropParams left;
    left.x = 0.1;
    CropParams right;
    right.x = 0.2;
    Photo cropped = kOld;
    cropped.crop = left;
    CHECK(meet(accepted(kOld), SetCrop{kOld.id, left}, awaiting(kOld)) == Verdict::applied);
    CHECK(meet(accepted(cropped), SetCrop{kOld.id, left}, accepted(kOld)) == Verdict::same);
    CHECK(meet(accepted(cropped), SetCrop{kOld.id, right}, accepted(kOld)) == Verdict::conflict);
    CHECK(meet(accepted(kNew), SetCrop{kOld.id, right}, accepted(kOld)) == Verdict::conflict);
    CHECK(meet(changing(kOld, kNew), AllowPrinting{true}, changing(kOld, kNew)) == Verdict::applied);
    CHECK(meet(changing(kOld, kNew, true), AllowPrinting{true}, changing(kOld, kNew)) == Verdict::same);
    CHECK(meet(accepted(kNew), AllowPrinting{true}, changing(kOld, kNew)) == Verdict::conflict);
}

TEST_CASE("what the rules forbid is refused, not called a conflict") {
    CHECK(meet(accepted(kOld), AcceptPhoto{}, accepted(kOld)) == Verdict::rejected);
    CHECK(meet(awaiting(kOld), RejectPhoto{{}, ""}, awaiting(kOld)) == Verdict::rejected);
    CHECK(meet(awaiting(kOld), UndoDecision{MutationId{countedUuid(51)}, NoPhoto{}}, awaiting(kOld)) ==
          Verdict::rejected);
    CHECK(reconcile(file(awaiting(kOld)), mutation(100, AcceptPhoto{}, Role::guardian), awaiting(kOld))
              .verdict == Verdict::rejected);
}

TEST_CASE("fields of a pupil that only one side changed are merged") {
    const Student before = pupil();
    Student now = before;
    now.classUnit = "2A";
    now.version = 7;
    Student mine = before;
    mine.left = true;
    const auto met = reconcile(&now, put(mine), &before);
    REQUIRE(met.verdict == Verdict::applied);
    CHECK(met.next->classUnit == "2A");
    CHECK(met.next->left);
    CHECK(met.next->version == 8);
    SECTION("the same change on both sides is one change") {
        mine = before;
        mine.classUnit = "2A";
        CHECK(reconcile(&now, put(mine), &before).verdict == Verdict::same);
    }
    SECTION("different changes of one field are a conflict") {
        mine.classUnit = "3C";
        CHECK(reconcile(&now, put(mine), &before).verdict == Verdict::conflict);
    }
}

TEST_CASE("who a pupil is never gets mixed from two records") {
    const Student before = pupil();
    Student now = before;
    now.surname = "Nowak-Kowalska";
    Student mine = before;
    mine.birthDate = dateFromIso("2015-04-03");
    CHECK(reconcile(&now, put(mine), &before).verdict == Verdict::conflict);
    mine.surname = now.surname;
    mine.birthDate.reset();
    CHECK(reconcile(&now, put(mine), &before).verdict == Verdict::same);
}

TEST_CASE("a record that is new, gone, or added twice") {
    const Student one = pupil();
    CHECK(reconcile(static_cast<const Student*>(nullptr), put(one), nullptr).verdict == Verdict::applied);
    CHECK(reconcile(static_cast<const Student*>(nullptr), put(one), &one).verdict == Verdict::rejected);
    CHECK(reconcile(&one, put(one), nullptr).verdict == Verdict::same);
    Student other = one;
    other.surname = "Inna";
    CHECK(reconcile(&one, put(other), nullptr).verdict == Verdict::conflict);
}

TEST_CASE("a school that both sides know: the office fills what the server leaves empty") {
    School server;
    server.name = "SP 1";
    server.version = 1;
    School mine;
    mine.name = "SP 1";
    mine.headteacher = "Anna Żółć";
    mine.nextNumber = 40;
    Mutation m = mutation(9, AcceptPhoto{});
    m.change = PutSchool{mine};
    const auto met = reconcile(&server, m, nullptr);
    REQUIRE(met.verdict == Verdict::applied);
    CHECK(met.next->headteacher == "Anna Żółć");
    CHECK(met.next->nextNumber == 40);
    mine.name = "SP 2";
    m.change = PutSchool{mine};
    CHECK(reconcile(&server, m, nullptr).verdict == Verdict::conflict);
}

TEST_CASE("marks of a card that both sides made") {
    const StudentCard before = card(CardState::handedOver);
    const StudentCard lost = card(CardState::lost);
    CHECK(reconcile(&before, mark(CardState::returned), &before).verdict == Verdict::applied);
    CHECK(reconcile(&lost, mark(CardState::returned), &before).verdict == Verdict::conflict);
    StudentCard same = lost;
    same.stateReason = "powód";
    CHECK(reconcile(&same, mark(CardState::lost), &before).verdict == Verdict::same);
}

namespace {

/// The photo file after "mine after all".
PhotoState redone(const PhotoState& now, const PhotoChange& mine, const PhotoState& before) {
    const Mutation m = mutation(100, mine);
    const auto changes = redo(file(now), m, before).value();
    PhotoFile f = file(now);
    for (const Change& change : changes) {
        Mutation next = mutation(101, std::get<PhotoChange>(change));
        f = apply(f, next).value().file;
    }
    return f.state;
}

} // namespace

TEST_CASE("mine after all: the way from the other side's decision to this side's") {
    const PhotoChange blurred = RejectPhoto{{RejectionReason::blurred}, ""};
    CHECK(redone(rejected(kOld), AcceptPhoto{}, awaiting(kOld)) == accepted(kOld));
    CHECK(statusOf(redone(accepted(kOld), blurred, awaiting(kOld))) == PhotoStatus::rejected);
    CHECK(redone(accepted(kOld), TakeNew{}, changing(kOld, kNew)) == accepted(kNew));
    CHECK(redone(accepted(kNew), KeepCurrent{{}, ""}, changing(kOld, kNew)) == accepted(kOld));
    CHECK(redone(accepted(kOld), ApproveDeletion{""}, AcceptedPhoto{kOld, DeletionRequest{}}) ==
          PhotoState(NoPhoto{}));
    SECTION("a family's request is never pushed aside by it") {
        const auto refused = redo(file(awaiting(kOther)), mutation(1, AcceptPhoto{}), awaiting(kOld));
        REQUIRE_FALSE(refused.ok());
        CHECK(refused.error().code == ErrorCode::decideFamilyRequestFirst);
    }
    SECTION("nothing is made up when it cannot come about") {
        CHECK_FALSE(redo(file(NoPhoto{}), mutation(1, blurred), awaiting(kOld)).ok());
        CHECK_FALSE(redo(file(accepted(kOld)), mutation(1, AcceptPhoto{}), awaiting(kOld)).ok());
    }
}

TEST_CASE("mine after all: of a pupil's data only what this side changed") {
    const Student before = pupil();
    Student now = before;
    now.surname = "Nowak-Kowalska";
    now.classUnit = "2A";
    Student mine = before;
    mine.surname = "Nowakowska";
    const auto changes = redo(&now, put(mine), &before).value();
    REQUIRE(changes.size() == 1);
    const Student result = std::get<PutStudent>(changes[0]).student;
    CHECK(result.surname == "Nowakowska");
    CHECK(result.classUnit == "2A");
}
