#include "app/CardService.h"
#include "app/DuplicateService.h"
#include "support/SampleOffice.h"

#include <catch2/catch.hpp>

using namespace esek;
using namespace esek::app;
using namespace esek::domain;
using test::SampleOffice;

namespace {

StudentId withPhoto(SampleOffice& s, Student student) {
    const auto id = s.add(std::move(student));
    s.review.submit(id, test::sampleJpeg(1), "a.jpg", PhotoChannel::office, s.office->clerk(), true).value();
    return id;
}

std::optional<ErrorCode> codeOf(const Result<Date>& date) {
    return date ? std::nullopt : std::optional(date.error().code);
}

Date day(const char* iso) {
    return *dateFromIso(iso);
}

} // namespace

TEST_CASE("who is ready can really get a card, and every other one has a reason of his own") {
    SampleOffice s;
    CardService cards(*s.office);
    const auto good = s.addWithPhoto();
    Student longName = test::sampleStudent(5);
    longName.surname = std::string(90, 'W');
    const auto tooLong = withPhoto(s, longName);
    Student strange = test::sampleStudent(6);
    strange.givenNames = "Łucja 李";
    const auto letter = withPhoto(s, strange);

    const auto readiness = cards.readiness().value();
    REQUIRE(readiness.ready.size() == 1);
    CHECK(readiness.ready[0].student.id == good);
    REQUIRE(readiness.refused.size() == 2);
    for (const auto& refusal : readiness.refused) {
        CHECK(refusal.error.code ==
              (refusal.student == tooLong ? ErrorCode::textDoesNotFit : ErrorCode::glyphMissing));
        if (refusal.student == letter)
            CHECK(refusal.error.value("text") == "李");
    }
    CHECK(cards.issue({good}, day("2026-09-10"))->cards.size() == 1);
}

TEST_CASE("a school's name that does not fit makes nobody ready") {
    SampleOffice s;
    School school = s.office->replica().school().value();
    school.name = std::string(300, 'W');
    s.office->replica()
        .commit(s.office->mutation(school.id.uuid, PutSchool{school}, s.office->clerk(), school.version))
        .value();
    s.addWithPhoto();
    const auto readiness = CardService(*s.office).readiness().value();
    CHECK(readiness.ready.empty());
    REQUIRE(readiness.refused.size() == 1);
    CHECK(readiness.refused[0].error.code == ErrorCode::textDoesNotFit);
}

TEST_CASE("a number by the register number needs one") {
    SampleOffice s;
    School school = s.office->replica().school().value();
    school.numberPattern = "{register}/{year}";
    s.office->replica()
        .commit(s.office->mutation(school.id.uuid, PutSchool{school}, s.office->clerk(), school.version))
        .value();
    Student student = test::sampleStudent(5);
    student.registerNumber.clear();
    withPhoto(s, student);
    const auto readiness = CardService(*s.office).readiness().value();
    REQUIRE(readiness.refused.size() == 1);
    CHECK(readiness.refused[0].error.code == ErrorCode::cardDataMissing);
}

TEST_CASE("dates without sense are refused before anything is issued") {
    SampleOffice s; // today is 1 September 2026
    CardService cards(*s.office);
    const auto id = s.addWithPhoto(); // born on 4 March 2015
    CHECK(codeOf(cards.checkedDate(day("2099-01-01"))) == ErrorCode::issueDateInvalid);
    CHECK(cards.issue({id}, day("2099-01-01")).error().code == ErrorCode::issueDateInvalid);
    const auto beforeBirth = cards.issue({id}, day("1990-01-01"));
    REQUIRE(beforeBirth);
    CHECK(beforeBirth->cards.empty());
    REQUIRE(beforeBirth->refused.size() == 1);
    CHECK(beforeBirth->refused[0].error.code == ErrorCode::issueDateInvalid);
    CHECK(beforeBirth->refused[0].error.value("student") == "Żółć-Nowak Łucja Świętosława, 1A");

    REQUIRE(cards.issue({id}, day("2026-09-10"))->cards.size() == 1);
    const auto second = s.addWithPhoto();
    CHECK(cards.issue({second}, day("2026-09-09")).error().code == ErrorCode::issueDateEarlier);
    CHECK(DuplicateService(*s.office)
              .issue(id, day("2026-09-09"), DuplicateService::ask("zgubiona"))
              .error()
              .code == ErrorCode::issueDateEarlier);
    CardService::IssueDate confirmed(day("2026-09-09"));
    confirmed.earlierConfirmed = true;
    CHECK(cards.issue({second}, confirmed)->cards.size() == 1);
}

TEST_CASE("a clock that was set back gives no dates, a person does") {
    SampleOffice s;
    const auto id = s.addWithPhoto();
    s.clock.advance(std::chrono::hours(-24 * 365 * 6));
    CardService cards(*s.office);
    const auto refused = cards.issue({id}, CardService::IssueDate());
    REQUIRE_FALSE(refused);
    CHECK(refused.error().code == ErrorCode::clockSetBack);
    CHECK(refused.error().value("last") == "01.09.2026");
    const auto issued = cards.issue({id}, day("2026-09-02"));
    REQUIRE(issued);
    REQUIRE(issued->cards.size() == 1);
    CHECK(issued->cards[0].number == "1/2026");
}
