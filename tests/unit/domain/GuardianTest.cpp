#include "domain/Check.h"
#include "domain/GuardianRules.h"
#include "domain/Rebuild.h"
#include "support/PhotoBuilder.h"

#include <catch2/catch.hpp>

using namespace esek;
using namespace esek::domain;
using namespace esek::test;

namespace {

Guardian mother() {
    Guardian g;
    g.id = {countedUuid(60)};
    g.student = {countedUuid(50)};
    g.name = "Beata Nowak";
    g.email = "beata@example.pl";
    g.relation = GuardianRelation::mother;
    g.version = 2;
    return g;
}

Mutation put(const Guardian& g, Role by = Role::clerk) {
    Mutation m = mutation(7, AcceptPhoto{});
    m.by.role = by;
    m.entityId = g.id.uuid;
    m.change = PutGuardian{g};
    return m;
}

} // namespace

TEST_CASE("a guardian survives JSON, and fields of a later program stay") {
    Guardian g = mother();
    CHECK(guardianFromJson(toJson(g)).value() == g);
    Json j = toJson(g);
    j["phone"] = "+48 600 000 000";
    const auto later = guardianFromJson(j).value();
    CHECK(toJson(later)["phone"] == "+48 600 000 000");
    j["relation"] = "stepmother";
    CHECK(guardianFromJson(j).error().code == ErrorCode::jsonInvalid);
    const Mutation m = put(g);
    CHECK(mutationFromJson(toJson(m)).value() == m);
    CHECK(m.kind() == "put_guardian");
    CHECK(m.entity() == Entity::guardian);
}

TEST_CASE("a guardian who is removed keeps neither name nor address") {
    Guardian g = mother();
    Guardian gone = g;
    gone.removed = true;
    const auto next = apply(&g, put(gone)).value();
    CHECK(next.removed);
    CHECK(next.name.empty());
    CHECK(next.email.empty());
    CHECK(next.version == 3);
    CHECK(toJson(next).dump().find("Beata") == std::string::npos);
}

TEST_CASE("only the office changes guardians, and one never passes to another pupil") {
    Guardian g = mother();
    CHECK(apply(&g, put(g, Role::guardian)).error().code == ErrorCode::roleNotAllowed);
    CHECK(apply(&g, put(g, Role::headteacher)).error().code == ErrorCode::roleNotAllowed);
    Guardian other = g;
    other.student = {countedUuid(51)};
    CHECK(apply(&g, put(other)).error().code == ErrorCode::valueInvalid);
}

TEST_CASE("two offices change one guardian: different fields come together, one name does not") {
    const Guardian before = mother();
    Guardian theirs = before;
    theirs.relation = GuardianRelation::guardian;
    theirs.version = 3;
    Guardian mine = before;
    mine.email = "b.nowak@example.pl";
    const auto met = reconcile(&theirs, put(mine), &before);
    REQUIRE(met.verdict == Verdict::applied);
    CHECK(met.next->email == "b.nowak@example.pl");
    CHECK(met.next->relation == GuardianRelation::guardian);

    Guardian renamed = before;
    renamed.name = "Beata Kowalska";
    Guardian gone = before;
    gone.removed = true;
    gone.name.clear();
    gone.email.clear();
    const auto clash = reconcile(&gone, put(renamed), &before);
    CHECK(clash.verdict == Verdict::conflict);
    CHECK(clash.why.code == ErrorCode::changedElsewhere);
    const auto again = redo(&gone, put(renamed), &before).value();
    REQUIRE(again.size() == 1);
    CHECK(std::get<PutGuardian>(again[0]).guardian.name == "Beata Kowalska");

    CHECK(reconcile(&before, put(before), &before).verdict == Verdict::same);
    CHECK(reconcile(static_cast<const Guardian*>(nullptr), put(before), nullptr).verdict == Verdict::applied);
}

TEST_CASE("a guardian is made anew by one change") {
    const Guardian g = mother();
    const auto steps = rebuild(g, {Role::clerk, "Anna", "PC-1"}, Timestamp{});
    REQUIRE(steps.size() == 1);
    Guardian made = apply(static_cast<const Guardian*>(nullptr), steps[0].mutation).value();
    made.version = g.version;
    CHECK(made == g);
}

TEST_CASE("the door asks for a guardian's name and for an address that mail can reach") {
    const Date today = *dateFromIso("2026-09-01");
    Guardian g = mother();
    CHECK(admit(put(g), nullptr, today));
    g.email = "beata@example";
    CHECK(admit(put(g), nullptr, today).error().code == ErrorCode::valueInvalid);
    g.email = "beata@example.pl\r\nBcc: x@y.pl";
    CHECK_FALSE(admit(put(g), nullptr, today));
    g.email.clear();
    CHECK(admit(put(g), nullptr, today));
    g.name = "Beata\u202E";
    CHECK_FALSE(admit(put(g), nullptr, today));
    g.name.clear();
    CHECK(admit(put(g), nullptr, today).error().code == ErrorCode::valueRequired);
    g.removed = true;
    CHECK(admit(put(g), nullptr, today));
}
