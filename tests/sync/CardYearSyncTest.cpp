#include "FakeSchool.h"

#include <catch2/catch.hpp>

using namespace esek;
using namespace esek::domain;
using namespace esek::test;

namespace {

/// Two offices that know one pupil with a printed card, and a package of blanks.
struct TwoOffices {
    FakeSchool school{78, 2};
    FakeOffice& a = school.office(0);
    FakeOffice& b = school.office(1);
    StudentId pupil;
    StudentCard card;
    BlankDelivery delivery;

    TwoOffices() {
        pupil = a.addStudent("1");
        card = issue(a, "1/2026");
        a.commit(card.id.uuid, Change(CardChange(MarkCard{CardState::printed, {}}))).value();
        delivery.series = "AB";
        delivery.first = 1;
        delivery.last = 30;
        delivery.digits = 4;
        delivery.id = deliveryIdOf("AB", 1, 30);
        delivery.cardType = "MEiN-I/1";
        delivery.deliveredOn = school.clock.today();
        a.commit(delivery.id.uuid, DeliveryChange(ReceiveBlanks{delivery})).value();
        school.settle();
    }
    StudentCard issue(FakeOffice& office, const std::string& number) { return issue(office, number, pupil); }
    StudentCard issue(FakeOffice& office, const std::string& number, const StudentId& to) {
        CardBatch batch;
        batch.id = BatchId{Uuid::v7(school.clock, school.rng)};
        batch.number = office.replica().cards().nextBatchNumber().value();
        batch.issuedOn = school.clock.today();
        batch.cardCount = 1;
        office.commit(batch.id.uuid, PutBatch{batch}).value();
        StudentCard c;
        c.id = CardId{Uuid::v7(school.clock, school.rng)};
        c.student = to;
        c.batch = batch.id;
        c.number = number;
        c.cardType = "MEiN-I/1";
        c.issuedOn = school.clock.today();
        office.commit(c.id.uuid, Change(CardChange(IssueCard{c}))).value();
        return c;
    }
    void place(FakeOffice& office, int number) {
        ValidityMark mark;
        mark.schoolYear = "2026/2027";
        mark.validUntil = Date(std::chrono::year(2027), std::chrono::September, std::chrono::day(30));
        mark.place = number;
        mark.placedOn = school.clock.today();
        office.commit(card.id.uuid, MarkChange(PlaceMark{mark})).value();
    }
    /// Request, end of the old card, new card, as the window does it.
    StudentCard duplicate(FakeOffice& office, const std::string& number, DuplicateReason reason) {
        DuplicateRequest request;
        request.id = card.id;
        request.student = pupil;
        request.reason = reason;
        request.askedOn = school.clock.today();
        request.fee = kUsualDuplicateFee;
        office.commit(card.id.uuid, DuplicateChange(AskDuplicate{request})).value();
        office.commit(card.id.uuid, Change(CardChange(MarkCard{CardState::invalid, "zgubiona"}))).value();
        const StudentCard fresh = issue(office, number);
        office.commit(card.id.uuid, DuplicateChange(FulfilDuplicate{fresh.id})).value();
        return fresh;
    }
    void use(FakeOffice& office, std::int64_t number, const CardId& on) {
        Blank blank;
        blank.series = "AB";
        blank.number = number;
        blank.digits = 4;
        blank.id = blankIdOf("AB", number);
        blank.delivery = delivery.id;
        blank.cardType = "MEiN-I/1";
        blank.state = BlankState::used;
        blank.card = on;
        blank.bookedOn = school.clock.today();
        office.commit(blank.id.uuid, BookBlank{blank}).value();
    }
    static std::vector<std::string> told(FakeOffice& office) {
        std::vector<std::string> codes;
        for (const auto& row : office.store().conflicts().value())
            codes.emplace_back(name(row.error.code));
        return codes;
    }
    static std::string problems(FakeOffice& office) {
        std::string text;
        for (const auto& problem : office.replica().care().verify().value().problems)
            text += problem.area + ": " + problem.detail;
        return text;
    }
};

} // namespace

