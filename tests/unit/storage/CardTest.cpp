#include "Office.h"

#include "storage/Connection.h"

#include <catch2/catch.hpp>

using namespace esek;
using namespace esek::test;

namespace {
domain::StudentCard cardOf(Office& o, const domain::Student& s, const domain::BatchId& batch,
                           std::string number) {
    domain::StudentCard c;
    c.id = o.newId<domain::CardId>();
    c.student = s.id;
    c.batch = batch;
    c.number = std::move(number);
    c.cardType = "MEiN-I/1";
    c.classUnit = s.classUnit;
    c.issuedOn = o.clock.today();
    c.contents.surname = s.surname;
    c.contents.givenNames = s.givenNames;
    c.contents.schoolName = Office::school().name;
    c.contents.photo = domain::BlobId::of({});
    return c;
}
} // namespace

TEST_CASE("a batch of cards goes into the register") {
    Office o;
    auto a = o.student("Adamska", "Ewa", "1A", "1");
    auto b = o.student("Babicki", "Jan", "1B", "2");
    (void)o.replica->commit(std::vector{o.put(a), o.put(b)}).value();
    CHECK(o.replica->cards().nextBatchNumber().value() == 1);
    domain::CardBatch batch;
    batch.id = o.newId<domain::BatchId>();
    batch.number = 1;
    batch.issuedOn = o.clock.today();
    batch.createdAt = o.clock.now();
    batch.cardCount = 2;
    const auto first = cardOf(o, a, batch.id, "1/2026");
    const auto second = cardOf(o, b, batch.id, "2/2026");
    (void)o.replica
        ->commit(std::vector{o.mutation(batch.id.uuid, domain::PutBatch{batch}),
                             o.mutation(first.id.uuid, domain::CardChange{domain::IssueCard{first}}),
                             o.mutation(second.id.uuid, domain::CardChange{domain::IssueCard{second}})})
        .value();
    CHECK(o.replica->cards().nextBatchNumber().value() == 2);
    CHECK(*o.replica->cards().findBatch("1") == batch);
    CHECK(*o.replica->cards().findBatch(batch.id.toString()) == batch);
    CHECK(o.replica->cards().findBatch("2").error().code == ErrorCode::unknownBatch);
    CHECK(o.replica->cards().findBatch("1x").error().code == ErrorCode::unknownBatch);
    CHECK(o.replica->cards().batches()->size() == 1);
    CHECK(o.replica->cards().find("2/2026")->student == b.id);
    CHECK(o.replica->cards().find(first.id.toString())->number == "1/2026");
    CHECK(o.replica->cards().find("3/2026").error().code == ErrorCode::unknownCard);
    CHECK(o.replica->cards().numberTaken("1/2026").value());
    CHECK_FALSE(o.replica->cards().numberTaken("3/2026").value());

    CHECK(o.replica->cards().list()->size() == 2);
    storage::CardFilter f;
    f.batch = batch.id;
    f.classUnit = "1B";
    REQUIRE(o.replica->cards().list(f)->size() == 1);
    CHECK(o.replica->cards().list(f)->front().contents == second.contents);
    f = {};
    f.student = a.id;
    f.state = domain::CardState::issued;
    f.text = "adam";
    CHECK(o.replica->cards().list(f)->size() == 1);

    CHECK(o.replica->students().get(a.id)->cardNumber == "1/2026");
    storage::StudentFilter without;
    without.hasCard = false;
    CHECK(o.replica->students().list(without)->empty());

    // Numbers are unique.
    const auto c = o.student("Cichy", "Jan", "1A", "3");
    o.commit(o.put(c));
    const auto clash = cardOf(o, c, batch.id, "2/2026");
    const auto refused =
        o.replica->commit(o.mutation(clash.id.uuid, domain::CardChange{domain::IssueCard{clash}}));
    CHECK(refused.error().code == ErrorCode::cardNumberTaken);
    CHECK(refused.error().value("number") == "2/2026");

    // A lost card is no longer the pupil's card.
    const auto mark = [&](domain::CardState state) {
        return o.mutation(first.id.uuid, domain::CardChange{domain::MarkCard{state, "zgubiona"}});
    };
    o.commit(mark(domain::CardState::printed));
    o.commit(mark(domain::CardState::lost));
    CHECK(o.replica->cards().get(first.id)->state == domain::CardState::lost);
    CHECK(o.replica->students().get(a.id)->cardNumber.empty());
    CHECK(o.replica->students().list(without)->size() == 2);
    const auto unknown = o.mutation(o.newId<domain::CardId>().uuid,
                                    domain::CardChange{domain::MarkCard{domain::CardState::lost, {}}});
    CHECK(o.replica->commit(unknown).error().code == ErrorCode::unknownCard);
    auto orphan = cardOf(o, a, o.newId<domain::BatchId>(), "9/2026");
    CHECK(o.replica->commit(o.mutation(orphan.id.uuid, domain::CardChange{domain::IssueCard{orphan}}))
              .error()
              .code == ErrorCode::unknownBatch);
    CHECK(problems(*o.replica).empty());
}

TEST_CASE("a spoiled card stays so once the pupil has another one, and verify finds two valid ones") {
    Office o;
    const auto pupil = o.student("Adamska", "Ewa", "1A", "1");
    o.commit(o.put(pupil));
    domain::CardBatch batch;
    batch.id = o.newId<domain::BatchId>();
    batch.number = 1;
    batch.issuedOn = o.clock.today();
    o.commit(o.mutation(batch.id.uuid, domain::PutBatch{batch}));
    const auto old = cardOf(o, pupil, batch.id, "16/2026");
    const auto fresh = cardOf(o, pupil, batch.id, "26/2026");
    const auto issue = [&](const domain::StudentCard& c) {
        return o.mutation(c.id.uuid, domain::CardChange{domain::IssueCard{c}});
    };
    const auto mark = [&](const domain::StudentCard& c, domain::CardState state) {
        return o.mutation(c.id.uuid, domain::CardChange{domain::MarkCard{state, "smuga"}});
    };
    o.commit(issue(old));
    CHECK(o.replica->commit(issue(fresh)).error().code == ErrorCode::cardAlreadyIssued);
    o.commit(mark(old, domain::CardState::spoiled));
    o.commit(issue(fresh));
    const auto refused = o.replica->commit(mark(old, domain::CardState::printed));
    CHECK(refused.error().code == ErrorCode::cardAlreadyIssued);
    CHECK(refused.error().value("number") == "26/2026");
    CHECK(o.replica->cards().get(old.id)->state == domain::CardState::spoiled);
    CHECK(o.replica->cards().get(old.id)->stateReason == "smuga");
    CHECK(problems(*o.replica).empty());

    {
        storage::Connection c(o.folder() / "replica.sqlite", storage::Connection::Mode::openWal,
                              std::chrono::milliseconds(1000));
        c.exec("UPDATE student_card SET body_json = json_set(body_json, '$.state', 'printed')");
    }
    CHECK(problems(*o.replica).find("second_valid_card: 16/2026, 26/2026") != std::string::npos);
}
