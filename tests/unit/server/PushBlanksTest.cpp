#include "Fixture.h"

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

/// Two packages that share blanks; told apart by the first number.
sync::PushItem received(Office& office, std::int64_t first, int digits = 4) {
    domain::BlankDelivery d;
    d.series = "AB";
    d.first = first;
    d.last = first + 9;
    d.digits = digits;
    d.id = domain::deliveryIdOf(d.series, d.first, d.last);
    d.cardType = "MEiN-I/1";
    d.deliveredOn = office.server.clock.today();
    return {office.mutation(d.id.uuid, domain::DeliveryChange(domain::ReceiveBlanks{d})), Json()};
}

} // namespace

TEST_CASE("server: a delivery is held to those before it, also to those of the same push") {
    TwoOffices t;
    const auto first = t.a.push({received(t.a, 1), received(t.a, 5), received(t.a, 21)}).verdicts;
    CHECK_FALSE(first.at(0).error);
    REQUIRE(first.at(1).error);
    CHECK(first.at(1).error->code == ErrorCode::deliveryOverlaps);
    CHECK_FALSE(first.at(2).error);
    CHECK(t.b.push({received(t.b, 30)}).verdicts.at(0).error->code == ErrorCode::deliveryOverlaps);
    CHECK(t.b.push({received(t.b, 31)}).verdicts.at(0).verdict == Verdict::applied);
}

TEST_CASE("server: a school has no more deliveries than it can ever get, and a push is done with them soon") {
    TwoOffices t;
    std::int64_t first = 0;
    const auto page = [&] {
        std::vector<sync::PushItem> items;
        for (std::size_t i = 0; i < sync::kPushItems; ++i)
            items.push_back(received(t.a, first += 10));
        return t.a.push(items).verdicts;
    };
    std::size_t taken = 0;
    std::vector<sync::PushVerdict> last;
    const auto begin = std::chrono::steady_clock::now();
    while (first < 25'000)
        for (const auto& v : last = page())
            taken += v.verdict == Verdict::applied ? 1 : 0;
    CHECK(taken == 2000);
    CHECK(last.back().verdict == Verdict::rejected);
    CHECK(std::chrono::steady_clock::now() - begin < std::chrono::seconds(60));
    CHECK(t.server.central.care().verify().value().ok());
}

TEST_CASE("server: digits that no blank has take no memory") {
    TwoOffices t;
    t.a.push({received(t.a, 1)});
    const auto verdict = t.a.push({received(t.a, 5, 2'000'000'000)}).verdicts.at(0);
    CHECK(verdict.verdict == Verdict::rejected);
    CHECK(t.server.central.care().verify().value().records == 2); // the school, the first delivery
}
