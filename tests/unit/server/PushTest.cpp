#include "Fixture.h"
#include "domain/OnBehalf.h"

#include <catch2/catch.hpp>

using namespace esek;
using domain::Verdict;
using test::Office;

namespace {
struct TwoOffices {
    test::Server server;
    domain::SchoolId school = server.addSchool();
    Office a{server, school};
    Office b{server, school};
};
} // namespace

TEST_CASE("server: a decision travels from one office to the other") {
    TwoOffices t;
    const auto s = t.a.add("17");
    const std::string bytes = "photo bytes";
    t.a.upload(bytes);
    const auto verdict = t.a.submit(s.id, t.a.photoOf(bytes), false);
    CHECK(verdict.verdict == Verdict::applied);
    CHECK(verdict.seq == 3);

    const Json page = t.b.get("/v1/changes?since=1");
    const auto changes = sync::changesPageFromJson(page).value();
    REQUIRE(changes.changes.size() == 2);
    CHECK(changes.until == 3);
    CHECK_FALSE(changes.more);
    CHECK(changes.changes[0].entity == "student");
    CHECK(changes.changes[1].entity == "photo_file");
    CHECK(changes.changes[1].messages.size() == 1);
    const auto row = domain::photoFileRowFromJson(changes.changes[1].row).value();
    CHECK(row.file.status() == domain::PhotoStatus::pending);
    REQUIRE(row.held.size() == 1);
    CHECK(row.held[0].id.toString() == t.a.photoOf(bytes).blob.toString());
    CHECK(t.b.ask("GET", "/v1/blobs/" + row.held[0].id.toString()).bytes() == bytes);
}

TEST_CASE("server: a repeated push is a duplicate, other content under its id is refused") {
    TwoOffices t;
    const auto s = t.a.student("1");
    const auto m = t.a.mutation(s.id.uuid, domain::PutStudent{s});
    const auto first = t.a.push(m);
    const auto again = t.a.push(m);
    CHECK(again.duplicate);
    CHECK(again.verdict == Verdict::applied);
    CHECK(again.seq == first.seq);
    auto other = m;
    std::get<domain::PutStudent>(other.change).student.surname = "Kowalska";
    const auto refused = t.a.push(other);
    CHECK(refused.verdict == Verdict::rejected);
    REQUIRE(refused.error);
    CHECK(refused.error->code == ErrorCode::idReused);
    CHECK(t.a.get("/v1/meta")["head"] == 2);
}

TEST_CASE("server: two offices decide on one photo, the first stands") {
    TwoOffices t;
    const auto s = t.a.add("1");
    t.a.upload("x");
    t.a.submit(s.id, t.a.photoOf("x"), false);
    const auto before = t.a.photoFile(s.id).file.state;
    CHECK(t.a.push(t.a.mutation(s.id.uuid, domain::AcceptPhoto{}), domain::toJson(before)).verdict ==
          Verdict::applied);
    CHECK(t.b.push(t.b.mutation(s.id.uuid, domain::AcceptPhoto{}), domain::toJson(before)).verdict ==
          Verdict::same);
    const auto lost =
        t.b.push(t.b.mutation(s.id.uuid, domain::RejectPhoto{{domain::RejectionReason::blurred}, ""}),
                 domain::toJson(before));
    CHECK(lost.verdict == Verdict::conflict);
    REQUIRE(lost.error);
    CHECK(lost.error->code == ErrorCode::decidedElsewhere);
}

TEST_CASE("server: a photo whose bytes are not there is refused until they come") {
    TwoOffices t;
    const auto s = t.a.add("1");
    const auto m = t.a.mutation(s.id.uuid, domain::SubmitPhoto{t.a.photoOf("late"), false});
    const Json before = domain::toJson(domain::PhotoState(domain::NoPhoto{}));
    const auto refused = t.a.push(m, before);
    CHECK(refused.verdict == Verdict::rejected);
    CHECK(refused.error->code == ErrorCode::blobMissing);
    t.a.upload("late");
    CHECK(t.a.push(m, before).verdict == Verdict::applied);
}

