#include "domain/OnBehalf.h"
#include "domain/Apply.h"
#include "domain/Rebuild.h"
#include "support/PhotoBuilder.h"

#include <catch2/catch.hpp>

using namespace esek;
using namespace esek::domain;

namespace {

const Actor kParent{Role::guardian, "Adam Kowalski", "SEKRETARIAT-1"};
const Actor kOffice{Role::clerk, "Anna Nowak", "SEKRETARIAT-1", Principal{Role::guardian, "Adam Kowalski"}};
const Photo kAccepted = test::photo(1);

Mutation by(const Actor& actor, PhotoChange change) {
    Mutation m;
    m.id = {*Uuid::parse("01890a5d-ac96-774b-bcce-b302099a8057")};
    m.by = actor;
    m.change = std::move(change);
    return m;
}

PhotoFile file(PhotoState state) {
    PhotoFile f;
    f.state = std::move(state);
    return f;
}

} // namespace

TEST_CASE("on behalf: an office that speaks for a family decides nothing") {
    const PhotoFile waiting = file(AwaitingPhoto{kAccepted});
    CHECK(apply(waiting, by(kOffice, AcceptPhoto{})).error().code == ErrorCode::roleNotAllowed);
    CHECK(apply(waiting, by(kOffice, SubmitPhoto{kAccepted, true})).error().code ==
          ErrorCode::roleNotAllowed);
    const PhotoFile asked = file(AcceptedPhoto{kAccepted, DeletionRequest{kOffice, {}, {}}});
    CHECK(apply(asked, by(kOffice, ApproveDeletion{})).error().code == ErrorCode::roleNotAllowed);
    Mutation school = by(kOffice, AcceptPhoto{});
    school.change = PutSchool{};
    CHECK(apply(static_cast<const School*>(nullptr), school).error().code == ErrorCode::roleNotAllowed);
}

TEST_CASE("on behalf: what was entered for a family is not pushed aside by the clerk's own photo") {
    Photo brought = test::photo(2, Role::clerk);
    brought.source.sender = kOffice;
    const PhotoFile waiting = file(AwaitingPhoto{brought});
    const Actor clerk{Role::clerk, "Anna Nowak", ""};
    CHECK(apply(waiting, by(clerk, SubmitPhoto{kAccepted, true})).error().code ==
          ErrorCode::decideFamilyRequestFirst);
    CHECK(apply(waiting, by(kOffice, SubmitPhoto{kAccepted, false})));
    const auto asked = apply(file(AcceptedPhoto{kAccepted, {}}), by(kOffice, RequestDeletion{"prosimy"}));
    REQUIRE(asked);
    CHECK(std::get<DeletionRequest>(std::get<AcceptedPhoto>(asked->file.state).request).by == kOffice);
    CHECK(asked->messages.size() == 1);
}

TEST_CASE("on behalf: an actor who is a family acts for nobody") {
    Json j = toJson(kOffice);
    CHECK(actorFromJson(j).value() == kOffice);
    j["role"] = "parent";
    CHECK_FALSE(actorFromJson(j));
    j = toJson(kOffice);
    j["onBehalfOf"]["role"] = "administrator";
    CHECK_FALSE(actorFromJson(j));
    j["onBehalfOf"] = "Adam";
    CHECK_FALSE(actorFromJson(j));
}

TEST_CASE("on behalf: the form of older programs becomes the office's and goes back") {
    Photo sent = test::photo(3);
    sent.source.sender = kParent;
    const Mutation older = by(kParent, SubmitPhoto{sent, false});
    const Mutation newer = enteredByOffice(older);
    CHECK(newer.by == Actor{Role::clerk, "", "SEKRETARIAT-1", Principal{Role::guardian, "Adam Kowalski"}});
    const auto& photo = std::get<SubmitPhoto>(std::get<PhotoChange>(newer.change)).photo;
    CHECK(photo.source.sender == newer.by);
    CHECK(enteredByOffice(newer) == newer);
    CHECK(enteredByFamily(newer) == older);
    const Mutation clerk = by({Role::clerk, "Anna Nowak", ""}, AcceptPhoto{});
    CHECK(enteredByOffice(clerk) == clerk);
    CHECK(enteredByFamily(clerk) == clerk);
}

TEST_CASE("on behalf: a server that lost a family's photo gets it from the office, on behalf of the family") {
    Photo sent = test::photo(4);
    sent.source.sender = kParent;
    const Actor clerk{Role::clerk, "Anna Nowak", "SEKRETARIAT-2"};
    const auto steps =
        rebuild(file(AcceptedPhoto{sent, DeletionRequest{{Role::student, "Łucja", ""}, {}, {}}}), clerk, {});
    REQUIRE(steps.size() == 3);
    CHECK(steps[0].mutation.by.role == Role::clerk);
    CHECK(steps[0].mutation.by.name == "Anna Nowak");
    CHECK(steps[0].mutation.by.onBehalfOf == Principal{Role::guardian, "Adam Kowalski"});
    CHECK(steps[1].mutation.by == clerk);
    CHECK(steps[2].mutation.by.onBehalfOf == Principal{Role::student, "Łucja"});
}

TEST_CASE("on behalf: said in words") {
    CHECK(onBehalfText(kParent).empty());
    CHECK(onBehalfText(kOffice) == "on behalf of the parent or guardian: Adam Kowalski");
    CHECK(onBehalfText({Role::clerk, "", "", Principal{Role::student, ""}}) == "on behalf of the pupil");
}
