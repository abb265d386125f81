#include "ui/model/ReviewDecision.h"
#include "support/SampleOffice.h"

#include <catch2/catch.hpp>

using namespace esek;
using namespace ui::model;
using domain::PhotoStatus;

namespace {
struct Fixture : test::SampleOffice {
    domain::StudentId pending() {
        const auto id = add();
        static_cast<void>(
            review.submit(id, test::sampleJpeg(count), "a.jpg", domain::PhotoChannel::panel, parent())
                .value());
        return id;
    }
    ReviewDecision decision(Command c, domain::StudentId id) {
        return {c,
                ReviewGate::ShownPhoto::of(office->replica().photos().file(id).value()),
                {},
                {},
                "Żółć-Nowak Łucja, 1A"};
    }
    PhotoStatus status(domain::StudentId id) { return office->replica().photos().file(id).value().status(); }
};
} // namespace

TEST_CASE_METHOD(Fixture, "Decisions go through to the database") {
    const auto id = pending();
    REQUIRE(carryOut(*office, decision(Command::accept, id)).ok());
    CHECK(status(id) == PhotoStatus::accepted);
    auto withdrawal = decision(Command::reject, id);
    withdrawal.reasons = {domain::RejectionReason::outdated};
    REQUIRE(carryOut(*office, withdrawal).ok());
    CHECK(status(id) == PhotoStatus::rejected);
}

TEST_CASE_METHOD(Fixture, "A photo that came since is never decided about by an old look") {
    const auto id = pending();
    const auto old = decision(Command::accept, id);
    static_cast<void>(
        review.submit(id, test::sampleJpeg(99), "b.jpg", domain::PhotoChannel::panel, parent()).value());
    const auto result = carryOut(*office, old);
    REQUIRE_FALSE(result.ok());
    CHECK(result.error().code == ErrorCode::versionChanged);
    CHECK(status(id) == PhotoStatus::pending);
}

TEST_CASE_METHOD(Fixture, "Another photo under the same version is never decided about by an old look") {
    // As a pull brings it from a server that was restored and went another way since.
    const auto id = pending();
    domain::PhotoFile before = office->replica().photos().file(id).value();
    std::get<domain::AwaitingPhoto>(before.state).proposed.blob = domain::BlobId{Sha256::of("another photo")};
    auto old = decision(Command::accept, id);
    old.seen = ReviewGate::ShownPhoto::of(before);
    REQUIRE(old.seen.version == office->replica().photos().file(id).value().version);
    const auto result = carryOut(*office, old);
    REQUIRE_FALSE(result.ok());
    CHECK(result.error().code == ErrorCode::versionChanged);
    CHECK(status(id) == PhotoStatus::pending);
}

TEST_CASE_METHOD(Fixture, "Change and deletion requests") {
    const auto id = addWithPhoto();
    const auto first = office->replica().photos().file(id).value().accepted()->blob;
    static_cast<void>(
        review.submit(id, test::sampleJpeg(50), "b.jpg", domain::PhotoChannel::panel, parent()).value());
    REQUIRE(carryOut(*office, decision(Command::keepCurrent, id)).ok());
    CHECK(office->replica().photos().file(id).value().accepted()->blob == first);
    static_cast<void>(
        review.submit(id, test::sampleJpeg(51), "c.jpg", domain::PhotoChannel::panel, parent()).value());
    REQUIRE(carryOut(*office, decision(Command::takeNew, id)).ok());
    CHECK(office->replica().photos().file(id).value().accepted()->blob != first);
    static_cast<void>(review.requestDeletion(id, parent()).value());
    REQUIRE(carryOut(*office, decision(Command::refuseDeletion, id)).ok());
    CHECK(status(id) == PhotoStatus::accepted);
    static_cast<void>(review.requestDeletion(id, parent()).value());
    REQUIRE(carryOut(*office, decision(Command::approveDeletion, id)).ok());
    CHECK(status(id) == PhotoStatus::none);
}

TEST_CASE_METHOD(Fixture, "Each decision is told with the pupil's name") {
    for (const auto c : {Command::accept, Command::reject, Command::keepCurrent, Command::takeNew,
                         Command::approveDeletion, Command::refuseDeletion}) {
        const std::string text = doneText({c, {}, {}, {}, "Kowalska Anna, 1A"});
        CHECK(text.find("Kowalska Anna, 1A") != std::string::npos);
    }
    CHECK_FALSE(carryOut(*office, {Command::next, {}, {}, {}, {}}).ok());
}

TEST_CASE("Decisions about several are counted, with the reason of a refusal") {
    app::ReviewService::Bulk bulk;
    bulk.done.resize(12);
    CHECK(doneText(Command::accept, bulk) == "Accepted 12 photos");
    bulk.refused.emplace(domain::StudentId{}, Error{ErrorCode::versionChanged, {}, {}});
    const std::string withRefused = doneText(Command::reject, bulk);
    CHECK(withRefused.rfind("Rejected 12 photos. 1 was refused: ", 0) == 0);
}

TEST_CASE("Accepting unseen photos is asked about with what the checks found") {
    CHECK(acceptSeveralQuestion(3, 0, 0) == "Accept 3 photos without looking at each of them?");
    CHECK(acceptSeveralQuestion(3, 1, 2) ==
          "Accept 3 photos without looking at each of them?\n\n1 of them has serious findings of the photo "
          "checks. 2 were not checked yet.");
    CHECK(acceptSeveralQuestion(3, 0, 1).find("\n\n1 was not checked yet.") != std::string::npos);
}

TEST_CASE("What was taken back is named by the pupil, or counted") {
    domain::Student s;
    s.surname = "Kowalska";
    s.givenNames = "Anna";
    CHECK(undoneText(s, 1) == "Taken back: Kowalska Anna");
    s.classUnit = "1A";
    CHECK(undoneText(s, 1) == "Taken back: Kowalska Anna, 1A");
    CHECK(undoneText(s, 3) == "Taken back: 3 decisions");
}
