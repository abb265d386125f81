#include "Office.h"

#include "storage/SyncStore.h"

#include <catch2/catch.hpp>

using namespace esek;
using namespace esek::test;
using namespace esek::domain;

namespace {

constexpr Date kDay{std::chrono::year{2026}, std::chrono::September, std::chrono::day{1}};

/// An office whose server is broken: its rows can be read, and cannot be.
struct Joined : Office {
    storage::SyncStore store{*replica};
    Student pupil = student("Adamska", "Ewa", "1A", "1");
    CardBatch batch;
    StudentCard card;
    std::int64_t seq = 0;

    Joined() {
        storage::SyncState state;
        state.server = "https://szkoly.example.pl";
        state.device = "pc-1";
        state.school = replica->school().value().id;
        state.epoch = "e1";
        store.enrol(state, false).value();
        batch.id = newId<BatchId>();
        batch.number = 1;
        batch.issuedOn = kDay;
        batch.createdAt = clock.now();
        card.id = newId<CardId>();
        card.student = pupil.id;
        card.batch = batch.id;
        card.number = "1/2026";
        card.cardType = "MEiN-I/1";
        card.issuedOn = kDay;
        card.contents.surname = "Adamska";
        card.contents.givenNames = "Ewa";
    }
    void pull(const std::string& entity, const Uuid& id, const Json& row) {
        RecordChange c;
        c.seq = ++seq;
        c.entity = entity;
        c.id = id;
        c.row = row;
        store.applyChanges(std::span(&c, 1), seq).value();
    }
    void pullPupil() { pull("student", pupil.id.uuid, toJson(pupil)); }
    void pullBatch() { pull("card_batch", batch.id.uuid, toJson(batch)); }
    void pullCard() { pull("student_card", card.id.uuid, toJson(card)); }
    std::vector<StudentCard> cards() { return replica->cards().list().value(); }
    void healthy() {
        CHECK(problems(*replica) == "");
        reopen();
        CHECK(problems(*replica) == "");
    }
};

} // namespace

TEST_CASE_METHOD(Joined, "a card whose pupil or batch is not here waits for them, and the pull goes on") {
    pullCard();
    CHECK(cards().empty());
    CHECK(store.summary()->refusedRows == 1);
    pullPupil();
    store.takeLaterRows().value();
    CHECK(cards().empty());
    pullBatch();
    store.takeLaterRows().value();
    REQUIRE(cards().size() == 1);
    CHECK(cards()[0].number == "1/2026");
    CHECK(store.summary()->refusedRows == 0);
    healthy();
}

TEST_CASE_METHOD(Joined, "what is printed on a card is not changed by a server, and the pull goes on") {
    pullPupil();
    pullBatch();
    pullCard();
    const StudentCard printed = card;
    const auto changed = [&](auto&& change) {
        card = printed;
        card.state = CardState::printed;
        change(card);
        pullCard();
        CHECK(cards().at(0).state == CardState::issued);
        CHECK(cards().at(0).contents == printed.contents);
        CHECK(cards().at(0).number == printed.number);
        CHECK(store.summary()->refusedRows == 1);
    };
    changed([](StudentCard& c) { c.contents.surname = "Kowalska"; });
    changed([](StudentCard& c) { c.number = "2/2026"; });
    changed([&](StudentCard& c) { c.student = newId<StudentId>(); });
    changed([&](StudentCard& c) { c.batch = newId<BatchId>(); });
    card = printed;
    card.state = CardState::printed;
    pullCard();
    CHECK(cards().at(0).state == CardState::printed);
    CHECK(store.summary()->refusedRows == 0);
    healthy();
}

TEST_CASE_METHOD(Joined, "a name that would lead astray is not shown, and the pull goes on") {
    pullPupil();
    const Student honest = pupil;
    for (const std::string& bad : {std::string("Adam\u202Eska"), std::string("\x1B[31mAdamska"),
                                   std::string("\u200B\u2066Adamska"), std::string(9000, 'x')}) {
        pupil = honest;
        pupil.surname = bad;
        pullPupil();
        CHECK(replica->students().get(pupil.id)->student.surname == "Adamska");
        CHECK(store.summary()->refusedRows == 1);
    }
    pupil = honest;
    pupil.surname = "Joz\u0301wiak "; // as an old record may have it
    pullPupil();
    store.releaseHeldBack(false).value(); // a single other name needs no consent
    CHECK(replica->students().get(pupil.id)->student.surname == pupil.surname);
    CHECK(store.summary()->refusedRows == 0);
    healthy();
}

TEST_CASE_METHOD(Joined, "a row under the id of another record changes nothing, and the pull goes on") {
    pullPupil();
    Student other = pupil;
    other.surname = "Kowalska";
    pull("student", Uuid::v7(clock, rng), toJson(other));
    CHECK(replica->students().get(pupil.id)->student.surname == "Adamska");
    Guardian mother;
    mother.id = newId<GuardianId>();
    mother.student = pupil.id;
    mother.name = "Beata Adamska";
    pull("guardian", Uuid::v7(clock, rng), toJson(mother));
    CHECK(replica->guardians().all()->empty());
    CHECK(store.summary()->refusedRows == 2);
    CHECK(store.summary()->laterRows == 0); // no later program would take them
    healthy();
}
