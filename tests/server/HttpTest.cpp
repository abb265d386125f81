#include "Client.h"
#include "Fixture.h"
#include "base/platform/Paths.h"
#include "base/platform/Stop.h"
#include "server/http/HttpServer.h"
#include "sync/protocol/Gzip.h"
#include "sync/protocol/Pack.h"

#include <catch2/catch.hpp>

#include <atomic>
#include <future>
#include <thread>

using namespace esek;
using namespace std::chrono_literals;
using test::Client;
using test::Office;
using test::RawPeer;
using test::statusOf;

namespace {

/// A server with sockets in this process.
struct Listening {
    test::Server logic;
    domain::SchoolId school = logic.addSchool();
    Office office{logic, school};
    server::HttpOptions options;
    std::uint16_t m_port = 0;
    std::atomic<int> thrown{0}; ///< by GET /throws
    std::unique_ptr<server::HttpServer> http;

    explicit Listening(server::HttpOptions o = {}) : options(std::move(o)) {
        platform::catchStopRequests();
        server::Route route{"throws", "GET", "/throws", [this](const server::Call&) -> server::Begun {
                                switch (thrown) {
                                case 0:
                                    throw std::runtime_error("a fault");
                                case 1:
                                    throw std::bad_alloc();
                                case 2:
                                    throw 42;
                                default:
                                    throw Exception(ErrorCode::internal, "a fault");
                                }
                            }};
        route.who = server::Who::anybody;
        route.errors = server::ErrorStyle::page;
        logic.api.router().add(std::move(route));
        http = std::make_unique<server::HttpServer>(logic.api, options);
        m_port = http->port();
        http->start();
    }
    std::uint16_t port() const { return m_port; }
    std::string request(const std::string& line, const std::string& headers = {}) const {
        return line + " HTTP/1.1\r\nHost: x\r\nX-Esek-Protocol: 1\r\nAuthorization: Bearer " + office.token +
               "\r\n" + headers + "\r\n";
    }
    int ask(const std::string& bytes) const {
        RawPeer peer(port());
        peer.send(bytes);
        peer.timeout(Poco::Timespan(3, 0));
        return statusOf(peer.receive());
    }
    bool alive() const { return Client(port()).ask("GET", "/healthz").status == 200; }
};

server::HttpOptions quick() {
    server::HttpOptions o;
    o.headTime = 1s;
    o.idleTime = 2s;
    o.paceTime = 1s;
    o.grace = 1s;
    return o;
}

} // namespace

TEST_CASE("http: requests on one connection") {
    Listening s;
    Client client(s.port(), s.office.token);
    CHECK(client.ask("GET", "/v1/meta").json()["head"] == 1);
    s.office.add("1");
    CHECK(client.ask("GET", "/v1/meta").json()["head"] == 2);
    CHECK(client.ask("POST", "/v1/push", R"({"items":[]})").status == 200);
    CHECK(client.ask("POST", "/v1/push", "").status == 400);
    CHECK(client.ask("GET", "/v1/blobs/" + std::string(64, 'a')).status == 404);
    const std::string big(3'000'000, 'b');
    const auto id = s.office.upload(big);
    CHECK(client.ask("GET", "/v1/blobs/" + id.toString()).body == big);
    const auto part = client.ask("GET", "/v1/blobs/" + id.toString(), "", {{"Range", "bytes=5-9"}});
    CHECK(part.status == 206);
    CHECK(part.body == "bbbbb");
    CHECK(client.ask("HEAD", "/v1/blobs/" + id.toString()).status == 200);
    CHECK(client.ask("GET", "/v1/meta").status == 200);
}

