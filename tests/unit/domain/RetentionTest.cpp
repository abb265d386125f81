#include "domain/Retention.h"

#include "domain/Apply.h"
#include "domain/Reconcile.h"
#include "domain/SchoolYear.h"
#include "support/PhotoBuilder.h"

#include <catch2/catch.hpp>

using namespace esek;
using namespace esek::domain;
using test::mutation;
using test::photo;

TEST_CASE("retention: the rules travel with the school and leave its other later fields alone") {
    School school;
    school.name = "Szkoła";
    school.address = {"ul. Długa 1", "00-001", "Warszawa"};
    school.headteacher = "Anna Nowak";
    CHECK(retentionOf(school) == RetentionRules{});
    setClassesOf(school, "2026/2027");
    REQUIRE(setRetention(school, {30, 365}).ok());
    CHECK(retentionOf(school) == RetentionRules{30, 365});
    CHECK(classesOf(school) == "2026/2027");
    CHECK(retentionOf(schoolFromJson(toJson(school)).value()) == RetentionRules{30, 365});
    REQUIRE(setRetention(school, {}).ok());
    CHECK(retentionOf(school) == RetentionRules{});
    CHECK(classesOf(school) == "2026/2027");
}

TEST_CASE("retention: days that make no sense are refused, and foreign ones are no rule") {
    School school;
    REQUIRE(setRetention(school, {30, 0}).ok());
    CHECK(setRetention(school, {-1, 0}).error().code == ErrorCode::valueInvalid);
    CHECK(setRetention(school, {0, kLongestRetention + 1}).error().code == ErrorCode::valueInvalid);
    CHECK(retentionOf(school) == RetentionRules{30, 0});
    for (const char* foreign :
         {R"({"retention": 7})", R"({"retention": {"rejectedPhotoDays": "soon", "leaverPhotoDays": -5}})",
          R"({"retention": {"rejectedPhotoDays": 99999999999, "leaverPhotoDays": 1.5}})"}) {
        school.laterFields.json = foreign;
        CHECK(retentionOf(school) == RetentionRules{});
    }
}

TEST_CASE("retention: an office erases a settled photo with a reason, and no other one") {
    const Photo old = photo(1), proposed = photo(2);
    const Rejection rejection{{RejectionReason::blurred}, "", {Role::clerk, "Anna Nowak", ""}, {}};
    const auto erase = [&](PhotoState state, const std::string& note, Role role = Role::clerk) {
        return apply(PhotoFile{{}, std::move(state), 0, {}}, mutation(10, ApproveDeletion{note}, role));
    };
    for (const PhotoState& state :
         {PhotoState(RejectedPhoto{old, rejection}), PhotoState(AcceptedPhoto{old, {}})}) {
        const auto done = erase(state, "time of keeping");
        REQUIRE(done.ok());
        CHECK(done->file.status() == PhotoStatus::none);
        CHECK(done->eraseDropped);
        REQUIRE(done->messages.size() == 1);
        CHECK(done->messages[0].text().find("by the school office") != std::string::npos);
        CHECK(done->messages[0].text().find("time of keeping") != std::string::npos);
        CHECK(erase(state, "").error().code == ErrorCode::wrongStatus);
        CHECK(erase(state, "time of keeping", Role::guardian).error().code == ErrorCode::roleNotAllowed);
        CHECK(erase(state, "time of keeping", Role::headteacher).error().code == ErrorCode::roleNotAllowed);
    }
    CHECK(erase(NoPhoto{}, "time of keeping").error().code == ErrorCode::wrongStatus);
    CHECK(erase(AwaitingPhoto{proposed}, "time of keeping").error().code == ErrorCode::wrongStatus);
    CHECK(erase(AcceptedPhoto{old, ChangeRequest{proposed, false}}, "time of keeping").error().code ==
          ErrorCode::wrongStatus);
}

TEST_CASE("retention: an erasing that met another decision can be done again on a rejected photo") {
    const Photo old = photo(1);
    const Rejection rejection{{RejectionReason::blurred}, "", {Role::clerk, "Anna Nowak", ""}, {}};
    const PhotoFile now{{}, RejectedPhoto{old, rejection}, 3, {}};
    const auto way = redo(now, mutation(10, ApproveDeletion{"time of keeping"}), AcceptedPhoto{old, {}});
    REQUIRE(way.ok());
    CHECK(way->size() == 1);
}
