#include "sync/protocol/Wire.h"
#include "support/PhotoBuilder.h"
#include "sync/protocol/Pack.h"

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

TEST_CASE("a pack of photos that is none is refused, and a cut one keeps what came") {
    const std::vector<domain::BlobId> ids{domain::BlobId{Sha256::of("a")}, domain::BlobId{Sha256::of("b")}};
    std::vector<std::string> came;
    const auto reader = [&] {
        came.clear();
        return sync::PackReader(ids, [&](sync::PackReader::Item&& item) {
            came.emplace_back(item.bytes.begin(), item.bytes.end());
        });
    };
    const auto bytes = [](std::int64_t size, const std::string& text) {
        const auto header = sync::packHeader(size);
        std::vector<std::uint8_t> out(header.begin(), header.end());
        out.insert(out.end(), text.begin(), text.end());
        return out;
    };
    auto cut = reader();
    cut.feed(bytes(3, "aaa"));
    cut.feed(bytes(1000, "bbbb"));
    CHECK(came == std::vector<std::string>{"aaa"});
    CHECK_FALSE(cut.complete());
    const auto rest = cut.cut();
    REQUIRE(rest);
    CHECK(rest->id == ids[1]);
    CHECK(rest->bytes.size() == 4);

    auto inHeader = reader();
    inHeader.feed(bytes(3, "aaa"));
    inHeader.feed(std::vector<std::uint8_t>{0, 0, 0});
    CHECK_FALSE(inHeader.complete());
    CHECK_FALSE(inHeader.cut());

    auto tooLarge = reader();
    CHECK_THROWS_AS(tooLarge.feed(bytes(sync::kMaxBlobBytes + 1, "")), Exception);
    auto empty = reader();
    CHECK_THROWS_AS(empty.feed(bytes(0, "")), Exception);
    auto many = reader();
    many.feed(bytes(1, "a"));
    many.feed(bytes(1, "b"));
    CHECK(many.complete());
    CHECK_THROWS_AS(many.feed(bytes(1, "c")), Exception);
}

TEST_CASE("an error of a newer server is told by its code") {
    const Error e = domain::errorFromJson(parseJson("{\"error\":\"futureTrouble\",\"context\":{}}").value());
    CHECK(e.code == ErrorCode::serverRefused);
    CHECK(e.value("reason") == "futureTrouble");
}
