#include "domain/Rebuild.h"
#include "domain/Reconcile.h"
#include "support/PhotoBuilder.h"

#include <catch2/catch.hpp>

#include <set>

using namespace esek;
using namespace esek::domain;
using namespace esek::test;

namespace {

BlankDelivery delivery(std::int64_t first = 1, std::int64_t last = 300) {
    BlankDelivery d;
    d.series = "AB";
    d.first = first;
    d.last = last;
    d.digits = 4;
    d.id = deliveryIdOf(d.series, first, last);
    d.cardType = "MEiN-I/1";
    d.deliveredOn = Date(std::chrono::year(2026), std::chrono::August, std::chrono::day(20));
    return d;
}

Blank blank(std::int64_t number, BlankState state) {
    const BlankDelivery from = delivery();
    Blank b;
    b.series = from.series;
    b.number = number;
    b.digits = from.digits;
    b.id = blankIdOf(b.series, number);
    b.delivery = from.id;
    b.cardType = from.cardType;
    b.state = state;
    b.bookedOn = from.deliveredOn;
    b.reason = "zacięcie karty";
    b.protocol = "1/2026";
    return b;
}

Mutation change(Change c) {
    Mutation m = mutation(100, AcceptPhoto{});
    if (const auto* book = std::get_if<BookBlank>(&c))
        m.entityId = book->blank.id.uuid;
    if (const auto* d = std::get_if<DeliveryChange>(&c))
        if (const auto* receive = std::get_if<ReceiveBlanks>(d))
            m.entityId = receive->delivery.id.uuid;
    m.change = std::move(c);
    return m;
}

} // namespace

TEST_CASE("a blank or a delivery without a day, or under the id of another, is refused") {
    const BlankDelivery* noDelivery = nullptr;
    const Blank* noBlank = nullptr;
    Blank undated = blank(17, BlankState::used);
    undated.bookedOn = {};
    CHECK(apply(noBlank, change(BookBlank{undated})).error().code == ErrorCode::valueInvalid);
    BlankDelivery never = delivery();
    never.deliveredOn = {};
    CHECK(apply(noDelivery, change(DeliveryChange(ReceiveBlanks{never}))).error().code ==
          ErrorCode::valueInvalid);
    Mutation other = change(BookBlank{blank(17, BlankState::used)});
    other.entityId = blankIdOf("AB", 18).uuid;
    CHECK_FALSE(apply(noBlank, other).ok());
    Mutation elsewhere = change(DeliveryChange(ReceiveBlanks{delivery()}));
    elsewhere.entityId = deliveryIdOf("AB", 1, 200).uuid;
    CHECK_FALSE(apply(noDelivery, elsewhere).ok());
}

TEST_CASE("each thing happens to a blank once, and forwards only") {
    const auto code = [](BlankState from, BlankState to) {
        const Blank now = blank(17, from);
        const auto next = apply(&now, change(BookBlank{blank(17, to)}));
        return next ? std::string() : std::string(name(next.error().code));
    };
    using enum BlankState;
    constexpr BlankState kAll[] = {inStock, used, spoiled, returned, destroyed};
    const std::set<std::pair<BlankState, BlankState>> allowed{{inStock, used},     {inStock, spoiled},
                                                              {inStock, returned}, {inStock, destroyed},
                                                              {used, spoiled},     {spoiled, destroyed}};
    for (const BlankState from : kAll)
        for (const BlankState to : kAll) {
            CAPTURE(toString(from), toString(to));
            CHECK(code(from, to) == (allowed.contains({from, to}) ? "" : "blankTaken"));
        }
}

TEST_CASE("a wrong entry of a blank is taken back by a further one") {
    const Blank used = blank(16, BlankState::used);
    const Blank back =
        apply(&used, change(BookBlank{blank(16, BlankState::inStock), BlankState::used})).value();
    CHECK(back.state == BlankState::inStock);
    CHECK_FALSE(apply(&used, change(BookBlank{blank(16, BlankState::inStock), BlankState::spoiled})));
    CHECK_FALSE(apply(&used, change(BookBlank{blank(16, BlankState::destroyed), BlankState::used})));
}

TEST_CASE("a spoiled blank needs a reason, a destroyed one a protocol") {
    Blank spoiled = blank(17, BlankState::spoiled);
    spoiled.reason.clear();
    const Blank* none = nullptr;
    CHECK(apply(none, change(BookBlank{spoiled})).error().code == ErrorCode::valueRequired);
    Blank destroyed = blank(17, BlankState::destroyed);
    destroyed.protocol.clear();
    CHECK(apply(none, change(BookBlank{destroyed})).error().code == ErrorCode::valueRequired);
}