TEST_CASE("server: pupils exchange their numbers in one push, and only there") {
    TwoOffices t;
    auto one = t.a.add("1");
    auto two = t.a.add("2");
    auto one2 = one;
    one2.registerNumber = "2";
    auto two1 = two;
    two1.registerNumber = "1";
    const auto m1 = t.a.mutation(one.id.uuid, domain::PutStudent{one2});
    const auto m2 = t.a.mutation(two.id.uuid, domain::PutStudent{two1});

    SECTION("both in one push") {
        const auto answer = t.a.push({{m1, domain::toJson(one)}, {m2, domain::toJson(two)}});
        CHECK(answer.verdicts[0].verdict == Verdict::applied);
        CHECK(answer.verdicts[1].verdict == Verdict::applied);
        CHECK(t.server.central.care().verify().value().ok());
    }
    SECTION("alone it is a conflict") {
        const auto v = t.a.push(m1, domain::toJson(one));
        CHECK(v.verdict == Verdict::conflict);
        CHECK(v.error->code == ErrorCode::registerNumberTaken);
        CHECK(v.error->value("other") == two.id.toString());
    }
    SECTION("the second half is refused, so the first is too") {
        auto elsewhere = two;
        elsewhere.surname = "Inna";
        REQUIRE(
            t.b.push(t.b.mutation(two.id.uuid, domain::PutStudent{elsewhere}), domain::toJson(two)).verdict ==
            Verdict::applied);
        const auto answer = t.a.push({{m1, domain::toJson(one)}, {m2, domain::toJson(two)}});
        CHECK(answer.verdicts[0].verdict == Verdict::conflict);
        CHECK(answer.verdicts[1].verdict == Verdict::conflict);
        CHECK(t.server.central.care().verify().value().ok());
    }
}

TEST_CASE("server: a new pupil with another's number comes in without it") {
    TwoOffices t;
    const auto first = t.a.add("1");
    const auto s = t.b.student("1", "Inna");
    const auto v = t.b.push(t.b.mutation(s.id.uuid, domain::PutStudent{s}));
    CHECK(v.verdict == Verdict::conflict);
    REQUIRE(v.error);
    CHECK(v.error->code == ErrorCode::registerNumberTaken);
    CHECK(v.error->value("other") == first.id.toString());
    REQUIRE(v.seq);
    const auto page = sync::changesPageFromJson(t.a.get("/v1/changes?since=2")).value();
    REQUIRE(page.changes.size() == 1);
    const auto row = domain::studentFromJson(page.changes[0].row).value();
    CHECK(row.registerNumber.empty());
    CHECK(row.surname == "Inna");
}

