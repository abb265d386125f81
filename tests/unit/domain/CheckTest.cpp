#include "domain/Check.h"

#include <catch2/catch.hpp>

#include <algorithm>

using namespace esek;
using namespace esek::domain;

namespace {

constexpr Date kToday{std::chrono::year{2026}, std::chrono::month{11}, std::chrono::day{27}};

Student jan() {
    Student s;
    s.surname = "Kowalski";
    s.givenNames = "Jan";
    s.pesel = makePesel(dateFromIso("2010-05-04").value(), 123);
    s.birthDate = s.pesel->birthDate();
    s.classUnit = "1A";
    return s;
}

bool finds(const Student& s, StudentProblem problem, bool blocks = true) {
    const auto found = check(s, kToday);
    return std::any_of(found.begin(), found.end(),
                       [&](const StudentFinding& f) { return f.problem == problem && f.blocks == blocks; });
}

Result<void> put(const Student& s, const Student* now = nullptr) {
    Mutation m;
    m.change = PutStudent{s};
    return admit(m, now, kToday);
}

} // namespace

TEST_CASE("a pupil whose data are right has no finding") {
    CHECK(check(jan(), kToday).empty());
    CHECK(put(jan()));
}

TEST_CASE("what a pupil's data must have is asked for at every door") {
    Student s = jan();
    SECTION("a surname") {
        s.surname.clear();
        CHECK(finds(s, StudentProblem::surnameMissing));
    }
    SECTION("given names") {
        s.givenNames.clear();
        CHECK(finds(s, StudentProblem::givenNamesMissing));
    }
    SECTION("a birth date that is not in the future") {
        s.birthDate = dateFromIso("2026-11-28");
        CHECK(finds(s, StudentProblem::birthDateInFuture));
    }
    SECTION("a document with kind and number") {
        s.document = IdentityDocument{"paszport", ""};
        CHECK(finds(s, StudentProblem::documentIncomplete));
    }
    SECTION("names without characters that lead astray") {
        s.surname = "Kowal\u202Eski";
        CHECK(finds(s, StudentProblem::textNotFit));
    }
    SECTION("a register number on one line") {
        s.registerNumber = "12\n3";
        CHECK(finds(s, StudentProblem::textNotFit));
    }
    const auto refused = put(s);
    REQUIRE_FALSE(refused);
    CHECK(category(refused.error().code) == ErrorCategory::rule);
    CHECK_FALSE(refused.error().value("field").empty());
}

TEST_CASE("what is only worth a look does not keep a pupil out") {
    Student s = jan();
    s.birthDate = dateFromIso("2010-05-05");
    CHECK(finds(s, StudentProblem::birthDateDiffers, false));
    CHECK(put(s));
    s.pesel.reset();
    CHECK(finds(s, StudentProblem::identityMissing, false));
    CHECK(put(s));
}

TEST_CASE("what stands in the record already is not judged again") {
    Student old = jan();
    old.surname = "Jo\u0301zefowicz"; // from a time before names were composed
    Student moved = old;
    moved.classUnit = "2A";
    CHECK(put(moved, &old));
    CHECK_FALSE(put(moved));
    moved.givenNames = "J\x1B";
    CHECK_FALSE(put(moved, &old));
}

TEST_CASE("notes and names in every kind of mutation are checked") {
    Mutation m;
    m.change = PhotoChange{RejectPhoto{{RejectionReason::other}, "a\nb"}};
    CHECK(admit(m, nullptr, kToday));
    m.change = PhotoChange{RejectPhoto{{RejectionReason::other}, "\x1B[31m"}};
    CHECK_FALSE(admit(m, nullptr, kToday));
    m.change = CardChange{MarkCard{CardState::lost, std::string(60'000, 'x')}};
    CHECK_FALSE(admit(m, nullptr, kToday));
    StudentCard card;
    card.number = "1\u2066";
    m.change = CardChange{IssueCard{card}};
    CHECK_FALSE(admit(m, nullptr, kToday));
    School school;
    school.name = "Szkoła\x07";
    m.change = PutSchool{school};
    CHECK_FALSE(admit(m, nullptr, kToday));
    CardBatch batch;
    m.change = PutBatch{batch};
    CHECK(admit(m, nullptr, kToday));
    m.by.name = "Anna\u202E";
    CHECK_FALSE(admit(m, nullptr, kToday));
}
