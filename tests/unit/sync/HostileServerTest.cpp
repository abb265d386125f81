#include "RawServer.h"

#include "base/Json.h"
#include "sync/client/Join.h"
#include "sync/client/RequestDeadline.h"
#include "sync/client/SyncLoop.h"

#include <catch2/catch.hpp>

#include <chrono>

using namespace esek;
using namespace esek::test;
using namespace std::chrono_literals;

namespace {

/// What comes of a request that this peer answers, and how long it took.
struct Outcome {
    Result<sync::HttpResponse> answer = Error{};
    std::chrono::duration<double> took{};
};
Outcome ask(RawServer::Answer with, int wholeSeconds = 1, std::size_t longest = 1024 * 1024) {
    RawServer server(std::move(with));
    const auto transport = sync::httpTransport({server.url(), ""}).value();
    sync::HttpRequest request;
    request.target = "/v1/meta";
    request.wholeSeconds = wholeSeconds;
    request.longestAnswer = longest;
    const auto began = std::chrono::steady_clock::now();
    Outcome outcome;
    outcome.answer = transport->send(request);
    outcome.took = std::chrono::steady_clock::now() - began;
    return outcome;
}

void checkGivenUp(const Outcome& outcome) {
    REQUIRE_FALSE(outcome.answer.ok());
    CHECK(outcome.answer.error().code == ErrorCode::serverUnreachable);
    CHECK_FALSE(outcome.answer.error().value("reason").empty());
    CHECK(outcome.took < 10s);
}

} // namespace

TEST_CASE("a server that is never silent and never done is given up") {
    SECTION("a byte now and then") {
        checkGivenUp(ask([](RawServer::Peer& peer) {
            peer.send("HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n");
            while (peer.send(" ") && peer.pause(100ms)) {
            }
        }));
    }
    SECTION("a head that does not end") {
        checkGivenUp(ask([](RawServer::Peer& peer) {
            peer.send("HTTP/1.1 200 OK\r\n");
            while (peer.send("X") && peer.pause(100ms)) {
            }
        }));
    }
    SECTION("go on, go on, go on") {
        checkGivenUp(ask([](RawServer::Peer& peer) {
            while (peer.send("HTTP/1.1 100 Continue\r\n\r\n")) {
            }
        }));
    }
}

TEST_CASE("an answer that grows without end is cut at its limit") {
    const auto endless = [](RawServer::Peer& peer) {
        peer.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
        const std::string chunk = "1000\r\n" + std::string(0x1000, ' ') + "\r\n";
        while (peer.send(chunk)) {
        }
    };
    checkGivenUp(ask(endless, 60));
}

TEST_CASE("bytes that move give a request more time") {
    const auto slow = [](RawServer::Peer& peer) {
        peer.send("HTTP/1.1 200 OK\r\nContent-Length: 327680\r\n\r\n");
        for (int i = 0; i < 5 && peer.send(std::string(65536, ' ')); ++i)
            peer.pause(400ms);
    };
    const Outcome outcome = ask(slow);
    REQUIRE(outcome.answer.ok());
    CHECK(outcome.answer->body.size() == 327680);
    CHECK(outcome.took > 1s);
}

TEST_CASE("a deadline cuts once, and a request that has ended is not cut") {
    std::atomic<int> cuts{0};
    sync::RequestDeadline deadline([&] { ++cuts; });
    deadline.begin(20ms);
    std::this_thread::sleep_for(200ms);
    CHECK(cuts == 1);
    CHECK(deadline.passed());
    deadline.begin(100ms);
    CHECK_FALSE(deadline.passed());
    deadline.end();
    std::this_thread::sleep_for(200ms);
    CHECK(cuts == 1);
    deadline.begin(20ms);
    std::this_thread::sleep_for(200ms);
    CHECK(cuts == 2);
}

TEST_CASE("a pause that a server asks for is a number in a range") {
    const auto pause = [](const std::string& text) {
        return sync::SyncLoop::askedPause(Error{ErrorCode::serverBusy, "", {{"seconds", text}}});
    };
    CHECK(pause("7") == 7s);
    CHECK(pause("-5") == 1s);
    CHECK(pause("2147483647") == 3600s);
    for (const char* none : {"", "abc", "7x", "999999999999999999999", "1e3", " 7"})
        CHECK(pause(none) == 0s);
}