TEST_CASE("server: card numbers and batches") {
    TwoOffices t;
    const auto s = t.a.add("1");
    domain::CardBatch batch;
    batch.id = {t.a.newId()};
    batch.number = 1;
    batch.issuedOn = *dateFromIso("2026-09-01");
    CHECK(t.a.push(t.a.mutation(batch.id.uuid, domain::PutBatch{batch})).verdict == Verdict::applied);
    domain::CardBatch second = batch;
    second.id = {t.b.newId()};
    const auto renumbered = t.b.push(t.b.mutation(second.id.uuid, domain::PutBatch{second}));
    CHECK(renumbered.verdict == Verdict::applied);
    REQUIRE(renumbered.error);
    CHECK(renumbered.error->code == ErrorCode::batchRenumbered);
    CHECK(renumbered.error->value("other") == "2");

    domain::StudentCard card;
    card.id = {t.a.newId()};
    card.student = s.id;
    card.batch = batch.id;
    card.number = "1/2026";
    card.cardType = "MEiN-I/1";
    card.issuedOn = batch.issuedOn;
    CHECK(t.a.push(t.a.mutation(card.id.uuid, domain::IssueCard{card})).verdict == Verdict::applied);
    domain::StudentCard same = card;
    same.id = {t.b.newId()};
    const auto taken = t.b.push(t.b.mutation(same.id.uuid, domain::IssueCard{same}));
    CHECK(taken.verdict == Verdict::conflict);
    CHECK(taken.error->code == ErrorCode::cardNumberTaken);
    same.id = {t.b.newId()};
    same.number = "2/2026";
    const auto twice = t.b.push(t.b.mutation(same.id.uuid, domain::IssueCard{same}));
    CHECK(twice.verdict == Verdict::applied);
    REQUIRE(twice.error);
    CHECK(twice.error->code == ErrorCode::secondValidCard);
    CHECK(twice.error->value("other") == "1/2026");
    // A third one names both: each of the two that stay after one of them ends was told of.
    same.id = {t.b.newId()};
    same.number = "4/2026";
    const auto thrice = t.b.push(t.b.mutation(same.id.uuid, domain::IssueCard{same}));
    REQUIRE(thrice.error);
    CHECK((thrice.error->value("other") == "1/2026, 2/2026" ||
           thrice.error->value("other") == "2/2026, 1/2026")); // in the order of their random ids
    same.id = {t.b.newId()};
    same.number = "3/2026";
    same.batch = {t.b.newId()};
    CHECK(t.b.push(t.b.mutation(same.id.uuid, domain::IssueCard{same})).error->code ==
          ErrorCode::unknownBatch);

    const auto leaseA = parseJson(t.a.ask("POST", "/v1/leases", R"({"count":50})").body).value();
    const auto leaseB = parseJson(t.b.ask("POST", "/v1/leases", R"({"count":50})").body).value();
    CHECK(leaseA["last"].get<int>() < leaseB["first"].get<int>());
}

TEST_CASE("server: a card that comes back to life beside a new one of another office is a conflict") {
    TwoOffices t;
    const auto s = t.a.add("1");
    domain::CardBatch batch;
    batch.id = {t.a.newId()};
    batch.number = 1;
    batch.issuedOn = *dateFromIso("2026-09-01");
    REQUIRE(t.a.push(t.a.mutation(batch.id.uuid, domain::PutBatch{batch})).verdict == Verdict::applied);
    domain::StudentCard card;
    card.id = {t.a.newId()};
    card.student = s.id;
    card.batch = batch.id;
    card.number = "16/2026";
    card.cardType = "MEiN-I/1";
    card.issuedOn = batch.issuedOn;
    const auto mark = [](domain::CardState state) {
        return domain::Change(domain::CardChange(domain::MarkCard{state, "smuga"}));
    };
    const auto json = [&](domain::CardState state) {
        domain::StudentCard now = card;
        now.state = state;
        return domain::toJson(now);
    };
    REQUIRE(t.a.push(t.a.mutation(card.id.uuid, domain::IssueCard{card})).verdict == Verdict::applied);
    REQUIRE(t.a.push(t.a.mutation(card.id.uuid, mark(domain::CardState::spoiled)),
                     json(domain::CardState::issued))
                .verdict == Verdict::applied);
    domain::StudentCard second = card;
    second.id = {t.b.newId()};
    second.number = "26/2026";
    const auto fresh = t.b.push(t.b.mutation(second.id.uuid, domain::IssueCard{second}));
    REQUIRE(fresh.verdict == Verdict::applied);
    CHECK_FALSE(fresh.error);
    const auto revived = t.a.push(t.a.mutation(card.id.uuid, mark(domain::CardState::printed)),
                                  json(domain::CardState::spoiled));
    CHECK(revived.verdict == Verdict::conflict);
    REQUIRE(revived.error);
    CHECK(revived.error->code == ErrorCode::cardAlreadyIssued);
    CHECK(revived.error->value("number") == "26/2026");
    // Once the other card has ended, the spoiled one may be printed again.
    REQUIRE(t.b.push(t.b.mutation(second.id.uuid, mark(domain::CardState::invalid)), domain::toJson(second))
                .verdict == Verdict::applied);
    CHECK(t.a.push(t.a.mutation(card.id.uuid, mark(domain::CardState::printed)),
                   json(domain::CardState::spoiled))
              .verdict == Verdict::applied);
}

