#include "domain/Apply.h"
#include "support/PhotoBuilder.h"

#include <catch2/catch.hpp>

using namespace esek;
using namespace esek::domain;

namespace {

StudentCard card() {
    StudentCard c;
    c.id = {test::countedUuid(1)};
    c.student = {test::countedUuid(2)};
    c.batch = {test::countedUuid(3)};
    c.number = "12/2026";
    c.cardType = "MEiN-I/1";
    c.classUnit = "1A";
    c.issuedOn = *dateFromIso("2026-09-10");
    c.contents.givenNames = "Świętosława Żaneta";
    c.contents.surname = "Brzęczyszczykiewicz-Łękołodzka";
    c.contents.birthDate = dateFromIso("2011-02-03");
    c.contents.document = IdentityDocument{"paszport", "AB1234567"};
    c.contents.schoolName = "Szkoła Podstawowa nr 1";
    c.contents.schoolAddress = {"ul. Długa 1", "00-001", "Warszawa"};
    c.contents.headteacher = "Jan Kowalski";
    c.contents.photo = {Sha256::of("x")};
    c.contents.crop = CropParams{0.1, 0.2, 0.5, 0.6, 1, -2.5};
    return c;
}

Mutation cardMutation(CardChange change, Role role = Role::clerk) {
    Mutation m;
    m.id = {test::countedUuid(50)};
    m.by.role = role;
    m.entityId = card().id.uuid;
    m.change = std::move(change);
    return m;
}

} // namespace

TEST_CASE("a card goes through JSON unchanged") {
    StudentCard c = card();
    c.state = CardState::lost;
    c.stateReason = "zgubiona";
    c.duplicate = 2;
    CHECK(*cardFromJson(toJson(c)) == c);
    const Mutation m = cardMutation(IssueCard{c});
    CHECK(*mutationFromJson(toJson(m)) == m);
}

TEST_CASE("the life of a card") {
    const auto issued = apply(static_cast<const StudentCard*>(nullptr), cardMutation(IssueCard{card()}));
    REQUIRE(issued);
    CHECK(issued->version == 1);
    const auto mark = [](const StudentCard& c, CardState s) {
        return apply(&c, cardMutation(MarkCard{s, ""}));
    };
    const auto printed = mark(*issued, CardState::printed);
    REQUIRE(printed);
    CHECK(printed->valid());
    const auto spoiled = mark(*printed, CardState::spoiled);
    REQUIRE(spoiled);
    CHECK(mark(*spoiled, CardState::printed)); // on a new blank
    const auto handed = mark(*printed, CardState::handedOver);
    REQUIRE(handed);
    const auto lost = mark(*handed, CardState::lost);
    REQUIRE(lost);
    CHECK_FALSE(lost->valid());
    CHECK(mark(*lost, CardState::returned));
    CHECK(mark(*issued, CardState::handedOver).error().code == ErrorCode::cardWrongState);
    CHECK(mark(*lost, CardState::printed).error().code == ErrorCode::cardWrongState);
    CHECK(apply(&*issued, cardMutation(IssueCard{card()})).error().code == ErrorCode::cardNumberTaken);
    CHECK(apply(static_cast<const StudentCard*>(nullptr), cardMutation(IssueCard{card()}, Role::guardian))
              .error()
              .code == ErrorCode::roleNotAllowed);
}

namespace {

constexpr std::array kStates = {CardState::issued,     CardState::printed, CardState::spoiled,
                                CardState::handedOver, CardState::lost,    CardState::returned,
                                CardState::invalid};

/// Rows: the state before; columns: the state to come, both in the order of kStates.
constexpr std::string_view kAllowed[] = {
    ".yy...y", // to be printed
    "..yyy.y", // printed
    ".y....y", // spoiled
    "....yyy", // handed over
    ".....yy", // lost
    "......y", // returned
    ".....y.", // invalid
};

StudentCard in(CardState state, int n = 1) {
    StudentCard c = card();
    c.id = {test::countedUuid(static_cast<unsigned>(100 + n))};
    c.number = std::to_string(n) + "/2026";
    c.state = state;
    return c;
}

} // namespace

