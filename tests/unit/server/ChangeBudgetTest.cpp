#include "Fixture.h"

#include "base/Describe.h"
#include "base/Translate.h"

#include <catch2/catch.hpp>

using namespace esek;
using test::Office;
using test::Server;

namespace {

/// An office that changes its pupils' classes and nothing else.
struct Changing : Office {
    using Office::Office;
    std::vector<domain::Student> pupils;

    void addPupils(std::size_t n) {
        while (n > 0) {
            std::vector<sync::PushItem> items;
            for (; n > 0 && items.size() < sync::kPushItems; --n) {
                pupils.push_back(student(std::to_string(pupils.size() + 1)));
                items.push_back(
                    {mutation(pupils.back().id.uuid, domain::PutStudent{pupils.back()}), Json(), {}});
            }
            push(items);
        }
    }
    /// One push in which every pupil of `which` gets another class.
    server::Response move(std::size_t first, std::size_t count) {
        std::vector<sync::PushItem> items;
        for (std::size_t i = first; i < first + count; ++i) {
            domain::Student& s = pupils[i];
            const Json before = domain::toJson(s);
            s.classUnit = s.classUnit == "1A" ? "1B" : "1A";
            items.push_back({mutation(s.id.uuid, domain::PutStudent{s}), before, {}});
        }
        return ask("POST", "/v1/push", sync::toJson(sync::PushRequest{items}).dump());
    }
    std::int64_t head() { return get("/v1/meta")["head"].get<std::int64_t>(); }
};

} // namespace

TEST_CASE(
    "server: changing records back and forth ends with 429 and a sentence, for this device and this hour") {
    Server server;
    const auto school = server.addSchool();
    Changing thief(server, school);
    thief.addPupils(100);
    const std::int64_t before = thief.head();
    server::Response answer;
    int pushes = 0;
    do
        answer = thief.move(0, 100);
    while (answer.status == 200 && ++pushes < 1000);
    CHECK(answer.status == 429);
    CHECK(server::findHeader(answer.headers, "Retry-After") == "3600");
    CHECK(thief.head() - before < 5000);
    const Json body = parseJson(answer.body).value();
    setLanguage(Language::english);
    CHECK(describe(domain::errorFromJson(body)).find("in 60 min") != std::string::npos);

    Changing other(server, school);
    other.addPupils(1); // somebody else's computer goes on
    server.clock.advance(std::chrono::minutes(61));
    CHECK(thief.move(0, 1).status == 200);
}

TEST_CASE("server: mutations that change nothing are bounded too, repeated ones are free") {
    Server server;
    const auto school = server.addSchool();
    Changing office(server, school);
    office.addPupils(100);
    std::vector<sync::PushItem> again;
    for (const auto& s : office.pupils) // what the server has already, under new ids
        again.push_back({office.mutation(s.id.uuid, domain::PutStudent{s}), domain::toJson(s), {}});
    const auto send = [&] {
        return office.ask("POST", "/v1/push", sync::toJson(sync::PushRequest{again}).dump()).status;
    };
    for (int i = 0; i < 60; ++i)
        REQUIRE(send() == 200); // answers that were lost on the way
    int status = 200;
    for (int pushes = 0; status == 200 && pushes < 100; ++pushes) {
        for (auto& item : again)
            item.mutation.id = {office.newId()};
        status = send();
    }
    CHECK(status == 429);
}

TEST_CASE("server: an honest September never meets the limit of an hour") {
    Server server;
    const auto school = server.addSchool();
    Changing office(server, school);
    office.addPupils(2000);                     // the first push
    REQUIRE(office.move(0, 250).status == 200); // a bulk of 600
    REQUIRE(office.move(250, 250).status == 200);
    REQUIRE(office.move(500, 100).status == 200);
    for (std::size_t i = 0; i < 600; i += 100) // a list of 600 pupils, twice
        for (int n = 0; n < 2; ++n)
            REQUIRE(office.move(i, 100).status == 200);
    for (std::size_t i = 0; i < 300; ++i) // 300 decisions, some of them thought over
        REQUIRE(office.move(i % 60, 1).status == 200);
}