TEST_CASE("http: uploads over a socket, interrupted and continued") {
    Listening s;
    const std::string bytes(2'000'000, 'u');
    const std::string sha = toHex(Sha256::of(bytes));
    Client client(s.port(), s.office.token);
    const auto start =
        client.ask("POST", "/v1/uploads", Json{{"id", sha}, {"size", bytes.size()}}.dump()).json();
    const std::string target = "/v1/uploads/" + start["upload"].get<std::string>();
    {
        RawPeer peer(s.port()); // promises everything, sends half and goes
        peer.send(s.request("PATCH " + target, "Upload-Offset: 0\r\nContent-Length: 2000000\r\n"));
        peer.send(bytes.substr(0, 1'000'000));
    }
    CHECK(client.ask("HEAD", target).headers["Upload-Offset"] == "0");
    CHECK(client.ask("PATCH", target, bytes.substr(0, 1'000'000), {{"Upload-Offset", "0"}}).status == 204);
    CHECK(client.ask("PATCH", target, bytes.substr(1'000'000), {{"Upload-Offset", "1000000"}}).status == 204);
    CHECK(client.ask("GET", "/v1/blobs/" + sha).body == bytes);
    // curl asks before it sends much.
    RawPeer peer(s.port());
    peer.send(
        s.request("POST /v1/push", "Expect: 100-continue\r\nContent-Length: 12\r\nConnection: close\r\n"));
    std::this_thread::sleep_for(100ms);
    peer.send(R"({"items":[]})");
    const std::string answer = peer.receive();
    CHECK(answer.starts_with("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK"));
}

TEST_CASE("http: a large photo to a slow reader comes whole") {
    Listening s;
    std::string bytes(30'000'000, '\0');
    for (std::size_t i = 0; i < bytes.size(); ++i)
        bytes[i] = static_cast<char>(i * 2654435761u >> 13);
    const domain::BlobId id{Sha256::of(bytes)};
    s.logic.blobs.put(s.school.toString(),
                      {reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size()});
    s.logic.store.write([&](server::Tx& tx) {
        tx.putBlob(s.school.toString(),
                   {id.toString(), static_cast<std::int64_t>(bytes.size()), toIso(s.logic.clock.now())});
    });
    RawPeer peer(s.port());
    peer.send(s.request("GET /v1/blobs/" + id.toString(), "Connection: close\r\n"));
    std::this_thread::sleep_for(300ms); // every buffer on the way is full
    CHECK(s.alive());
    const std::string answer = peer.receive();
    const auto body = answer.find("\r\n\r\n");
    REQUIRE(body != std::string::npos);
    CHECK(answer.substr(body + 4) == bytes);
}

