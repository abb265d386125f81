#include "FakeSchool.h"

#include <catch2/catch.hpp>

using namespace esek;
using namespace esek::domain;
using namespace esek::test;

namespace {

/// Two offices that know one pupil.
struct TwoOffices {
    FakeSchool school{77, 2};
    FakeOffice& a = school.office(0);
    FakeOffice& b = school.office(1);
    StudentId pupil;

    TwoOffices() {
        pupil = a.addStudent("1");
        school.settle();
    }
    StudentCard issue(FakeOffice& office, const std::string& number) {
        CardBatch batch;
        batch.id = BatchId{Uuid::v7(school.clock, school.rng)};
        batch.number = office.replica().cards().nextBatchNumber().value();
        batch.issuedOn = school.clock.today();
        batch.cardCount = 1;
        office.commit(batch.id.uuid, PutBatch{batch}).value();
        StudentCard card;
        card.id = CardId{Uuid::v7(school.clock, school.rng)};
        card.student = pupil;
        card.batch = batch.id;
        card.number = number;
        card.cardType = "MEiN-I/1";
        card.issuedOn = school.clock.today();
        office.commit(card.id.uuid, Change(CardChange(IssueCard{card}))).value();
        return card;
    }
    void mark(FakeOffice& office, const StudentCard& card, CardState state) {
        office.commit(card.id.uuid, Change(CardChange(MarkCard{state, "smuga"}))).value();
    }
    static CardState stateIn(FakeOffice& office, const StudentCard& card) {
        return office.replica().cards().get(card.id).value().state;
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

TEST_CASE("two offices apart: a spoiled card is printed again here while there the pupil gets a new one") {
    TwoOffices t;
    const StudentCard old = t.issue(t.a, "16/2026");
    t.mark(t.a, old, CardState::spoiled);
    t.school.settle();
    REQUIRE(t.stateIn(t.b, old) == CardState::spoiled);

    const StudentCard fresh = t.issue(t.b, "26/2026");
    t.mark(t.a, old, CardState::printed); // this office does not know of the new card yet
    REQUIRE(t.b.sync());
    t.school.settle();
    CHECK(t.stateIn(t.a, old) == CardState::spoiled);
    CHECK(t.stateIn(t.b, old) == CardState::spoiled);
    CHECK(t.stateIn(t.a, fresh) == CardState::issued);
    CHECK(t.told(t.a) == std::vector<std::string>{"cardAlreadyIssued"});
    CHECK(t.problems(t.a).empty());
    CHECK(t.problems(t.b).empty());
}

TEST_CASE("two offices apart that each give the pupil a card: a person is told, and verify says so until it "
          "is mended") {
    TwoOffices t;
    const StudentCard first = t.issue(t.a, "1/2026");
    const StudentCard second = t.issue(t.b, "31/2026");
    REQUIRE(t.a.sync());
    t.school.settle();
    // Both batches bore the number 1 as well, which is told beside it.
    CHECK(t.told(t.b) == std::vector<std::string>{"batchRenumbered", "secondValidCard"});
    CHECK(t.problems(t.a).find("second_valid_card") != std::string::npos);
    CHECK(t.problems(t.b).find("second_valid_card") != std::string::npos);
    t.mark(t.a, second, CardState::invalid);
    t.school.settle();
    CHECK(t.problems(t.a).empty());
    CHECK(t.problems(t.b).empty());
    CHECK(t.stateIn(t.b, first) == CardState::issued);
}
