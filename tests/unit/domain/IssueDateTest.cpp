#include "domain/IssueDate.h"

#include <catch2/catch.hpp>

using namespace esek;
using namespace esek::domain;

namespace {

Date day(const char* iso) {
    return *dateFromIso(iso);
}

std::optional<ErrorCode> codeOf(const std::optional<Error>& error) {
    return error ? std::optional(error->code) : std::nullopt;
}

} // namespace

TEST_CASE("A clock before the last entry of the school is noticed") {
    CHECK_FALSE(clockFault({day("2026-09-01"), std::nullopt, std::nullopt}));
    CHECK_FALSE(clockFault({day("2026-09-01"), day("2026-09-01"), std::nullopt}));
    CHECK_FALSE(clockFault({day("2026-09-02"), day("2026-09-01"), std::nullopt}));
    const auto fault = clockFault({day("2020-01-01"), day("2026-09-01"), std::nullopt});
    REQUIRE(codeOf(fault) == ErrorCode::clockSetBack);
    CHECK(fault->value("today") == "01.01.2020");
    CHECK(fault->value("last") == "01.09.2026");
}

TEST_CASE("A card is not dated more than a year ahead") {
    const IssueDateFacts facts{day("2026-06-20"), day("2026-06-19"), std::nullopt};
    CHECK_FALSE(issueDateFault(day("2026-09-01"), facts, false));
    CHECK_FALSE(issueDateFault(day("2027-06-20"), facts, false));
    CHECK(codeOf(issueDateFault(day("2027-06-22"), facts, false)) == ErrorCode::issueDateInvalid);
    CHECK(codeOf(issueDateFault(day("2099-01-01"), facts, true)) == ErrorCode::issueDateInvalid);
    // With a clock that was set back the journal tells what day it is.
    const IssueDateFacts setBack{day("2020-01-01"), day("2026-09-01"), std::nullopt};
    CHECK_FALSE(issueDateFault(day("2026-09-02"), setBack, false));
    CHECK(codeOf(issueDateFault(day("2028-01-01"), setBack, false)) == ErrorCode::issueDateInvalid);
}

TEST_CASE("A date before that of the last card needs a confirmation") {
    const IssueDateFacts facts{day("2026-10-01"), day("2026-10-01"), day("2026-09-15")};
    CHECK_FALSE(issueDateFault(day("2026-09-15"), facts, false));
    const auto fault = issueDateFault(day("2026-09-14"), facts, false);
    REQUIRE(codeOf(fault) == ErrorCode::issueDateEarlier);
    CHECK(fault->value("last") == "15.09.2026");
    CHECK_FALSE(issueDateFault(day("2026-09-14"), facts, true));
}

TEST_CASE("No card is issued before the pupil's birth") {
    CHECK_FALSE(issueDateFault(day("2026-09-01"), std::nullopt));
    CHECK_FALSE(issueDateFault(day("2013-05-16"), day("2013-05-16")));
    CHECK(codeOf(issueDateFault(day("1990-01-01"), day("2013-05-16"))) == ErrorCode::issueDateInvalid);
}
