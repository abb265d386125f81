#include "sync/protocol/Wire.h"
#include "support/PhotoBuilder.h"

#include <catch2/catch.hpp>

using namespace esek;
using namespace esek::test;

TEST_CASE("a push and its answer survive the wire") {
    sync::PushRequest request;
    request.items.push_back({mutation(1, domain::AcceptPhoto{}), domain::toJson(domain::PhotoState{})});
    request.items.push_back({mutation(2, domain::TakeNew{}), Json()});
    const auto back = sync::pushRequestFromJson(parseJson(sync::toJson(request).dump()).value()).value();
    REQUIRE(back.items.size() == 2);
    CHECK(back.items[0].mutation == request.items[0].mutation);
    CHECK(back.items[0].before == request.items[0].before);
    CHECK(back.items[1].before.is_null());

    sync::PushAnswer answer;
    answer.head = 12;
    answer.verdicts.push_back({request.items[0].mutation.id, domain::Verdict::applied, false, 12, {}});
    answer.verdicts.push_back({request.items[1].mutation.id, domain::Verdict::conflict, true, std::nullopt,
                               Error{ErrorCode::decidedElsewhere, "", {{"status", "przyjęte"}}}});
    const auto read = sync::pushAnswerFromJson(parseJson(sync::toJson(answer).dump()).value()).value();
    CHECK(read.head == 12);
    CHECK(read.verdicts[0].seq == 12);
    CHECK(read.verdicts[1].duplicate);
    CHECK(read.verdicts[1].verdict == domain::Verdict::conflict);
    CHECK(read.verdicts[1].error->code == ErrorCode::decidedElsewhere);
    CHECK(read.verdicts[1].error->value("status") == "przyjęte");
}

TEST_CASE("what is not as agreed is refused, not guessed") {
    const auto refused = [](const char* text) {
        const auto r = sync::pushAnswerFromJson(parseJson(text).value());
        return !r.ok() && r.error().code == ErrorCode::jsonInvalid;
    };
    CHECK(refused("[]"));
    CHECK(refused("{\"verdicts\": 3, \"head\": 1}"));
    CHECK(refused("{\"verdicts\": [{\"id\": \"x\", \"verdict\": \"applied\"}], \"head\": 1}"));
    CHECK(refused("{\"verdicts\": [], \"head\": \"1\"}"));
    Json many{{"items", Json::array()}};
    for (std::size_t i = 0; i <= sync::kPushItems; ++i)
        many["items"].push_back({{"mutation", domain::toJson(mutation(i + 1, domain::AcceptPhoto{}))}});
    CHECK_FALSE(sync::pushRequestFromJson(many).ok());
}

TEST_CASE("an error of a newer server is told by its code") {
    const Error e = domain::errorFromJson(parseJson("{\"error\":\"futureTrouble\",\"context\":{}}").value());
    CHECK(e.code == ErrorCode::serverRefused);
    CHECK(e.value("reason") == "futureTrouble");
}
