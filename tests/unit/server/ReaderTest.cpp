#include "server/accounts/Secrets.h"
#include "server/http/RequestReader.h"
#include "server/store/Database.h"
#include "sync/protocol/Gzip.h"

#include "base/Error.h"
#include "base/Rng.h"

#include <catch2/catch.hpp>

#include <chrono>
#include <set>

using namespace esek;
using server::RequestReader;
using State = server::RequestReader::State;

namespace {

struct Read {
    State state = State::head;
    int status = 0;
    std::string method, target, body, rest;
    std::size_t headers = 0;
    bool operator==(const Read&) const = default;
};

/// The same bytes in pieces of `step`.
Read readIn(const std::string& bytes, std::size_t step, std::int64_t limit = 16 * 1024) {
    RequestReader reader;
    server::Inbox in;
    Read r;
    for (std::size_t at = 0; at < bytes.size(); at += step) {
        in.append(std::string_view(bytes).substr(at, step));
        if (reader.state() == State::head || reader.state() == State::body)
            reader.feed(in);
        if (reader.acceptBody(limit) == State::body)
            reader.feed(in);
    }
    r.state = reader.state();
    r.status = reader.status();
    if (r.state == State::done) {
        r.method = reader.request().method;
        r.target = reader.request().target;
        r.body = reader.request().body;
        r.headers = reader.request().headers.size();
        r.rest = in.view();
    }
    return r;
}

} // namespace