TEST_CASE("server: what an office enters for a family is the office's deed, on behalf of the family") {
    TwoOffices t;
    const auto s = t.a.add("1");
    t.a.upload("brought");
    auto photo = t.a.photoOf("brought");
    photo.source.sender = {domain::Role::guardian, "Adam Nowak", ""};
    // As programs before protocol 3 send it.
    const auto older = t.a.mutation(s.id.uuid, domain::SubmitPhoto{photo, false}, domain::Role::guardian);
    REQUIRE(t.a.push(older, domain::toJson(domain::PhotoState{})).verdict == Verdict::applied);
    const auto file = t.a.photoFile(s.id).file;
    REQUIRE(file.proposed());
    const domain::Actor sender = file.proposed()->source.sender;
    CHECK(sender.role == domain::Role::clerk);
    CHECK(sender.onBehalfOf == domain::Principal{domain::Role::guardian, "Adam Nowak"});
    const Json by = t.a.get("/v1/changes?since=0&limit=100")["changes"].back()["mutation"]["by"];
    CHECK(by == Json{{"role", "clerk"},
                     {"workstation", "SEKRETARIAT-1"},
                     {"onBehalfOf", {{"role", "parent"}, {"name", "Anna Nowak"}}}});

    // One mutation, whichever way it is written when it is sent again.
    CHECK(t.a.push(older, domain::toJson(domain::PhotoState{})).duplicate);
    const auto again = t.b.push(domain::enteredByOffice(older), domain::toJson(domain::PhotoState{}));
    CHECK(again.duplicate);
    CHECK_FALSE(again.error);

    // Neither form decides.
    auto decided = t.a.mutation(s.id.uuid, domain::AcceptPhoto{}, domain::Role::guardian);
    CHECK(t.a.push(decided, domain::toJson(file.state)).error->code == ErrorCode::roleNotAllowed);
    decided = t.a.mutation(s.id.uuid, domain::AcceptPhoto{});
    decided.by.onBehalfOf = domain::Principal{domain::Role::guardian, "Adam Nowak"};
    CHECK(t.a.push(decided, domain::toJson(file.state)).error->code == ErrorCode::roleNotAllowed);
    CHECK(t.a.photoFile(s.id).file.status() == domain::PhotoStatus::pending);
}

TEST_CASE("server: an approved deletion erases the bytes") {
    TwoOffices t;
    const auto s = t.a.add("1");
    const auto twin = t.a.add("2");
    const auto shared = t.a.upload("shared");
    const auto own = t.a.upload("own");
    REQUIRE(t.a.submit(s.id, t.a.photoOf("own"), true).verdict == Verdict::applied);
    auto state = t.a.photoFile(s.id).file.state;
    REQUIRE(t.a.submit(s.id, t.a.photoOf("shared"), true, state).verdict == Verdict::applied);
    REQUIRE(t.a.submit(twin.id, t.a.photoOf("shared"), true).verdict == Verdict::applied);
    state = t.a.photoFile(s.id).file.state;
    CHECK(t.a.photoFile(s.id).held.size() == 2);
    t.a.push(t.a.mutation(s.id.uuid, domain::RequestDeletion{"proszę"}, domain::Role::guardian),
             domain::toJson(state));
    state = t.a.photoFile(s.id).file.state;
    REQUIRE(t.a.push(t.a.mutation(s.id.uuid, domain::ApproveDeletion{}), domain::toJson(state)).verdict ==
            Verdict::applied);
    CHECK(t.a.photoFile(s.id).held.empty());
    CHECK(t.a.ask("GET", "/v1/blobs/" + own.toString()).status == 404);
    CHECK_FALSE(t.server.blobs.has(t.school.toString(), own));
    CHECK(t.a.ask("GET", "/v1/blobs/" + shared.toString()).status == 200);
    CHECK(t.server.central.care().verify().value().ok());
}

