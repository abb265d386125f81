#include "base/Translate.h"
#include "domain/Apply.h"
#include "support/PhotoBuilder.h"

#include <catch2/catch.hpp>

#include <map>

using namespace esek;
using namespace esek::domain;
using test::mutation;
using test::photo;

namespace {

const Photo kOld = photo(1);
const Photo kNew = photo(2);
const Photo kSent = photo(3);

std::vector<std::pair<std::string, PhotoState>> states() {
    const Actor parent{Role::guardian, "Adam Kowalski", ""};
    const Rejection rejection{{RejectionReason::blurred}, "", {Role::clerk, "Anna Nowak", ""}, Timestamp{}};
    return {{"none", NoPhoto{}},
            {"pending", AwaitingPhoto{kNew}},
            {"rejected", RejectedPhoto{kNew, rejection}},
            {"accepted", AcceptedPhoto{kOld, std::monostate{}}},
            {"change", AcceptedPhoto{kOld, ChangeRequest{kNew, false}}},
            {"deletion", AcceptedPhoto{kOld, DeletionRequest{parent, Timestamp{}, ""}}}};
}

std::vector<std::pair<std::string, Mutation>> changes() {
    return {{"parent submits", mutation(10, SubmitPhoto{kSent, false}, Role::guardian)},
            {"clerk submits", mutation(10, SubmitPhoto{kSent, false})},
            {"clerk submits accepted", mutation(10, SubmitPhoto{kSent, true})},
            {"withdraw", mutation(10, WithdrawRequest{}, Role::guardian)},
            {"request deletion", mutation(10, RequestDeletion{}, Role::guardian)},
            {"accept", mutation(10, AcceptPhoto{})},
            {"reject", mutation(10, RejectPhoto{{RejectionReason::tooDark}, ""})},
            {"keep", mutation(10, KeepCurrent{})},
            {"replace", mutation(10, TakeNew{})},
            {"delete", mutation(10, ApproveDeletion{})},
            {"refuse delete", mutation(10, RefuseDeletion{})},
            {"allow printing", mutation(10, AllowPrinting{true})},
            {"crop old", mutation(10, SetCrop{kOld.id, {}})},
            {"crop new", mutation(10, SetCrop{kNew.id, {}})}};
}

// The contract of src/domain/README.md, Statuses, cell by cell: the status afterwards, or "-" where the rule
// refuses. Columns: none, pending, rejected, accepted, change, deletion.
const std::map<std::string, std::array<const char*, 6>> kTable{
    {"parent submits",
     {"pending", "pending", "pending", "change_requested", "change_requested", "change_requested"}},
    {"clerk submits", {"pending", "-", "pending", "change_requested", "-", "-"}},
    {"clerk submits accepted", {"accepted", "-", "accepted", "accepted", "-", "-"}},
    {"withdraw", {"-", "none", "-", "-", "accepted", "accepted"}},
    {"request deletion", {"-", "-", "-", "deletion_requested", "deletion_requested", "deletion_requested"}},
    {"accept", {"-", "accepted", "-", "-", "-", "-"}},
    {"reject", {"-", "rejected", "-", "rejected", "-", "-"}},
    {"keep", {"-", "-", "-", "-", "accepted", "-"}},
    {"replace", {"-", "-", "-", "-", "accepted", "-"}},
    {"delete", {"-", "-", "-", "-", "-", "none"}},
    {"refuse delete", {"-", "-", "-", "-", "-", "accepted"}},
    {"allow printing", {"-", "-", "-", "-", "change_requested", "-"}},
    {"crop old", {"-", "-", "-", "accepted", "change_requested", "deletion_requested"}},
    {"crop new", {"-", "pending", "-", "-", "change_requested", "-"}}};

} // namespace

TEST_CASE("every state meets every change as the table says") {
    const auto all = states();
    for (const auto& [changeName, m] : changes()) {
        for (std::size_t i = 0; i < all.size(); ++i) {
            const PhotoFile before{{test::countedUuid(99)}, all[i].second, 7, std::nullopt};
            const auto result = apply(before, m);
            const std::string expected = kTable.at(changeName)[i];
            INFO(changeName << " on " << all[i].first);
            REQUIRE((result ? std::string(toString(result->file.status())) : "-") == expected);
            if (!result) {
                CHECK(category(result.error().code) == ErrorCategory::rule);
                continue;
            }
            CHECK(result->file.version == 8);
            CHECK(result->file.lastChange == m.id);
            // One message for a change of status, none without.
            CHECK(result->messages.size() == (result->file.status() != before.status() ? 1U : 0U));
            for (const SystemMessage& message : result->messages) {
                CHECK(message.from == before.status());
                CHECK(message.to == result->file.status());
                CHECK_FALSE(message.text().empty());
            }
            CHECK(result->eraseDropped == (changeName == "delete"));
        }
    }
}

