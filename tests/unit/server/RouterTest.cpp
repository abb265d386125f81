#include "Fixture.h"
#include "server/http/BodyBudget.h"
#include "server/http/Peers.h"
#include "server/http/Workers.h"
#include "server/router/Target.h"

#include <catch2/catch.hpp>

#include <future>

using namespace esek;
using namespace std::chrono_literals;
using server::BodyBudget;
using server::Peers;
using server::Route;
using server::Router;
using server::Target;
using test::Office;
using test::Server;

TEST_CASE("router: a target is taken apart or refused") {
    const auto t = Target::parse("/v1/blobs/abc?size=thumb&a=%C5%82+b&size=x&empty&=v");
    REQUIRE(t);
    CHECK(t->path == std::vector<std::string>{"v1", "blobs", "abc"});
    CHECK(t->query.at("size") == "thumb");
    CHECK(t->query.at("a") == "ł b");
    CHECK(t->query.at("empty").empty());
    CHECK(Target::parse("/")->path == std::vector<std::string>{""});
    for (const std::string& bad :
         {std::string(""), std::string("v1/meta"), std::string("http://x/v1/meta"),
          "/" + std::string(2000, 'a'), std::string("/a/b/c/d/e/f/g/h/i"), std::string("/a?x=%ff"),
          std::string("/a?x=%00"), std::string("/a?x=%0a"), std::string("/a?%c0%80=1")}) {
        CAPTURE(bad);
        CHECK_FALSE(Target::parse(bad));
    }
    const auto pattern = server::pathParts("/v1/uploads/{id}");
    CHECK(server::matchPath(pattern, {"v1", "uploads", "7"})->at("id") == "7");
    CHECK_FALSE(server::matchPath(pattern, {"v1", "uploads", ""}));
    CHECK_FALSE(server::matchPath(pattern, {"v1", "uploads"}));
    CHECK_FALSE(server::matchPath(pattern, {"v1", "blobs", "7"}));
}

TEST_CASE("router: routes, methods and refusals") {
    Server server;
    const auto school = server.addSchool();
    Office office(server, school);
    CHECK(server.ask("GET", "/nowhere").status == 404);
    const auto wrong = office.ask("DELETE", "/v1/uploads/" + std::string(36, '0'));
    CHECK(wrong.status == 405);
    CHECK(wrong.header("Allow") == "HEAD, PATCH");
    CHECK(parseJson(wrong.body).value()["error"] == "wrongMethod");
    CHECK(office.ask("HEAD", "/v1/meta").headOnly);
    CHECK(office.ask("GET", "/v1/meta", std::string(1024, 'x')).status == 200); // of no use and ignored
    CHECK(office.ask("GET", "/v1/meta", std::string(1025, 'x')).status == 413);
    CHECK(office.ask("POST", "/v1/leases", std::string(1025, ' ')).status == 413);
    CHECK(office.ask("GET", "/v1/meta", "", {{"Content-Encoding", "br"}}).status == 415);
    // A page's error is a sentence, an interface's is JSON.
    CHECK(server.ask("GET", "/nowhere").header("Content-Type") == "text/plain; charset=utf-8");
    CHECK(server.ask("GET", "/v1/nowhere").header("Content-Type") == "application/json");
}

TEST_CASE("router: what the head decides needs no database once a token is known, until one is revoked") {
    Server server;
    const auto school = server.addSchool();
    Office office(server, school);
    Office other(server, school);
    Router& router = server.api.router();
    server::Request head{
        "POST", "/v1/push", {{"X-Esek-Protocol", "1"}, {"Authorization", "Bearer " + office.token}}, "", "x"};
    CHECK_FALSE(router.admitQuickly(head)); // not looked up yet
    REQUIRE(std::holds_alternative<Router::Admission>(router.admit(head)));
    const auto quick = router.admitQuickly(head);
    REQUIRE(quick);
    const auto& admission = std::get<Router::Admission>(*quick);
    CHECK(admission.caller.device == office.device);
    CHECK(admission.route->bodyLimit == sync::kMaxJsonBytes);

    server.central.devices().revoke(other.device).value(); // anybody's: then all are looked up again
    CHECK_FALSE(router.admitQuickly(head));
    REQUIRE(std::holds_alternative<Router::Admission>(router.admit(head)));

    server.central.devices().revoke(office.device).value();
    head.body = R"({"items":[]})";
    CHECK(std::get<server::Response>(router.run(head, admission)).status == 401); // admitted before
    CHECK(std::get<server::Response>(router.admit(head)).status == 401);
    // What cannot be a token is refused without a look.
    head.headers[1].second = "Bearer nobody";
    REQUIRE(router.admitQuickly(head));
    CHECK(std::get<server::Response>(*router.admitQuickly(head)).status == 401);
}

