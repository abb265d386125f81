#include "Client.h"
#include "Fixture.h"
#include "base/platform/Paths.h"
#include "base/platform/Stop.h"
#include "server/http/Gzip.h"
#include "server/http/HttpServer.h"
#include "sync/protocol/Pack.h"

#include <catch2/catch.hpp>

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
    std::unique_ptr<server::HttpServer> http;

    explicit Listening(server::HttpOptions o = {}) : options(std::move(o)) {
        platform::catchStopRequests();
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
    CHECK(server::gunzip(packed.body, 1 << 20, tooLarge) == plain.body);
    const std::map<std::string, std::string> gzip{{"Content-Encoding", "gzip"}};
    CHECK(client.ask("POST", "/v1/push", server::gzip(R"({"items":[]})"), gzip).status == 200);
    CHECK(client.ask("POST", "/v1/push", "no gzip at all", gzip).status == 400);
    const std::string bomb = server::gzip(std::string(200'000'000, ' '));
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
    CHECK(s.ask("GET / HTTP/1.1\r\nno colon\r\n\r\n") == 400);
    CHECK(s.ask("GET / HTTP/1.1\r\na : b\r\n\r\n") == 400);
    CHECK(s.ask("GET / HTTP/1.1\r\na: b\r\n folded\r\n\r\n") == 400);
    CHECK(s.ask("GET / HTTP/1.1\nHost: x\n\n") == 408); // bare line ends end nothing
    CHECK(s.ask("GET / HTTP/1.1\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nhello") == 400);
    CHECK(s.ask("GET / HTTP/1.1\r\nContent-Length: -5\r\n\r\n") == 400);
    CHECK(s.ask("GET / HTTP/1.1\r\nContent-Length: 99999999999999999999\r\n\r\n") == 400);
    CHECK(s.ask("POST / HTTP/1.1\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n") ==
          400);
    CHECK(s.ask("POST / HTTP/1.1\r\nTransfer-Encoding: gzip\r\n\r\n") == 400);
    CHECK(s.ask("POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n") == 400);
    CHECK(s.ask("POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n-1\r\n") == 400);
    CHECK(s.ask("POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhelloX") == 400);
    CHECK(s.ask("POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nfffffff\r\n") == 413);
    CHECK(s.ask(std::string("GET / HTTP/1.1\r\nA: ") + '\0' + "\r\n\r\n") == 400);
    CHECK(s.ask("GET /v1/meta HTTP/1.1\r\nX-Esek-Protocol: \xab\r\n\r\n") == 400); // this ended the server
    CHECK(s.ask("GET /" + std::string(20'000, 'a') + " HTTP/1.1\r\n\r\n") == 431);
    std::string many = "GET / HTTP/1.1\r\n";
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
    CHECK(s.ask("POST /v1/devices HTTP/1.1\r\nContent-Length: 20000\r\n\r\n") == 413); // without a token
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
    options.grace = 20s;
    options.bufferedBytes = 20'000'000;
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
    s.logic.central.revokeDevice(s.office.device).value();
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
