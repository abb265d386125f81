#include "FakeSchool.h"

#include "storage/Connection.h"

#include <catch2/catch.hpp>

using namespace esek;
using namespace esek::domain;
using namespace esek::test;

namespace {

/// A server is restored from a backup that is older than some records; only one office still has them, and it
/// never learned of the changes that led to them.
struct LostRecords {
    FakeSchool school{4711, 1};
    FakeOffice& office = school.office(0);
    StudentId accepted, rejected, asked;
    StudentCard lost, valid;

    LostRecords() {
        school.faults = Faults::none();
        school.agreeToChanges = false;
        office.addStudent("1");
        school.settle();
        school.backupServer();

        accepted = withPhoto("2");
        decide(accepted, AcceptPhoto{});
        rejected = withPhoto("3");
        decide(rejected, RejectPhoto{{RejectionReason::blurred}, "nieostre"});
        asked = withPhoto("4");
        decide(asked, AcceptPhoto{});
        office.commit(asked.uuid, Change(PhotoChange(RequestDeletion{"prosimy"})), Role::guardian).value();
        CardBatch batch;
        batch.id = BatchId{Uuid::v7(school.clock, school.rng)};
        batch.number = 1;
        batch.issuedOn = school.clock.today();
        batch.cardCount = 2;
        office.commit(batch.id.uuid, PutBatch{batch}).value();
        lost = issue(batch, "7/2026");
        mark(lost, CardState::printed);
        mark(lost, CardState::handedOver);
        mark(lost, CardState::lost);
        valid = issue(batch, "8/2026");
        mark(valid, CardState::printed);
        school.settle();

        school.restoreServer();
        office.restart();
        storage::Connection c(office.folder() / "replica.sqlite", storage::Connection::Mode::openWal,
                              std::chrono::seconds(5));
        c.exec("DELETE FROM server_change");
    }
    StudentId withPhoto(const std::string& number) {
        const StudentId id = office.addStudent(number);
        office
            .commit(id.uuid, Change(PhotoChange(SubmitPhoto{office.newPhoto(Role::guardian), false})),
                    Role::guardian)
            .value();
        return id;
    }
    void decide(const StudentId& id, PhotoChange change) {
        office.commit(id.uuid, Change(std::move(change))).value();
    }
    StudentCard issue(const CardBatch& batch, const std::string& number) {
        StudentCard card;
        card.id = CardId{Uuid::v7(school.clock, school.rng)};
        card.student = accepted;
        card.batch = batch.id;
        card.number = number;
        card.cardType = "MEiN-I/1";
        card.issuedOn = batch.issuedOn;
        office.commit(card.id.uuid, Change(CardChange(IssueCard{card}))).value();
        return card;
    }
    void mark(const StudentCard& card, CardState state) {
        office.commit(card.id.uuid, Change(CardChange(MarkCard{state, "powód"}))).value();
    }
    /// Kind and SHA-256 of everything on the server.
    Json onServer() {
        const std::string token = sync::FileTokenStore(office.folder()).load().value().value();
        const auto answer = school.serve(
            {"GET", "/v1/digest", {{"X-Esek-Protocol", "1"}, {"Authorization", "Bearer " + token}}, {}, "-"});
        REQUIRE(answer.status == 200);
        return parseJson(answer.body).value()["digests"];
    }
    void checkEqual() {
        const Json there = onServer();
        for (const auto& [entity, digest] : office.store().digest().value()) {
            INFO(entity);
            CHECK(there.value(entity, Json{{"count", 0}})["count"].get<std::int64_t>() == digest.count);
            if (digest.count > 0)
                CHECK(there[entity]["sha256"].get<std::string>() == digest.sha256);
        }
    }
};

} // namespace