TEST_CASE("server reader: cut at any byte, a request is the same") {
    const std::string post = "POST /a HTTP/1.1\r\nHost: x\r\n";
    const std::string chunked = post + "Transfer-Encoding: chunked\r\n\r\n";
    const std::vector<std::pair<std::string, int>> requests{
        {"GET /v1/meta HTTP/1.1\r\nHost: x\r\nAccept: */*\r\n\r\n", 0},
        {"\r\nGET / HTTP/1.0\r\n\r\n", 0},
        {post + "Content-Length: 11\r\n\r\nhello worldGET / HTTP/1.1\r\n", 0},
        {chunked + "5;x=y\r\nhello\r\n6\r\n world\r\n0\r\nT: v\r\n\r\nrest", 0},
        {post + "Content-Length: 0\r\n\r\n", 0},
        {post + "Connection: TE, close\r\n\r\n", 0},
        {post + "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n", 400},
        {"BAD\r\n\r\n", 400},
        {post + "A b\r\n\r\n", 400},
        {chunked + "5\r\nhelloXX", 400},
        {post + "Content-Length: 20000\r\n\r\n", 413},
        {post + "X-Esek-Protocol: \xab\r\n\r\n", 400},
        {"GET /v1/\xc5\x82 HTTP/1.1\r\nHost: x\r\n\r\n", 400},
        // What a proxy before us may read in another way.
        {"GET / HTTP/1.1\r\n\r\n", 400},
        {"GET / HTTP/1.1\r\nHost: x\r\nhost: y\r\n\r\n", 400},
        {"GET / HTTP/1.0\r\nHost: x\r\nHost: x\r\n\r\n", 400},
        {"GET / HTTP/1.1\r\nHost: x, y\r\n\r\n", 400},
        {"POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400},
        {post + "Transfer-Encoding: chunked, chunked\r\n\r\n0\r\n\r\n", 400},
        {chunked + "5;a\rb\r\nhello\r\n0\r\n\r\n", 400},
        {chunked + "5;a\nb\r\nhello\r\n0\r\n\r\n", 400},
        {chunked + "5\nhello\r\n0\r\n\r\n" + std::string(80, ' '), 400},
        {chunked + "0\r\nT: a\nb\r\n\r\n", 400},
        {chunked + "5;" + std::string(80, 'e') + "\r\nhello\r\n0\r\n\r\n", 400},
    };
    for (std::size_t i = 0; i < requests.size(); ++i) {
        const auto& [bytes, status] = requests[i];
        CAPTURE(bytes);
        const Read whole = readIn(bytes, bytes.size());
        CHECK(whole.status == status);
        CHECK((whole.state == State::done) == (status == 0));
        for (std::size_t step = 1; step < bytes.size(); ++step) {
            const Read pieces = readIn(bytes, step);
            CHECK(pieces == whole);
        }
    }
    CHECK(readIn(requests[2].first, 7).body == "hello world");
    CHECK(readIn(requests[2].first, 7).rest == "GET / HTTP/1.1\r\n");
    CHECK(readIn(requests[3].first, 3).body == "hello world");
    CHECK(readIn(requests[3].first, 3).rest == "rest");
}

TEST_CASE("server reader: a body is taken only up to the limit that was set for it") {
    const std::string head = "POST /a HTTP/1.1\r\nHost: x\r\n";
    CHECK(readIn(head + "Content-Length: 10\r\n\r\n0123456789", 7, 10).body == "0123456789");
    CHECK(readIn(head + "Content-Length: 11\r\n\r\n", 7, 10).status == 413);
    const std::string chunked = head + "Transfer-Encoding: chunked\r\n\r\n";
    CHECK(readIn(chunked + "a\r\n0123456789\r\n0\r\n\r\n", 7, 30).body == "0123456789");
    CHECK(readIn(chunked + "b\r\n", 7, 10).status == 413);
    // A chunk of one byte costs six: the limit holds for what the peer sends, not for what it says with it.
    std::string small = chunked;
    for (int i = 0; i < 100; ++i)
        small += "1\r\nx\r\n";
    CHECK(readIn(small + "0\r\n\r\n", 64, 1000).body == std::string(100, 'x'));
    CHECK(readIn(small + "0\r\n\r\n", 64, 500).status == 413);
}

TEST_CASE("server reader: trailers come to an end") {
    const std::string head = "POST /a HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n";
    const std::string trailer = "T: " + std::string(495, 'v') + "\r\n";
    std::string few = head;
    std::string many = head;
    for (int i = 0; i < 8; ++i)
        few += trailer;
    for (int i = 0; i < 9; ++i)
        many += trailer;
    CHECK(readIn(few + "\r\n", 100).state == State::done);
    CHECK(readIn(many + "\r\n", 100).status == 400);
    CHECK(readIn(head + "T: " + std::string(2000, 'v'), 100).status == 400);
}

TEST_CASE("server reader: small chunks cost no more time than large ones") {
    std::string in = "POST /a HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n";
    for (int i = 0; i < 300'000; ++i)
        in += "1\r\nx\r\n";
    in += "0\r\n\r\n";
    const auto begin = std::chrono::steady_clock::now();
    CHECK(readIn(in, 64 * 1024, 8 << 20).body.size() == 300'000);
    CHECK(std::chrono::steady_clock::now() - begin < std::chrono::seconds(2)); // it took 17 s
}

TEST_CASE("server reader: noise never gets through and never breaks") {
    SeededRng rng(20260905);
    const std::string good =
        "POST /v1/push HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer x\r\nContent-Length: 5\r\n\r\nhello";
    for (int round = 0; round < 20'000; ++round) {
        std::string bytes = good;
        for (int flips = 0; flips < 1 + round % 4; ++flips)
            bytes[rng.next() % bytes.size()] = static_cast<char>(rng.next());
        const Read whole = readIn(bytes, bytes.size());
        CHECK(readIn(bytes, 1 + rng.next() % 16) == whole);
        if (whole.state == State::fault)
            CHECK(whole.status >= 400);
    }
}

TEST_CASE("server: gzip there and back, damaged or too large") {
    SeededRng rng(1);
    std::string text;
    for (int i = 0; i < 100'000; ++i)
        text += static_cast<char>('a' + rng.next() % 26);
    const std::string packed = sync::gzip(text);
    bool tooLarge = false;
    CHECK(sync::gunzip(packed, text.size(), tooLarge) == text);
    CHECK_FALSE(sync::gunzip(packed, text.size() - 1, tooLarge));
    CHECK(tooLarge);
    for (std::size_t cut = 0; cut < 40; ++cut) {
        const auto part = sync::gunzip(packed.substr(0, packed.size() * cut / 40), text.size(), tooLarge);
        CHECK((!part || *part != text));
    }
}

TEST_CASE("server: codes and tokens") {
    SystemRng rng;
    std::set<std::string> seen;
    for (int i = 0; i < 1000; ++i) {
        const std::string code = server::newCode(rng);
        REQUIRE(code.size() == 14);
        CHECK(code[4] == '-');
        CHECK(code[9] == '-');
        CHECK(code.find_first_of("01OI") == std::string::npos);
        CHECK(server::normalCode(code).size() == 12);
        seen.insert(code);
        seen.insert(server::newToken(rng));
    }
    CHECK(seen.size() == 2000);
    CHECK(server::normalCode("abcd efgh-jkmn") == "ABCDEFGHJKMN");
    for (const char* bad :
         {"", "ABCD-EFGH-JKM", "ABCD-EFGH-JKMNP", "ABCD-EFGH-JKM0", "ABCD_EFGH_JKMN", "żółw"})
        CHECK(server::normalCode(bad).empty());
}

TEST_CASE("server: address of a database") {
    const auto target =
        server::postgresTarget("postgresql://esek:s%40fe@db.example.pl:5433/szkoly?sslmode=verify-full");
    for (const char* part : {"host=db.example.pl", "port=5433", "user=esek", "password=s@fe", "dbname=szkoly",
                             "sslmode=verify-full", "connect_timeout=10"})
        CHECK(target.connection.find(part) != std::string::npos);
    // libpq's own quoting: any password will do.
    const auto odd = server::postgresTarget("postgresql://a%3Ab:p%20'%5C%25%3A%40@localhost/my%20db");
    CHECK(odd.connection.find("user=a:b") != std::string::npos);
    CHECK(odd.connection.find(R"(password='p \'\\%:@')") != std::string::npos);
    CHECK(odd.connection.find("dbname='my db'") != std::string::npos);
    // Off this machine only with a certificate that names it; on it, nobody else listens.
    CHECK(server::postgresTarget("postgresql://u@db.example.pl/x").connection.find("sslmode=verify-full") !=
          std::string::npos);
    for (const char* here : {"postgresql://u@127.0.0.1/x", "postgresql://u@localhost/x",
                             "postgresql://u@/x?host=/run/postgresql", "postgresql:///x"})
        CHECK(server::postgresTarget(here).connection.find("sslmode") == std::string::npos);
    for (const char* weak : {"postgresql://u@db.example.pl/x?sslmode=require",
                             "postgresql://u@/x?host=db.example.pl&sslmode=disable",
                             "postgresql://u@127.0.0.1.example.pl/x?sslmode=prefer"})
        CHECK_THROWS_AS(server::postgresTarget(weak), Exception);
    for (const char* bad : {"", "mysql://x/y", "postgresql://a:b%20c@localhost/d?no%20word=1",
                            "postgresql://a:b%20c@[/d", "not an address"}) {
        try {
            server::postgresTarget(bad);
            FAIL_CHECK(bad);
        } catch (const Exception& e) {
            CHECK(e.error().code == ErrorCode::valueInvalid);
            CHECK(e.error().message.find("b c") == std::string::npos);
        }
    }
}