TEST_CASE("which photo stays") {
    const PhotoFile change{{}, AcceptedPhoto{kOld, ChangeRequest{kNew, false}}, 1, {}};
    CHECK(*apply(change, mutation(1, KeepCurrent{}))->file.accepted() == kOld);
    CHECK(apply(change, mutation(1, KeepCurrent{}))->dropped == std::vector{kNew.blob});
    CHECK(*apply(change, mutation(1, TakeNew{}))->file.accepted() == kNew);
    CHECK(apply(change, mutation(1, TakeNew{}))->dropped == std::vector{kOld.blob});
    CHECK(*apply(change, mutation(1, SubmitPhoto{kSent, false}, Role::student))->file.proposed() == kSent);
    const PhotoFile pending{{}, AwaitingPhoto{kNew}, 1, {}};
    CHECK(*apply(pending, mutation(1, AcceptPhoto{}))->file.accepted() == kNew);
    CHECK(apply(pending, mutation(1, AcceptPhoto{}))->dropped.empty());
}

TEST_CASE("reasons are read as a list of known words and nothing else") {
    const Json by = toJson(Actor{});
    const auto rejection = [&](Json reasons) {
        return mutationFromJson(Json{{"id", "018f3a2b-7c1d-7e2f-8a3b-4c5d6e7f8091"},
                                     {"at", "2026-11-27T09:40:38.000Z"},
                                     {"by", by},
                                     {"entityId", "018f3a2b-7c1d-7e2f-8a3b-4c5d6e7f8092"},
                                     {"kind", "reject"},
                                     {"reasons", std::move(reasons)}});
    };
    CHECK(rejection(Json::array({"blurred", "other"})));
    CHECK_FALSE(rejection(Json::array({"no such reason"})));
    CHECK_FALSE(rejection(Json::array({1})));
    CHECK_FALSE(rejection(Json{{"first", "blurred"}}));
    CHECK_FALSE(rejection("blurred"));
}

TEST_CASE("reasons reach the family") {
    const PhotoFile pending{{}, AwaitingPhoto{kNew}, 1, {}};
    const auto rejected =
        apply(pending, mutation(1, RejectPhoto{{RejectionReason::other}, "Proszę bez okularów."}));
    REQUIRE(rejected);
    CHECK(rejected->messages[0].text().find("Proszę bez okularów.") != std::string::npos);
    CHECK(apply(pending, mutation(1, RejectPhoto{{}, "x"})).error().code == ErrorCode::reasonRequired);
    CHECK(apply(pending, mutation(1, RejectPhoto{{RejectionReason::other}, ""})).error().code ==
          ErrorCode::noteRequired);
}

TEST_CASE("only the office decides") {
    const PhotoFile pending{{}, AwaitingPhoto{kNew}, 1, {}};
    const PhotoFile deletion{{}, AcceptedPhoto{kOld, DeletionRequest{}}, 1, {}};
    for (Role role : {Role::guardian, Role::student, Role::headteacher}) {
        CHECK(apply(pending, mutation(1, AcceptPhoto{}, role)).error().code == ErrorCode::roleNotAllowed);
        CHECK(apply(deletion, mutation(1, ApproveDeletion{}, role)).error().code ==
              ErrorCode::roleNotAllowed);
        CHECK(apply(PhotoFile{}, mutation(1, SubmitPhoto{kNew, true}, role)).error().code ==
              ErrorCode::roleNotAllowed);
    }
    CHECK(apply(PhotoFile{}, mutation(1, SubmitPhoto{kNew, false}, Role::headteacher)).error().code ==
          ErrorCode::roleNotAllowed);
}

TEST_CASE("a stale version is refused") {
    const PhotoFile pending{{}, AwaitingPhoto{kNew}, 4, {}};
    Mutation m = mutation(1, AcceptPhoto{});
    m.expected = 3;
    const auto refused = apply(pending, m);
    REQUIRE_FALSE(refused);
    CHECK(refused.error().code == ErrorCode::versionChanged);
    CHECK(refused.error().value("actual") == "4");
    m.expected = 4;
    CHECK(apply(pending, m));
}

TEST_CASE("undo restores what was there, once") {
    const PhotoFile pending{{}, AwaitingPhoto{kNew}, 1, {}};
    const auto accepted = apply(pending, mutation(5, AcceptPhoto{}));
    const auto undone =
        apply(accepted->file, mutation(6, UndoDecision{{test::countedUuid(5)}, pending.state}));
    REQUIRE(undone);
    CHECK(undone->file.state == pending.state);
    CHECK(undone->messages.empty());
    CHECK(undone->takesBackMessages == MutationId{test::countedUuid(5)});
    CHECK(
        apply(undone->file, mutation(7, UndoDecision{{test::countedUuid(5)}, pending.state})).error().code ==
        ErrorCode::nothingToUndo);
}

TEST_CASE("who may be printed") {
    CHECK(printObstacle({{}, NoPhoto{}, 0, {}}) == PrintObstacle::notAccepted);
    CHECK(printObstacle({{}, AwaitingPhoto{kNew}, 0, {}}) == PrintObstacle::notAccepted);
    CHECK(printObstacle({{}, AcceptedPhoto{kOld, std::monostate{}}, 0, {}}) == PrintObstacle::none);
    CHECK(printObstacle({{}, AcceptedPhoto{kOld, ChangeRequest{kNew, false}}, 0, {}}) ==
          PrintObstacle::changeRequested);
    CHECK(printObstacle({{}, AcceptedPhoto{kOld, ChangeRequest{kNew, true}}, 0, {}}) == PrintObstacle::none);
    CHECK(printObstacle({{}, AcceptedPhoto{kOld, DeletionRequest{}}, 0, {}}) ==
          PrintObstacle::deletionRequested);
}