TEST_CASE("http: many photos in one answer, also when the disk has lost one") {
    Listening s;
    std::string ids;
    std::vector<domain::BlobId> blobs;
    for (int i = 0; i < 40; ++i) {
        blobs.push_back(s.office.upload(std::string(100'000 + static_cast<std::size_t>(i), 'p')));
        ids += (i ? ",\"" : "\"") + blobs.back().toString() + "\"";
    }
    Client client(s.port(), s.office.token);
    const auto answer = client.ask("POST", "/v1/blobs/fetch", "{\"ids\":[" + ids + "]}");
    REQUIRE(answer.status == 200);
    std::size_t came = 0;
    sync::PackReader reader(blobs, [&](sync::PackReader::Item&& item) {
        came += domain::BlobId::of(item.bytes) == item.id ? 1 : 0;
    });
    reader.feed({reinterpret_cast<const std::uint8_t*>(answer.body.data()), answer.body.size()});
    CHECK(came == 40);
    CHECK(reader.complete());
    s.logic.blobs.erase(s.school.toString(), blobs[30]);
    const auto rest = client.ask("POST", "/v1/blobs/fetch", "{\"ids\":[" + ids + "]}");
    sync::PackReader again(blobs, [&](sync::PackReader::Item&& item) {
        CHECK(item.id != blobs[30]);
        ++came;
    });
    again.feed({reinterpret_cast<const std::uint8_t*>(rest.body.data()), rest.body.size()});
    CHECK(came == 40 + 39);
    CHECK(again.complete());
}

TEST_CASE("http: pipelined and chunked requests, HTTP/1.0") {
    Listening s;
    RawPeer peer(s.port());
    peer.send(s.request("GET /v1/meta") + s.request("GET /v1/digest") +
              s.request("POST /v1/push", "Transfer-Encoding: chunked\r\n") +
              "5\r\n{\"ite\r\n7\r\nms\":[]}\r\n0\r\n\r\n" +
              s.request("GET /v1/meta", "Connection: close\r\n"));
    const std::string all = peer.receive();
    std::size_t answers = 0;
    for (std::size_t at = 0; (at = all.find("HTTP/1.1 200", at)) != std::string::npos; ++at)
        ++answers;
    CHECK(answers == 4);
    RawPeer old(s.port());
    old.send("GET /healthz HTTP/1.0\r\n\r\n");
    CHECK(old.receive().find("Connection: close") != std::string::npos);
}

TEST_CASE("http: gzip both ways, and no bombs") {
    Listening s;
    for (int i = 0; i < 30; ++i)
        s.office.add(std::to_string(i));
    Client client(s.port(), s.office.token);
    const auto plain = client.ask("GET", "/v1/snapshot");
    const auto packed = client.ask("GET", "/v1/snapshot", "", {{"Accept-Encoding", "gzip"}});
    CHECK(packed.headers.at("Content-Encoding") == "gzip");
    CHECK(packed.body.size() < plain.body.size() / 2);
    bool tooLarge = false;
    CHECK(sync::gunzip(packed.body, 1 << 20, tooLarge) == plain.body);
    const std::map<std::string, std::string> gzip{{"Content-Encoding", "gzip"}};
    CHECK(client.ask("POST", "/v1/push", sync::gzip(R"({"items":[]})"), gzip).status == 200);
    CHECK(client.ask("POST", "/v1/push", "no gzip at all", gzip).status == 400);
    const std::string bomb = sync::gzip(std::string(200'000'000, ' '));
    CHECK(bomb.size() < 2'000'000);
    const auto before = platform::peakMemory();
    CHECK(client.ask("POST", "/v1/push", bomb, gzip).status == 413);
    CHECK(platform::peakMemory() - before < 40'000'000);
    CHECK(client.ask("POST", "/v1/push", "x", {{"Content-Encoding", "br"}}).status == 415);
}

TEST_CASE("http: garbage gets a clear answer or none, and harms nobody") {
    Listening s(quick());
    CHECK(s.ask("\r\n\r\nnonsense\r\n\r\n") == 400);
    CHECK(s.ask("GET / HTTP/2.0\r\n\r\n") == 505);
    CHECK(s.ask("GET  / HTTP/1.1\r\n\r\n") == 400);
    CHECK(s.ask("GET / HTTP/1.1\r\nHost: x\r\nno colon\r\n\r\n") == 400);
    CHECK(s.ask("GET / HTTP/1.1\r\nHost: x\r\na : b\r\n\r\n") == 400);
    CHECK(s.ask("GET / HTTP/1.1\r\nHost: x\r\na: b\r\n folded\r\n\r\n") == 400);
    CHECK(s.ask("GET / HTTP/1.1\nHost: x\n\n") == 408); // bare line ends end nothing
    CHECK(s.ask("GET / HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nhello") == 400);
    CHECK(s.ask("GET / HTTP/1.1\r\nHost: x\r\nContent-Length: -5\r\n\r\n") == 400);
    CHECK(s.ask("GET / HTTP/1.1\r\nHost: x\r\nContent-Length: 99999999999999999999\r\n\r\n") == 400);
    CHECK(s.ask("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nTransfer-Encoding: "
                "chunked\r\n\r\n0\r\n\r\n") == 400);
    CHECK(s.ask("POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: gzip\r\n\r\n") == 400);
    CHECK(s.ask(s.request("POST /v1/push", "Transfer-Encoding: chunked\r\n") + "zz\r\n") == 400);
    CHECK(s.ask(s.request("POST /v1/push", "Transfer-Encoding: chunked\r\n") + "-1\r\n") == 400);
    CHECK(s.ask(s.request("POST /v1/push", "Transfer-Encoding: chunked\r\n") + "5\r\nhelloX") == 400);
    CHECK(s.ask(s.request("POST /v1/push", "Transfer-Encoding: chunked\r\n") + "fffffff\r\n") == 413);
    CHECK(s.ask(std::string("GET / HTTP/1.1\r\nHost: x\r\nA: ") + '\0' + "\r\n\r\n") == 400);
    CHECK(s.ask("GET /v1/meta HTTP/1.1\r\nHost: x\r\nX-Esek-Protocol: \xab\r\n\r\n") ==
          400); // this ended the server
    CHECK(s.ask("GET /" + std::string(20'000, 'a') + " HTTP/1.1\r\n\r\n") == 431);
    std::string many = "GET / HTTP/1.1\r\nHost: x\r\n";
    for (int i = 0; i < 100; ++i)
        many += "A: b\r\n";
    CHECK(s.ask(many + "\r\n") == 400);
    SystemRng rng;
    for (int i = 0; i < 200; ++i) {
        std::vector<std::uint8_t> noise(1 + static_cast<std::size_t>(i) * 37);
        rng.fill(noise);
        RawPeer peer(s.port());
        peer.send(std::string(noise.begin(), noise.end()));
    }
    CHECK(s.alive());
}

TEST_CASE("http: huge bodies are refused before they are taken in") {
    Listening s(quick());
    const auto before = platform::peakMemory();
    CHECK(s.ask(s.request("POST /v1/push", "Content-Length: 9000000\r\n")) == 413);
    CHECK(
        s.ask(
            "POST /v1/devices HTTP/1.1\r\nHost: x\r\nX-Esek-Protocol: 1\r\nContent-Length: 20000\r\n\r\n") ==
        413); // without a token
    CHECK(s.ask(s.request("PATCH /v1/uploads/x", "Content-Length: 5000000\r\n")) == 413);
    RawPeer endless(s.port());
    endless.send(s.request("POST /v1/push", "Transfer-Encoding: chunked\r\n"));
    const std::string chunk = "10000\r\n" + std::string(65'536, 'x') + "\r\n";
    for (int i = 0; i < 2000 && endless.send(chunk); ++i) {
    }
    RawPeer head(s.port());
    for (int i = 0; i < 1000 && head.send(std::string(10'000, 'h')); ++i) {
    }
#if !defined(__SANITIZE_THREAD__) && !defined(__SANITIZE_ADDRESS__) // which take memory of their own
    CHECK(platform::peakMemory() - before < 60'000'000);
#else
    static_cast<void>(before);
#endif
    CHECK(s.alive());
}

TEST_CASE("http: bodies of all peers together are bounded") {
    auto options = quick();
    options.paceTime = 20s;
    options.bodies.all = 20'000'000;
    Listening s(options);
    std::vector<std::unique_ptr<RawPeer>> peers;
    const std::string most(7'000'000, 'x');
    for (int i = 0; i < 8; ++i) {
        peers.push_back(std::make_unique<RawPeer>(s.port()));
        peers.back()->send(s.request("POST /v1/push", "Content-Length: 8000000\r\n") + most);
    }
    int refused = 0;
    for (auto& p : peers) {
        p->timeout(Poco::Timespan(0, 500'000));
        refused += statusOf(p->receive()) == 503 ? 1 : 0;
    }
    CHECK(refused >= 5);
    peers.clear();
    CHECK(s.alive());
}

TEST_CASE("http: who asks is known before a body is taken") {
    Listening s(quick());
    const auto unknown = [&](const std::string& headers) {
        return s.ask("POST /v1/push HTTP/1.1\r\nHost: x\r\nX-Esek-Protocol: 1\r\nAuthorization: Bearer " +
                     std::string(64, 'a') + "\r\n" + headers + "\r\n");
    };
    // The answer comes although not a byte of the body was sent.
    CHECK(unknown("Content-Length: 8000000\r\n") == 401);
    CHECK(unknown("Transfer-Encoding: chunked\r\n") == 401);
    CHECK(s.ask(s.request("POST /v1/pusch", "Content-Length: 8000000\r\n")) == 404);
    CHECK(s.ask(s.request("DELETE /v1/push", "Content-Length: 8000000\r\n")) == 405);
    CHECK(s.ask(s.request("PATCH /v1/uploads/x", "Content-Encoding: gzip\r\nContent-Length: 9\r\n")) == 415);
}

TEST_CASE("http: a revoked device's body is not taken to its end") {
    Listening s;
    RawPeer peer(s.port());
    peer.send(s.request("POST /v1/push", "Content-Length: 1000\r\n") + "{");
    std::this_thread::sleep_for(300ms);
    s.logic.central.devices().revoke(s.office.device).value();
    const auto begin = std::chrono::steady_clock::now();
    CHECK(statusOf(peer.receive()) == 401);
    CHECK(std::chrono::steady_clock::now() - begin < 2s);
}

TEST_CASE("http: enrolment takes few words, and attempts are counted before they are read") {
    Listening s(quick());
    const auto enrol = [&](const std::string& body, const std::string& headers = {}) {
        return s.ask("POST /v1/devices HTTP/1.1\r\nHost: x\r\nX-Esek-Protocol: 1\r\nConnection: close\r\n" +
                     headers + "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body);
    };
    CHECK(enrol(sync::gzip("{}"), "Content-Encoding: gzip\r\n") == 415);
    CHECK(enrol(std::string(1025, ' ')) == 413);
    for (int i = 0; i < 9; ++i)
        CHECK(enrol("no JSON") == 400);
    CHECK(enrol("no JSON") == 429);
    // The header of somebody who is no proxy of ours is nobody's word.
    CHECK(enrol("no JSON", "X-Forwarded-For: 198.51.100.7\r\n") == 429);
}

TEST_CASE("http: behind a proxy the last address that it names is counted") {
    auto options = quick();
    options.proxies = {"127.0.0.1"};
    Listening s(options);
    const auto enrol = [&](const std::string& forwarded) {
        return s.ask("POST /v1/devices HTTP/1.1\r\nHost: x\r\nX-Esek-Protocol: 1\r\nConnection: close\r\n" +
                     forwarded + "Content-Length: 1\r\n\r\nx");
    };
    for (int i = 0; i < 10; ++i) // what the peer itself told the proxy comes first
        CHECK(enrol("X-Forwarded-For: 10.0.0." + std::to_string(i) +
                    "\r\nX-Forwarded-For: 10.1.1.1, 203.0.113.5\r\n") == 400);
    CHECK(enrol("X-Forwarded-For: 10.0.0.99\r\nX-Forwarded-For: 203.0.113.5\r\n") == 429);
    CHECK(enrol("X-Forwarded-For: 203.0.113.6\r\n") == 400);
}

TEST_CASE("http: long bodies go through files when memory is short") {
    auto options = quick();
    options.bodyMemory = 0;
    Listening s(options);
    Client client(s.port(), s.office.token);
    std::string bytes(3'000'000, '\0');
    for (std::size_t i = 0; i < bytes.size(); ++i)
        bytes[i] = static_cast<char>(i * 2654435761u >> 11);
    const std::string sha = toHex(Sha256::of(bytes));
    const auto start =
        client.ask("POST", "/v1/uploads", Json{{"id", sha}, {"size", bytes.size()}}.dump()).json();
    CHECK(client
              .ask("PATCH", "/v1/uploads/" + start["upload"].get<std::string>(), bytes,
                   {{"Upload-Offset", "0"}})
              .status == 204);
    CHECK(client.ask("GET", "/v1/blobs/" + sha).body == bytes);
    const std::string push = R"({"items":[],"x":")" + std::string(300'000, 'y') + "\"}";
    for (int i = 0; i < 3; ++i)
        CHECK(client.ask("POST", "/v1/push", push).status == 200);
    CHECK(client.ask("POST", "/v1/push", sync::gzip(push), {{"Content-Encoding", "gzip"}}).status == 200);
    // In chunks, with pauses.
    RawPeer peer(s.port());
    peer.send(s.request("POST /v1/push", "Transfer-Encoding: chunked\r\nConnection: close\r\n"));
    for (std::size_t at = 0; at < push.size(); at += 100'000) {
        const std::string piece = push.substr(at, 100'000);
        char size[16];
        std::snprintf(size, sizeof size, "%zx\r\n", piece.size());
        peer.send(size + piece + "\r\n");
        std::this_thread::sleep_for(20ms);
    }
    peer.send("0\r\n\r\n");
    CHECK(statusOf(peer.receive()) == 200);
}

TEST_CASE("http: when there is no room the oldest silent body gives way, not the newcomer") {
    auto options = quick();
    options.paceTime = 20s;
    options.bodies.all = 20'000'000;
    Listening s(options);
    std::vector<std::unique_ptr<RawPeer>> silent;
    for (int i = 0; i < 2; ++i) {
        silent.push_back(std::make_unique<RawPeer>(s.port()));
        silent.back()->send(s.request("POST /v1/push", "Content-Length: 8000000\r\n") +
                            std::string(7'900'000, 'x'));
        std::this_thread::sleep_for(100ms);
    }
    std::this_thread::sleep_for(1500ms);
    Client client(s.port(), s.office.token);
    CHECK(
        client.ask("POST", "/v1/push", R"({"items":[],"x":")" + std::string(7'000'000, 'y') + "\"}").status ==
        200);
    CHECK(statusOf(silent[0]->receive()) == 503);
    silent[1]->timeout(Poco::Timespan(0, 200'000));
    CHECK(silent[1]->receive().empty()); // still waited for
}

TEST_CASE("http: a body that stops keeping its pace is cut off, however much came before") {
    auto options = quick();
    Listening s(options);
    RawPeer peer(s.port());
    peer.send(s.request("POST /v1/push", "Content-Length: 8000000\r\n") + std::string(4'000'000, 'x'));
    const auto begin = std::chrono::steady_clock::now();
    for (int i = 0; i < 30 && peer.send("x"); ++i)
        std::this_thread::sleep_for(100ms);
    CHECK(statusOf(peer.receive()) == 408);
    CHECK(std::chrono::steady_clock::now() - begin < 4s);
}

TEST_CASE("http: nobody holds the loop by sending fast") {
    Listening s;
    std::atomic<bool> stop{false};
    std::vector<std::thread> attackers;
    const std::string chunks = [] {
        std::string text;
        for (int i = 0; i < 20'000; ++i)
            text += "1\r\nx\r\n";
        return text;
    }();
    for (int i = 0; i < 2; ++i)
        attackers.emplace_back([&] {
            while (!stop) {
                RawPeer peer(s.port());
                peer.send(s.request("POST /v1/push", "Transfer-Encoding: chunked\r\n"));
                for (int n = 0; n < 100 && !stop && peer.send(chunks); ++n) {
                }
            }
        });
    Client honest(s.port(), s.office.token);
    std::chrono::steady_clock::duration worst{};
    for (int i = 0; i < 20; ++i) {
        const auto begin = std::chrono::steady_clock::now();
        CHECK(honest.ask("GET", "/v1/meta").status == 200);
        worst = std::max(worst, std::chrono::steady_clock::now() - begin);
        std::this_thread::sleep_for(50ms);
    }
    stop = true;
    for (auto& t : attackers)
        t.join();
    CHECK(worst < 1s); // it was 17 s
}

TEST_CASE("http: a handler that throws anything gets an answer and harms nobody") {
    Listening s;
    for (const int what : {0, 1, 2, 3}) {
        CAPTURE(what);
        s.thrown = what;
        RawPeer peer(s.port());
        peer.send("GET /throws HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
        const std::string answer = peer.receive();
        CHECK(statusOf(answer) == (what == 1 ? 503 : 500));
        CHECK(answer.find("Content-Type: text/plain") != std::string::npos); // a page's error is for people
        CHECK(answer.find("{\"error\"") == std::string::npos);
    }
    CHECK(s.alive());
}

TEST_CASE("http: every answer carries the headers that browsers need") {
    Listening s(quick());
    const auto has = [&](const std::string& bytes, const char* header) {
        RawPeer peer(s.port());
        peer.send(bytes);
        const std::string answer = peer.receive();
        CHECK(statusOf(answer) != 0);
        return answer.find(header) != std::string::npos;
    };
    for (const std::string& bytes :
         {std::string("GET /healthz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"),
          std::string("GET /nowhere HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"),
          std::string("nonsense\r\n\r\n"), std::string("GET /slow HTTP/1.1\r\n"),
          s.request("GET /v1/meta", "Connection: close\r\n")}) {
        CAPTURE(bytes);
        CHECK(has(bytes, "X-Content-Type-Options: nosniff"));
        CHECK(has(bytes, "Content-Security-Policy: default-src 'none'"));
        CHECK(has(bytes, "Cache-Control: no-store"));
    }
}

TEST_CASE("http: slow peers are cut off and hold up nobody") {
    Listening s(quick());
    std::vector<std::unique_ptr<RawPeer>> slow;
    for (int i = 0; i < 50; ++i)
        slow.push_back(std::make_unique<RawPeer>(s.port()));
    RawPeer body(s.port());
    body.send(s.request("POST /v1/push", "Content-Length: 100\r\n") + "{");
    const auto begin = std::chrono::steady_clock::now();
    bool alive = true;
    for (int step = 0; step < 8; ++step) { // a byte now and then
        for (auto& p : slow)
            p->send("G");
        body.send(" ");
        alive = alive && s.alive();
        std::this_thread::sleep_for(200ms);
    }
    CHECK(alive);
    for (auto& p : slow)
        CHECK(statusOf(p->receive()) == 408);
    CHECK(statusOf(body.receive()) == 408);
    CHECK(std::chrono::steady_clock::now() - begin < 5s);
    RawPeer silent(s.port());
    CHECK(silent.receive().empty()); // closed after a while
    CHECK(s.alive());
}

TEST_CASE("http: one address cannot take all connections") {
    auto options = quick();
    options.connections = 60;
    Listening s(options);
    std::vector<std::unique_ptr<RawPeer>> peers;
    for (int i = 0; i < 60; ++i)
        peers.push_back(std::make_unique<RawPeer>(s.port()));
    RawPeer late(s.port());
    CHECK(statusOf(late.receive()) == 503);
    peers.clear();
    std::this_thread::sleep_for(600ms);
    CHECK(s.alive());
}

TEST_CASE("http: many offices wait and hear at once") {
    Listening s;
    constexpr int kOffices = 100;
    std::vector<std::unique_ptr<RawPeer>> peers;
    for (int i = 0; i < kOffices; ++i) {
        peers.push_back(std::make_unique<RawPeer>(s.port()));
        peers.back()->send(s.request("GET /v1/wait?since=1&timeout=30", "Connection: close\r\n"));
    }
    while (s.logic.central.heads().waiting() < kOffices)
        std::this_thread::sleep_for(5ms);
    const auto begin = std::chrono::steady_clock::now();
    s.office.add("1");
    for (auto& p : peers)
        CHECK(p->receive().find("{\"head\":2}") != std::string::npos);
    CHECK(std::chrono::steady_clock::now() - begin < 1s);
    CHECK(s.logic.central.heads().waiting() == 0);
    // Who goes while it waits is forgotten.
    {
        RawPeer gone(s.port());
        gone.send(s.request("GET /v1/wait?since=2&timeout=30"));
        while (s.logic.central.heads().waiting() == 0)
            std::this_thread::sleep_for(5ms);
    }
    for (int i = 0; i < 200 && s.logic.central.heads().waiting() > 0; ++i)
        std::this_thread::sleep_for(5ms);
    CHECK(s.logic.central.heads().waiting() == 0);
}

TEST_CASE("http: a token that is revoked while it waits gets 401") {
    Listening s;
    RawPeer peer(s.port());
    peer.send(s.request("GET /v1/wait?since=1&timeout=30", "Connection: close\r\n"));
    while (s.logic.central.heads().waiting() == 0)
        std::this_thread::sleep_for(5ms);
    s.logic.central.devices().revoke(s.office.device).value();
    CHECK(statusOf(peer.receive()) == 401);
}

TEST_CASE("http: stopping ends waits and finishes what runs") {
    Listening s;
    RawPeer waiting(s.port());
    waiting.send(s.request("GET /v1/wait?since=1&timeout=30"));
    while (s.logic.central.heads().waiting() == 0)
        std::this_thread::sleep_for(5ms);
    const auto begin = std::chrono::steady_clock::now();
    s.http->stop();
    CHECK(statusOf(waiting.receive()) == 200);
    CHECK(std::chrono::steady_clock::now() - begin < 3s);
    CHECK_THROWS(RawPeer(s.port()));
}
