#include "Office.h"

#include <catch2/catch.hpp>

using namespace esek;
using namespace esek::domain;
using namespace esek::test;

namespace {

/// One pupil with a card that was handed over, and a package of blanks.
struct CardOffice {
    Office o;
    Student pupil = o.student("Adamska", "Ewa", "1A", "1");
    CardBatch batch;
    StudentCard card;
    BlankDelivery delivery;

    CardOffice() {
        o.commit(o.put(pupil));
        batch.id = o.newId<BatchId>();
        batch.number = 1;
        batch.issuedOn = o.clock.today();
        batch.cardCount = 1;
        o.commit(o.mutation(batch.id.uuid, PutBatch{batch}));
        card = issue("1/2026");
        mark(card, CardState::printed);
        delivery.series = "AB";
        delivery.first = 1;
        delivery.last = 30;
        delivery.digits = 4;
        delivery.id = deliveryIdOf("AB", 1, 30);
        delivery.cardType = "MEiN-I/1";
        delivery.deliveredOn = o.clock.today();
        o.commit(o.mutation(delivery.id.uuid, DeliveryChange(ReceiveBlanks{delivery})));
    }
    StudentCard issue(std::string number) {
        StudentCard c;
        c.id = o.newId<CardId>();
        c.student = pupil.id;
        c.batch = batch.id;
        c.number = std::move(number);
        c.cardType = "MEiN-I/1";
        c.issuedOn = o.clock.today();
        c.contents.surname = pupil.surname;
        c.contents.givenNames = pupil.givenNames;
        o.commit(o.mutation(c.id.uuid, CardChange{IssueCard{c}}));
        return c;
    }
    void mark(const StudentCard& c, CardState state) {
        o.commit(o.mutation(c.id.uuid, CardChange{MarkCard{state, "powód"}}));
    }
    Error refused(const Uuid& id, Change change) {
        const auto result = o.replica->commit(o.mutation(id, std::move(change)));
        return result ? Error{} : result.error();
    }
    MarkChange place(int year, int number) {
        ValidityMark m;
        m.schoolYear = std::to_string(year) + "/" + std::to_string(year + 1);
        m.validUntil = Date(std::chrono::year(year + 1), std::chrono::September, std::chrono::day(30));
        m.place = number;
        m.placedOn = o.clock.today();
        return PlaceMark{m};
    }
    DuplicateRequest request() {
        DuplicateRequest r;
        r.id = card.id;
        r.student = pupil.id;
        r.askedOn = o.clock.today();
        r.fee = kUsualDuplicateFee;
        return r;
    }
    Blank blank(std::int64_t number, BlankState state) {
        Blank b;
        b.series = "AB";
        b.number = number;
        b.digits = 4;
        b.id = blankIdOf("AB", number);
        b.delivery = delivery.id;
        b.cardType = "MEiN-I/1";
        b.state = state;
        b.bookedOn = o.clock.today();
        b.reason = "zacięcie";
        if (state == BlankState::used)
            b.card = card.id;
        return b;
    }
};

} // namespace

TEST_CASE("validity marks, a duplicate and blanks are written, and verify follows them") {
    CardOffice t;
    t.o.commit(t.o.mutation(t.card.id.uuid, t.place(2026, 1)));
    t.o.commit(t.o.mutation(t.card.id.uuid, t.place(2027, 2)));
    const Date until(std::chrono::year(2027), std::chrono::September, std::chrono::day(30));
    t.o.commit(t.o.mutation(t.card.id.uuid, MarkChange(VoidMark{until, "pomyłka"})));
    t.o.commit(t.o.mutation(t.card.id.uuid, DuplicateChange(AskDuplicate{t.request()})));
    t.mark(t.card, CardState::lost);
    const StudentCard fresh = t.issue("2/2026");
    t.o.commit(t.o.mutation(t.card.id.uuid, DuplicateChange(FulfilDuplicate{fresh.id})));
    for (const BlankState state : {BlankState::used, BlankState::spoiled}) {
        const Blank b = t.blank(17, state);
        t.o.commit(t.o.mutation(b.id.uuid, BookBlank{b}));
    }
    CHECK(problems(*t.o.replica).empty());
    t.o.reopen();
    CHECK(problems(*t.o.replica).empty());
}