TEST_CASE("what a restored server has lost and only this office has is sent again when a person says so") {
    LostRecords t;
    const PhotoFile accepted = t.office.replica().photos().file(t.accepted).value();
    const PhotoFile rejected = t.office.replica().photos().file(t.rejected).value();
    const PhotoFile asked = t.office.replica().photos().file(t.asked).value();
    const auto before = t.onServer();

    const auto stopped = t.office.sync();
    REQUIRE_FALSE(stopped.ok());
    CHECK(stopped.error().code == ErrorCode::removalNeedsConsent);
    CHECK(t.onServer() == before); // nothing is sent in silence
    CHECK(t.office.replica().photos().file(t.accepted)->state == accepted.state);

    const auto report = t.office.sync({.sendAgain = Actor{Role::clerk, "Anna Nowak", "PC-2"}});
    INFO((report ? std::string() : report.error().message));
    REQUIRE(report.ok());
    CHECK(report->sentAgain == 9); // three pupils with a photo file each, a batch, two cards
    CHECK(report->photosUp == 3);
    t.checkEqual();
    CHECK(t.office.replica().photos().file(t.accepted)->state == accepted.state);
    CHECK(t.office.replica().photos().file(t.rejected)->state == rejected.state);
    CHECK(t.office.replica().photos().file(t.asked)->state == asked.state);
    CHECK(t.office.replica().cards().get(t.lost.id)->state == CardState::lost);
    CHECK(t.office.replica().cards().get(t.valid.id)->state == CardState::printed);
    CHECK(t.office.store().conflicts()->empty());
    CHECK(t.office.store().summary()->waiting == 0);
    CHECK(t.school.central().care().verify()->problems.empty());
    CHECK(t.office.replica().care().verify()->problems.empty());

    const auto again = t.office.sync(); // nothing is left to ask about
    REQUIRE(again.ok());
    CHECK(again->pushed == 0);
}

TEST_CASE("sending again goes on where it was cut") {
    LostRecords t;
    REQUIRE_FALSE(t.office.sync().ok());
    t.school.faults = Faults::many();
    for (int i = 0; i < 60; ++i)
        static_cast<void>(t.office.sync({.sendAgain = Actor{Role::clerk, "Anna Nowak", "PC-2"}}));
    t.school.faults = Faults::none();
    REQUIRE(t.office.sync({.sendAgain = Actor{Role::clerk, "Anna Nowak", "PC-2"}}).ok());
    REQUIRE(t.office.sync().ok());
    t.checkEqual();
    CHECK(t.office.replica().students().list()->size() == 4);
    CHECK(t.office.store().conflicts()->empty());
    CHECK(t.office.replica().care().verify()->problems.empty());
}

TEST_CASE("what the server refuses of what is sent again is shown to a person") {
    LostRecords t;
    REQUIRE_FALSE(t.office.sync().ok());
    // Meanwhile somebody has typed in another pupil with the same register number.
    FakeSchool& school = t.school;
    const std::string token = sync::FileTokenStore(t.office.folder()).load().value().value();
    Student other;
    other.id = StudentId{Uuid::v7(school.clock, school.rng)};
    other.surname = "Lis";
    other.givenNames = "Jan";
    other.classUnit = "2B";
    other.registerNumber = "2";
    Mutation m;
    m.id = MutationId{Uuid::v7(school.clock, school.rng)};
    m.at = school.clock.now();
    m.by = {Role::clerk, "Ewa", "PC-1"};
    m.entityId = other.id.uuid;
    m.change = PutStudent{other};
    const Json push{{"items", Json::array({Json{{"mutation", toJson(m)}, {"before", Json()}}})}};
    REQUIRE(school
                .serve({"POST",
                        "/v1/push",
                        {{"X-Esek-Protocol", "1"}, {"Authorization", "Bearer " + token}},
                        push.dump(),
                        "-"})
                .status == 200);

    REQUIRE(t.office.sync({.sendAgain = Actor{Role::clerk, "Anna Nowak", "PC-2"}}).ok());
    const auto conflicts = t.office.store().conflicts().value();
    REQUIRE_FALSE(conflicts.empty());
    CHECK(conflicts.front().entityId == t.accepted.uuid);
    CHECK(t.office.replica().photos().file(t.accepted)->status() == PhotoStatus::accepted); // still here
    CHECK(t.office.store().summary()->waiting == 0);
}