TEST_CASE("a blank belongs to its delivery and to the type of the card on it") {
    const BlankDelivery d = delivery();
    StudentCard card;
    card.cardType = "MEiN-I/1";
    Blank b = blank(300, BlankState::used);
    b.card = CardId{countedUuid(60)};
    CHECK(checkBlank(b, &d, &card));
    CHECK(checkBlank(b, &d, nullptr).error().code == ErrorCode::unknownCard);
    CHECK(checkBlank(b, nullptr, &card).error().code == ErrorCode::unknownDelivery);
    b.number = 301;
    CHECK(checkBlank(b, &d, &card).error().code == ErrorCode::blankOutOfRange);
    CHECK(checkBlank(b, &d, &card).error().value("range") == "AB 0001–0300");
    b.number = 300;
    card.cardType = "MEiN-I/3-N";
    const auto other = checkBlank(b, &d, &card);
    CHECK(other.error().code == ErrorCode::blankTypeDiffers);
    CHECK(other.error().value("blank") == "AB 0300");
    BlankDelivery off = d;
    off.voided = "pomyłka";
    card.cardType = "MEiN-I/1";
    CHECK(checkBlank(b, &off, &card).error().code == ErrorCode::unknownDelivery);
}

TEST_CASE("a delivery is entered once, taken back with a reason and entered again") {
    const BlankDelivery* none = nullptr;
    const BlankDelivery d = apply(none, change(DeliveryChange(ReceiveBlanks{delivery()}))).value();
    CHECK(d.count() == 300);
    CHECK(apply(&d, change(DeliveryChange(ReceiveBlanks{delivery()}))).error().code ==
          ErrorCode::deliveryOverlaps);
    CHECK(apply(&d, change(DeliveryChange(VoidDelivery{""}))).error().code == ErrorCode::valueRequired);
    const BlankDelivery off = apply(&d, change(DeliveryChange(VoidDelivery{"pomyłka"}))).value();
    CHECK_FALSE(off.counts());
    CHECK(apply(&off, change(DeliveryChange(ReceiveBlanks{delivery()})))->version == 3);
    CHECK(apply(none, change(DeliveryChange(ReceiveBlanks{delivery(10, 9)}))).error().code ==
          ErrorCode::valueInvalid);
    CHECK(apply(none, change(DeliveryChange(ReceiveBlanks{delivery(1, 1'000'000)}))).error().code ==
          ErrorCode::valueInvalid);

    CHECK(overlapping(delivery(300, 400), {d}) != nullptr);
    CHECK(overlapping(delivery(301, 400), {d}) == nullptr);
    CHECK(overlapping(delivery(300, 400), {off}) == nullptr);
}

TEST_CASE("two offices use one blank, or enter one delivery, while apart") {
    Blank here = blank(17, BlankState::used);
    here.card = CardId{countedUuid(60)};
    Blank there = here;
    const Blank* none = nullptr;
    CHECK(reconcile(&here, change(BookBlank{there}), none).verdict == Verdict::same);
    there.card = CardId{countedUuid(61)};
    CHECK(reconcile(&here, change(BookBlank{there}), none).verdict == Verdict::conflict);
    CHECK(reconcile(&here, change(BookBlank{blank(17, BlankState::spoiled)}), none).verdict ==
          Verdict::conflict);
    CHECK(reconcile(&here, change(BookBlank{blank(17, BlankState::spoiled)}), &here).verdict ==
          Verdict::applied);
    const BlankDelivery d = delivery();
    BlankDelivery other = d;
    const BlankDelivery* noDelivery = nullptr;
    CHECK(reconcile(&d, change(DeliveryChange(ReceiveBlanks{other})), noDelivery).verdict == Verdict::same);
    other.cardType = "MEiN-I/2";
    CHECK(reconcile(&d, change(DeliveryChange(ReceiveBlanks{other})), noDelivery).verdict ==
          Verdict::conflict);
}

TEST_CASE("blanks of a lost server are made anew") {
    for (const BlankState state : {BlankState::inStock, BlankState::used, BlankState::spoiled,
                                   BlankState::returned, BlankState::destroyed}) {
        const Blank wanted = blank(17, state);
        std::optional<Blank> made;
        for (const RebuildStep& step : rebuild(wanted, {Role::clerk, "Ewa", "PC"}, Timestamp{}))
            made = apply(made ? &*made : nullptr, step.mutation).value();
        REQUIRE(made);
        made->version = wanted.version;
        CHECK(*made == wanted);
        CHECK(blankFromJson(toJson(wanted)).value() == wanted);
    }
    BlankDelivery off = delivery();
    off.voided = "pomyłka";
    std::optional<BlankDelivery> made;
    for (const RebuildStep& step : rebuild(off, {Role::clerk, "Ewa", "PC"}, Timestamp{}))
        made = apply(made ? &*made : nullptr, step.mutation).value();
    CHECK(made.value().voided == off.voided);
}

TEST_CASE("the number of a blank as a person types it") {
    const auto read = [](std::string_view text) { return blankNumberFromText(text).value(); };
    CHECK(toText(read("AB 0001234")) == "AB 0001234");
    CHECK(read("ab0001234") == read("AB-000 1234"));
    CHECK(toText(read("17")) == "17");
    CHECK(read("А\u200BВ 17") == read("AB17")); // Cyrillic letters and a character that nobody sees
    CHECK(read("z\u0301a 17").series == "ŹA");
    for (const char* bad : {"", "AB", "12AB", "1234567890123", "ЖБ 17", "A💳 17", "AB １７", "A\t;B 17"})
        CHECK_FALSE(blankNumberFromText(bad));
}