TEST_CASE("a validity mark needs a card that is in use, and the error names the pupil") {
    CardOffice t;
    const Uuid nobody = t.o.newId<CardId>().uuid;
    CHECK(t.refused(nobody, t.place(2026, 1)).code == ErrorCode::unknownCard);
    t.o.commit(t.o.mutation(t.card.id.uuid, t.place(2026, 1)));
    const Error twice = t.refused(t.card.id.uuid, t.place(2026, 2));
    CHECK(twice.code == ErrorCode::markExists);
    CHECK(twice.value("student") == "Adamska Ewa");
    t.mark(t.card, CardState::lost);
    CHECK(t.refused(t.card.id.uuid, t.place(2027, 2)).code == ErrorCode::cardWrongState);
}

TEST_CASE("a request for a duplicate is about cards of its pupil that are there") {
    CardOffice t;
    DuplicateRequest other = t.request();
    other.student = t.o.newId<StudentId>();
    CHECK(t.refused(t.card.id.uuid, DuplicateChange(AskDuplicate{other})).code == ErrorCode::valueInvalid);
    t.o.commit(t.o.mutation(t.card.id.uuid, DuplicateChange(AskDuplicate{t.request()})));
    CHECK(t.refused(t.card.id.uuid, DuplicateChange(FulfilDuplicate{t.o.newId<CardId>()})).code ==
          ErrorCode::unknownCard);
    CHECK(problems(*t.o.replica).empty());
}

TEST_CASE("a blank out of range, of another type or used twice is refused") {
    CardOffice t;
    const auto book = [&](const Blank& b) { return t.refused(b.id.uuid, BookBlank{b}).code; };
    CHECK(book(t.blank(31, BlankState::used)) == ErrorCode::blankOutOfRange);
    Blank other = t.blank(5, BlankState::used);
    other.cardType = "MEiN-I/2";
    CHECK(book(other) == ErrorCode::blankTypeDiffers);
    Blank unknown = t.blank(5, BlankState::used);
    unknown.delivery = deliveryIdOf("AB", 1, 31);
    CHECK(book(unknown) == ErrorCode::unknownDelivery);
    t.o.commit(t.o.mutation(t.blank(5, BlankState::used).id.uuid, BookBlank{t.blank(5, BlankState::used)}));
    CHECK(book(t.blank(5, BlankState::used)) == ErrorCode::blankTaken);
    CHECK(problems(*t.o.replica).empty());
}

TEST_CASE("deliveries of blanks do not overlap, and one that is in use is not taken back") {
    CardOffice t;
    BlankDelivery second = t.delivery;
    second.first = 30;
    second.last = 40;
    second.id = deliveryIdOf("AB", 30, 40);
    CHECK(t.refused(second.id.uuid, DeliveryChange(ReceiveBlanks{second})).code ==
          ErrorCode::deliveryOverlaps);
    const Blank b = t.blank(30, BlankState::spoiled);
    t.o.commit(t.o.mutation(b.id.uuid, BookBlank{b}));
    const DeliveryChange off = VoidDelivery{"pomyłka"};
    CHECK(t.refused(t.delivery.id.uuid, off).code == ErrorCode::deliveryInUse);
    t.o.commit(t.o.mutation(b.id.uuid, BookBlank{t.blank(30, BlankState::inStock), BlankState::spoiled}));
    t.o.commit(t.o.mutation(t.delivery.id.uuid, off));
    t.o.commit(t.o.mutation(second.id.uuid, DeliveryChange(ReceiveBlanks{second})));
    CHECK(problems(*t.o.replica).empty());
}