TEST_CASE("an error of the server is told with a server's words only") {
    const auto told = [](int status, const std::string& body) {
        return sync::errorOf(sync::HttpResponse{status, {}, body});
    };
    // Each of these would otherwise be believed to be this computer's own trouble, or would end the sync.
    for (const char* code : {"cancelled", "notEnrolled", "databaseCorrupt", "internal", "removalNeedsConsent",
                             "changesNeedConsent", "serverNotTrusted", "serverUnreachable", "diskFull"}) {
        INFO(code);
        const Error e = told(400, std::string(R"({"error":")") + code + R"(","context":{}})");
        CHECK(e.code == ErrorCode::serverRefused);
        CHECK(e.value("reason") == code);
    }
    CHECK(told(409, R"({"error":"serverBusy","context":{"seconds":"abc"}})").value("seconds") == "1");
    CHECK(told(403, R"({"error":"roleNotAllowed","context":{}})").code == ErrorCode::roleNotAllowed);
    const Error loud = told(400, R"({"error":"serverRefused","context":{"hint":"\u001b[2J)" +
                                     std::string(5000, 'A') + "\"}}");
    CHECK(loud.value("hint").find('\x1b') == std::string::npos);
    CHECK(loud.value("hint").size() < 250);
}

namespace {

Json goodMeta() {
    return {{"protocol", 1},
            {"server", "1.0"},
            {"epoch", "e1"},
            {"epochStart", 0},
            {"head", 5},
            {"school", "0190aaaa-0000-7000-8000-000000000001"},
            {"device", "0190aaaa-0000-7000-8000-000000000002"},
            {"role", "clerk"}};
}
Json goodChange(std::int64_t seq) {
    return {{"seq", seq},
            {"entity", "student"},
            {"id", "0190aaaa-0000-7000-8000-000000000003"},
            {"row", nullptr},
            {"mutation", nullptr},
            {"before", nullptr},
            {"messages", Json::array()}};
}
Json pageOf(Json changes, Json until) {
    return {{"changes", std::move(changes)}, {"until", std::move(until)}, {"more", false}};
}

} // namespace

TEST_CASE("numbers and words of a server beyond their range are no answer") {
    REQUIRE(sync::metaFromJson(goodMeta()).ok());
    const auto with = [](const char* key, Json value) {
        Json meta = goodMeta();
        meta[key] = std::move(value);
        return sync::metaFromJson(meta).ok();
    };
    for (const char* key : {"head", "epochStart"}) {
        CHECK_FALSE(with(key, -1));
        CHECK_FALSE(with(key, std::int64_t{1} << 62));
        CHECK_FALSE(with(key, std::uint64_t{1} << 63)); // would come out negative
    }
    CHECK_FALSE(with("protocol", (std::int64_t{1} << 32) + 1)); // would come out as 1
    CHECK_FALSE(with("protocols", Json{{"lowest", 1}, {"highest", std::int64_t{1} << 40}}));
    CHECK_FALSE(with("epoch", std::string(100'000, 'x')));
    CHECK_FALSE(with("device", "a\r\nX-Evil: 1"));
    CHECK_FALSE(with("server", "\x1b[2J"));

    REQUIRE(sync::changesPageFromJson(pageOf({goodChange(3), goodChange(4)}, 4)).ok());
    CHECK_FALSE(sync::changesPageFromJson(pageOf({goodChange(4), goodChange(3)}, 4)).ok());
    CHECK_FALSE(sync::changesPageFromJson(pageOf({goodChange(3), goodChange(3)}, 4)).ok());
    CHECK_FALSE(sync::changesPageFromJson(pageOf({goodChange(0)}, 4)).ok());
    CHECK_FALSE(sync::changesPageFromJson(pageOf({goodChange(3)}, 2)).ok());
    CHECK_FALSE(sync::changesPageFromJson(pageOf(Json::array(), std::uint64_t{1} << 63)).ok());

    const Json lastPage{{"epoch", "e1"}, {"seq", 4}, {"rows", Json::array()}};
    REQUIRE(sync::snapshotPageFromJson(lastPage).ok());
    Json page = lastPage;
    page["next"] = "3:0190aaaa-0000-7000-8000-000000000003";
    REQUIRE(sync::snapshotPageFromJson(page).ok());
    for (const char* next : {"3 HTTP/1.1\r\nX: y", "3&limit=1", "#", "\xc4\x85"}) {
        page["next"] = next;
        CHECK_FALSE(sync::snapshotPageFromJson(page).ok());
    }
}