TEST_CASE("server: a push of many broken promises is run a few times, not once for each") {
    struct CountingClock final : Clock {
        mutable int asked = 0;
        Timestamp now() const override {
            ++asked;
            return *timestampFromIso("2026-09-01T08:00:00.000Z");
        }
        Date today() const override { return Date(std::chrono::floor<std::chrono::days>(now())); }
    } clock;
    TwoOffices t;
    constexpr int kPairs = 20;
    std::vector<sync::PushItem> items;
    std::vector<domain::Student> holders;
    for (int i = 0; i < kPairs; ++i)
        holders.push_back(t.a.add("R" + std::to_string(i)));
    for (int i = 0; i < kPairs; ++i) { // takes the number of a pupil who is to get another one later
        const auto taker = t.a.student("R" + std::to_string(i));
        items.push_back({t.a.mutation(taker.id.uuid, domain::PutStudent{taker}), Json()});
    }
    for (int i = 0; i < kPairs; ++i) { // and does not get it, for the office saw another record
        auto seen = holders[static_cast<std::size_t>(i)];
        seen.surname = "Ktoś inny";
        auto changed = seen;
        changed.registerNumber = "Q" + std::to_string(i);
        changed.surname = "Jeszcze inny";
        items.push_back({t.a.mutation(changed.id.uuid, domain::PutStudent{changed}), domain::toJson(seen)});
    }
    server::Central central(t.server.store, t.server.blobs, clock, t.server.rng);
    const server::Caller caller = central.devices().authenticate(t.a.token);
    clock.asked = 0;
    const auto answer = central.intake().push(caller, {items});
    // Each run asks twice, and the budget of the computer before and after them all: at most four runs. It
    // was run once for each pair.
    CHECK(clock.asked <= 10);
    for (int i = 0; i < kPairs; ++i)
        CHECK(answer.verdicts[static_cast<std::size_t>(i)].verdict != Verdict::applied);
    CHECK(central.care().verify().value().ok());
}

TEST_CASE("server: answers to mutations that changed nothing are kept for half a year, and not too many") {
    test::Server server;
    const auto school = server.addSchool();
    Office a(server, school);
    const auto refused = [&] {
        auto s = a.student("");
        s.surname.clear();
        return a.mutation(s.id.uuid, domain::PutStudent{s});
    };
    const auto first = refused();
    CHECK(a.push(first).verdict == domain::Verdict::rejected);
    CHECK(a.push(first).duplicate);
    const auto kept = [&] {
        return server.store.read([&](server::Tx& tx) {
            return tx.database().query("SELECT count(*) FROM applied_mutation", 1).integer(0, 0);
        });
    };
    a.add("1");
    CHECK(kept() == 2);
    server.clock.advance(std::chrono::hours(181 * 24));
    server.central.care().sweep();
    CHECK(kept() == 1); // what changed something is known for ever
    CHECK_FALSE(a.push(first).duplicate);
    CHECK(a.push(first).duplicate);
    server.store.write([&](server::Tx& tx) {
        for (int i = 0; i < 20'000; ++i)
            tx.addUnchanged(school.toString(), std::to_string(i), "2026-01-01T00:00:00.000Z");
    });
    const auto another = refused();
    CHECK_FALSE(a.push(another).duplicate);
    CHECK_FALSE(a.push(another).duplicate); // answered anew
    CHECK(a.push(another).verdict == domain::Verdict::rejected);
    CHECK(a.add("2").version == 1);
}
