#include "Fixture.h"
#include "server/http/RequestReader.h"
#include "server/http/Workers.h"

#include <catch2/catch.hpp>

#include <atomic>

using namespace esek;
using server::RequestReader;
using test::Office;
using test::Server;

namespace {

/// Any byte, and often one that means something to HTTP, JSON or a path.
std::string noise(SeededRng& rng, std::size_t most) {
    static constexpr std::string_view kTelling = "\r\n: ;,/%?&=\"\\{}[]0\t\x7f\x80\xab\xff";
    std::string text(rng.next() % (most + 1), '\0');
    for (char& c : text)
        c = rng.next() % 2 == 0 ? kTelling[rng.next() % kTelling.size()] : static_cast<char>(rng.next());
    return text;
}

std::string mutated(SeededRng& rng, std::string text) {
    for (std::size_t flips = rng.next() % 4; flips > 0 && !text.empty(); --flips) {
        const std::size_t at = rng.next() % text.size();
        switch (rng.next() % 3) {
        case 0:
            text[at] = static_cast<char>(rng.next());
            break;
        case 1:
            text.erase(at, 1 + rng.next() % 8);
            break;
        default:
            text.insert(at, noise(rng, 12));
        }
    }
    return text;
}

/// What every answer owes to whoever asked, whatever they asked.
void checkAnswer(const server::Response& r) {
    CHECK(r.status >= 200);
    CHECK(r.status < 500);
    if (r.header("Content-Type") == "application/json" && !r.headOnly)
        CHECK(parseJson(r.bytes()));
    for (const auto& [name, value] : r.headers)
        CHECK((name + value).find_first_of("\r\n") == std::string::npos);
}

} // namespace

TEST_CASE("server: noise in paths, headers and bodies gets an answer from the whole API") {
    Server server;
    const auto school = server.addSchool();
    Office office(server, school);
    const auto blob = office.upload("a photo").toString();
    const std::vector<std::pair<std::string, std::string>> requests{
        {"GET", "/healthz"},
        {"GET", "/metrics"},
        {"POST", "/v1/devices"},
        {"GET", "/v1/meta"},
        {"POST", "/v1/push"},
        {"GET", "/v1/changes?since=0&until=5&limit=3"},
        {"GET", "/v1/snapshot?after=&limit=10"},
        {"GET", "/v1/digest"},
        {"GET", "/v1/wait?since=0&timeout=0"},
        {"POST", "/v1/leases"},
        {"POST", "/v1/blobs/missing"},
        {"POST", "/v1/blobs/fetch"},
        {"GET", "/v1/blobs/" + blob},
        {"GET", "/v1/blobs/" + blob + "?size=thumb"},
        {"POST", "/v1/uploads"},
        {"HEAD", "/v1/uploads/0192a000-0000-7000-8000-000000000000"},
        {"PATCH", "/v1/uploads/0192a000-0000-7000-8000-000000000000"},
    };
    const std::vector<std::string> bodies{
        R"({"items":[{"mutation":{"id":"x","at":"2026-09-01T08:00:00.000Z","kind":"put_student"}}]})",
        R"({"code":"ABCD-EFGH-JKMN","name":"PC"})", R"({"count":1})", "{\"ids\":[\"" + blob + "\"]}",
        "{\"id\":\"" + blob + "\",\"size\":7}"};
    SeededRng rng(20261127);
    for (int round = 0; round < 20'000; ++round) {
        const auto& [method, target] = requests[rng.next() % requests.size()];
        server::Request r;
        r.method = rng.next() % 16 == 0 ? noise(rng, 8) : method;
        r.target = rng.next() % 2 == 0 ? target : mutated(rng, target);
        r.peer = std::to_string(round); // so that the limit of wrong codes is not all that answers
        r.body = rng.next() % 2 == 0 ? mutated(rng, bodies[rng.next() % bodies.size()]) : noise(rng, 200);
        r.headers = {{"X-Esek-Protocol", rng.next() % 8 == 0 ? noise(rng, 20) : "1"},
                     {"Authorization", rng.next() % 4 == 0 ? mutated(rng, "Bearer " + office.token)
                                                           : "Bearer " + office.token}};
        for (const char* name : {"Upload-Offset", "Range", "If-None-Match", "Content-Encoding", "Host"})
            if (rng.next() % 3 == 0)
                r.headers.emplace_back(name, rng.next() % 2 == 0 ? "bytes=0-3" : noise(rng, 20));
        if (r.target.find("wait") != std::string::npos && r.target != target)
            continue; // it could ask to wait for a minute
        CAPTURE(round, r.method, r.target);
        checkAnswer(server.api.handle(r));
    }
    CHECK(server.central.care().verify().value().ok());
}

TEST_CASE("server: noise as bytes on the wire ends as a refusal or as an answer") {
    Server server;
    const auto school = server.addSchool();
    Office office(server, school);
    const std::string good = "POST /v1/push HTTP/1.1\r\nHost: x\r\nX-Esek-Protocol: 1\r\nAuthorization: "
                             "Bearer " +
                             office.token + "\r\nContent-Length: 12\r\n\r\n{\"items\":[]}";
    SeededRng rng(7);
    int answered = 0;
    for (int round = 0; round < 20'000; ++round) {
        server::Inbox in(mutated(rng, good));
        RequestReader reader;
        reader.feed(in);
        if (reader.acceptBody(sync::kMaxJsonBytes) == RequestReader::State::body)
            reader.feed(in);
        if (reader.state() != RequestReader::State::done)
            continue;
        CAPTURE(round);
        checkAnswer(server.api.handle(reader.request()));
        ++answered;
    }
    CHECK(answered > 2000);
}

TEST_CASE("server: an error that quotes foreign bytes is still an answer") {
    Server server;
    const server::Request r{"GET", "/v1/meta", {{"X-Esek-Protocol", "\xab\xff"}}, "", "x"};
    const auto answer = server.api.handle(r);
    CHECK(answer.status == 426);
    CHECK(parseJson(answer.body).value()["error"] == "serverProtocol");
}

TEST_CASE("server: what a worker's task throws ends neither the thread nor the program") {
    std::atomic<int> done{0};
    {
        server::Workers workers({1, 1, 10, 10});
        CHECK(workers.run("", [] { throw 42; }));
        CHECK(workers.run("", [] { throw std::bad_alloc(); }));
        CHECK(workers.run("", [] { throw std::runtime_error("a fault"); }));
        CHECK(workers.run("", [&] { ++done; }));
    }
    CHECK(done == 1);
}

TEST_CASE("server: names that are no text are refused, and those stored before are listed") {
    Server server;
    const auto school = server.addSchool();
    for (const auto& name : std::vector<std::string>{"pc\xff", "a\x1b[31m", "x\n", std::string(201, 'a')}) {
        CHECK(server.central.devices().invite(school, domain::Role::clerk, name).error().code ==
              ErrorCode::valueInvalid);
        CHECK(server.central.schools().addUser(school, domain::Role::clerk, name).error().code ==
              ErrorCode::valueInvalid);
    }
    CHECK(server.central.devices().invite(school, domain::Role::clerk, "Sekretariat Łódź").ok());
}