TEST_CASE("two offices apart enter the same mark of a card: it is one mark, and nobody is asked") {
    TwoOffices t;
    t.place(t.a, 1);
    t.place(t.b, 1);
    t.school.settle();
    CHECK(t.told(t.a).empty());
    CHECK(t.told(t.b).empty());
    for (FakeOffice* office : {&t.a, &t.b})
        CHECK(office->replica().cardYear().marks(t.card.id)->places() == 1);
}

TEST_CASE("two offices apart enter the mark of a year on different places: a person decides") {
    TwoOffices t;
    t.place(t.a, 1);
    t.place(t.b, 2);
    REQUIRE(t.a.sync());
    t.school.settle();
    CHECK(t.told(t.b) == std::vector<std::string>{"changedElsewhere"});
    CHECK(t.b.replica().cardYear().marks(t.card.id)->at(1));
    // Mine after all: the first one is voided, and both offices know the second.
    const auto conflict = t.b.store().conflicts().value().front();
    t.b.store().resolve(conflict.number, storage::Resolution::mine, {Role::clerk, "Anna", "PC"}).value();
    t.school.settle();
    for (FakeOffice* office : {&t.a, &t.b}) {
        CHECK(office->replica().cardYear().marks(t.card.id)->at(2));
        CHECK(office->replica().cardYear().marks(t.card.id)->places() == 1);
        CHECK(t.problems(*office).empty());
    }
}

TEST_CASE("two offices apart replace one card: the second new card is told, and both say which stands") {
    TwoOffices t;
    const StudentCard first = t.duplicate(t.a, "2/2026", DuplicateReason::lost);
    const StudentCard second = t.duplicate(t.b, "32/2026", DuplicateReason::lost);
    REQUIRE(t.a.sync());
    t.school.settle();
    const auto told = t.told(t.b);
    CHECK(std::count(told.begin(), told.end(), "secondValidCard") == 1);
    CHECK(std::count(told.begin(), told.end(), "changedElsewhere") == 1);
    for (FakeOffice* office : {&t.a, &t.b}) {
        CHECK(office->replica().cardYear().request(t.card.id).value()->newCard == first.id);
        CHECK(t.problems(*office).find("second_valid_card") != std::string::npos);
    }
    t.b.commit(second.id.uuid, Change(CardChange(MarkCard{CardState::invalid, "drugi duplikat"}))).value();
    t.school.settle();
    CHECK(t.problems(t.a).empty());
    CHECK(t.problems(t.b).empty());
}

TEST_CASE("two offices apart use one blank for two cards: the first stands, a person is told of the second") {
    TwoOffices t;
    const StudentCard other = t.issue(t.b, "33/2026", t.b.addStudent("2"));
    t.use(t.a, 17, t.card.id);
    t.use(t.b, 17, other.id);
    REQUIRE(t.a.sync());
    t.school.settle();
    const auto told = t.told(t.b);
    CHECK(std::count(told.begin(), told.end(), "changedElsewhere") == 1);
    for (FakeOffice* office : {&t.a, &t.b}) {
        const auto blanks = office->replica().cardYear().bookedBlanks().value();
        REQUIRE(blanks.size() == 1);
        CHECK(blanks.front().card == t.card.id);
    }
}

TEST_CASE("two offices apart enter overlapping deliveries: both stay, and a person is told") {
    TwoOffices t;
    const auto receive = [&](FakeOffice& office, std::int64_t first, std::int64_t last) {
        BlankDelivery d = t.delivery;
        d.first = first;
        d.last = last;
        d.id = deliveryIdOf("AB", first, last);
        office.commit(d.id.uuid, DeliveryChange(ReceiveBlanks{d})).value();
    };
    receive(t.a, 101, 200);
    receive(t.b, 150, 250);
    REQUIRE(t.a.sync());
    t.school.settle();
    CHECK(t.told(t.b) == std::vector<std::string>{"deliveryOverlaps"});
    CHECK(t.a.replica().cardYear().deliveries()->size() == 3);
}