TEST_CASE("router: a revocation by another process is seen at the next poll") {
    Server server;
    const auto school = server.addSchool();
    Office office(server, school);
    const auto before = server.central.devices().revocations();
    server.central.poll();
    CHECK(server.central.devices().revocations() == before);
    server.store.write([&](server::Tx& tx) { tx.setState("revocations", "by somebody else"); });
    server.central.poll();
    CHECK(server.central.devices().revocations() > before);
}

TEST_CASE("router: the limit of an address counts what is refused and forgets what succeeds") {
    test::FixedClock clock;
    server::Throttle throttle(clock);
    const server::Rate rate{3, 60s};
    for (int i = 0; i < 3; ++i)
        CHECK(throttle.take("a", rate));
    CHECK_FALSE(throttle.take("a", rate));
    CHECK(throttle.take("b", rate));
    throttle.giveBack("a");
    CHECK(throttle.take("a", rate));
    CHECK_FALSE(throttle.take("a", rate));
    clock.advance(61s);
    CHECK(throttle.take("a", rate));
    // Many addresses do not free the one that guesses.
    for (int i = 0; i < 3; ++i)
        throttle.take("guesser", rate);
    for (int i = 0; i < 4000; ++i)
        throttle.take("crowd " + std::to_string(i), rate);
    CHECK_FALSE(throttle.take("guesser", rate));
}

TEST_CASE("router: whose word an address is") {
    const Peers peers({"192.0.2.1", "2001:db8:1::1"});
    const auto asked = [&](const std::string& by, server::Headers headers) {
        return peers.askedBy(Peers::customerOf(by), {"GET", "/", std::move(headers), "", ""});
    };
    CHECK(asked("192.0.2.1", {{"X-Forwarded-For", "1.1.1.1, 203.0.113.5"}}) == "203.0.113.5");
    CHECK(asked("192.0.2.1", {{"X-Forwarded-For", "1.1.1.1"}, {"x-forwarded-for", "203.0.113.5"}}) ==
          "203.0.113.5");
    CHECK(asked("192.0.2.1", {}) == "192.0.2.1");
    CHECK(asked("192.0.2.1", {{"X-Forwarded-For", "no address"}}) == "192.0.2.1");
    CHECK(asked("192.0.2.2", {{"X-Forwarded-For", "203.0.113.5"}}) == "192.0.2.2");
    CHECK(asked("2001:db8:1::77", {{"X-Forwarded-For", "2001:db8:9:9:1:2:3:4"}}) == "2001:db8:9:9::");
    CHECK_THROWS_AS(Peers({"proxy.example.pl"}), Exception);
}

TEST_CASE("router: who gives way when bodies are too much") {
    const auto now = std::chrono::steady_clock::now();
    BodyBudget budget({1000, 400, 600});
    const auto hold = [&](std::uint64_t id, const char* device, const char* address, std::size_t bytes,
                          std::chrono::seconds silent, bool complete = false) {
        budget.set(id, {device, address, bytes, bytes, now - silent, complete});
        return budget.whoHasToGo(id, now);
    };
    CHECK_FALSE(hold(1, "a", "x", 300, 5s));
    CHECK_FALSE(hold(2, "b", "y", 300, 9s));
    CHECK(hold(3, "a", "x", 200, 0s) == 1u); // the device's own silent one, not the older one of another
    budget.remove(1);
    CHECK_FALSE(budget.whoHasToGo(3, now));
    CHECK_FALSE(hold(4, "c", "x", 350, 0s));
    CHECK(hold(5, "d", "x", 100, 0s) == 5u); // the address has too much, and nobody of it is silent
    budget.remove(5);
    CHECK(hold(6, "e", "z", 300, 0s) == 2u); // all together: the longest silent
    budget.set(2, {"b", "y", 300, 300, now - 9s, true});
    CHECK(budget.whoHasToGo(6, now) == 6u); // a worker has it: it cannot give way any more
    CHECK(budget.inMemory() == 1150);
    for (const std::uint64_t id : {2u, 3u, 4u, 6u})
        budget.remove(id);
    CHECK(budget.inMemory() == 0);
}

TEST_CASE("router: tasks of one lane that hang leave threads to the others") {
    server::Workers workers({4, 3, 100, 20});
    std::promise<void> release;
    const auto hang = release.get_future().share();
    for (int i = 0; i < 20; ++i)
        CHECK(workers.run("stuck school", [hang] { hang.wait(); }));
    std::promise<void> done;
    CHECK(workers.run("other school", [&] { done.set_value(); }));
    CHECK(done.get_future().wait_for(5s) == std::future_status::ready);
    int queued = 0;
    while (queued < 100 && workers.run("stuck school", [hang] { hang.wait(); }))
        ++queued;
    CHECK(queued <= 3); // its queue has an end, and
    std::promise<void> again;
    CHECK(workers.run("other school", [&] { again.set_value(); })); // does not fill the common one
    CHECK(again.get_future().wait_for(5s) == std::future_status::ready);
    release.set_value();
}