TEST_CASE(
    "each state of a card leads to the states that the table allows, and back by taking the mark back") {
    for (std::size_t from = 0; from < kStates.size(); ++from)
        for (std::size_t to = 0; to < kStates.size(); ++to) {
            INFO(toString(kStates[from]) << " to " << toString(kStates[to]));
            const bool allowed = kAllowed[from][to] == 'y';
            StudentCard before = in(kStates[from]);
            before.stateReason = "earlier reason";
            const auto marked = apply(&before, cardMutation(MarkCard{kStates[to], "reason"}));
            CHECK(marked.ok() == allowed);
            const StudentCard later = in(kStates[to]);
            const auto back =
                apply(&later, cardMutation(MarkCard{kStates[from], "earlier reason", kStates[to]}));
            CHECK(back.ok() == allowed);
            if (back) {
                CHECK(back->state == kStates[from]);
                CHECK(back->stateReason == "earlier reason");
            }
            // A mark that is not there cannot be taken back.
            const StudentCard elsewhere = in(kStates[(to + 1) % kStates.size()]);
            CHECK(apply(&elsewhere, cardMutation(MarkCard{kStates[from], "", kStates[to]})).error().code ==
                  ErrorCode::cardWrongState);
        }
}

TEST_CASE("a card becomes valid only while no other card of the pupil is") {
    const auto living = [](CardState s) {
        return s == CardState::issued || s == CardState::printed || s == CardState::handedOver;
    };
    for (const CardState from : kStates)
        for (const CardState to : kStates)
            for (const CardState sibling : kStates) {
                INFO(toString(from) << " to " << toString(to) << " beside " << toString(sibling));
                const StudentCard now = in(from, 1), next = in(to, 1), other = in(sibling, 2);
                const std::vector<StudentCard> all{now, other};
                const auto judged = checkSiblings(&now, next, all);
                CHECK(judged.ok() == !(living(to) && !living(from) && living(sibling)));
                if (!judged) {
                    CHECK(judged.error().code == ErrorCode::cardAlreadyIssued);
                    CHECK(judged.error().value("number") == "2/2026");
                }
                const std::vector<StudentCard> others{other};
                CHECK(checkSiblings(nullptr, next, others).ok() == !(living(to) && living(sibling)));
            }
}

TEST_CASE("a mark that takes another back goes through JSON unchanged") {
    const Mutation m = cardMutation(MarkCard{CardState::issued, "", CardState::printed});
    CHECK(*mutationFromJson(toJson(m)) == m);
    Json damaged = toJson(m);
    damaged["takesBack"] = "burnt";
    CHECK_FALSE(mutationFromJson(damaged).ok());
}

TEST_CASE("numbers follow the school's pattern") {
    Student s;
    s.registerNumber = "123/24";
    s.classUnit = "1A";
    const Date date = *dateFromIso("2026-09-10");
    CHECK(NumberPattern::parse("{n}/{year}")->number(7, date, s) == "7/2026");
    CHECK(NumberPattern::parse("SP1-{n:5}")->number(7, date, s) == "SP1-00007");
    CHECK(NumberPattern::parse("{register}")->number(7, date, s) == "123/24");
    CHECK(NumberPattern::parse("{n}/{schoolyear}/{class}")->number(7, date, s) == "7/2026/2027/1A");
    CHECK(NumberPattern::parse("{n}/{year}")->usesRunningNumber());
    CHECK_FALSE(NumberPattern::parse("{register}")->usesRunningNumber());
    for (const char* bad : {"", "abc", "{year}", "{n", "{x}{n}", "{n}*", "{n}\n"})
        CHECK(NumberPattern::parse(bad).error().code == ErrorCode::valueInvalid);
}

TEST_CASE("a school year begins in September") {
    CHECK(schoolYear(*dateFromIso("2026-08-31")) == "2025/2026");
    CHECK(schoolYear(*dateFromIso("2026-09-01")) == "2026/2027");
}

TEST_CASE("school.json is checked") {
    const auto parse = [](const char* text) { return schoolFromJson(*parseJson(text)); };
    const auto good =
        parse(R"({"name":" Szkoła  Podstawowa ","address":{"street":"Długa 1","postcode":"00-001",
        "city":"Warszawa"},"headteacher":"Jan Kowalski","numberPattern":"{n:4}","nextNumber":12})");
    REQUIRE(good);
    CHECK(good->name == "Szkoła Podstawowa");
    CHECK(good->nextNumber == 12);
    CHECK(*schoolFromJson(toJson(*good)) == *good);
    CHECK(parse(R"({"name":"x","address":"Długa 1, Warszawa","headteacher":"y"})"));
    CHECK(parse(R"({"name":"x","headteacher":"y"})").error().code == ErrorCode::valueRequired);
    CHECK(parse(R"({"name":"","address":{"city":"W"},"headteacher":"y"})").error().code ==
          ErrorCode::valueRequired);
    CHECK(parse(R"({"name":5,"address":{"city":"W"},"headteacher":"y"})").error().code ==
          ErrorCode::jsonInvalid);
    CHECK(parse(R"([])").error().code == ErrorCode::jsonInvalid);
    CHECK(parse(R"({"name":"x","address":{"city":"W"},"headteacher":"y","numberPattern":"stale"})")
              .error()
              .code == ErrorCode::valueInvalid);
}
