#include "server/accounts/Secrets.h"
#include "server/http/Gzip.h"
#include "server/http/RequestReader.h"
#include "server/store/Database.h"

#include "base/Error.h"
#include "base/Rng.h"

#include <catch2/catch.hpp>

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
Read readIn(const std::string& bytes, std::size_t step) {
    RequestReader reader;
    std::string in;
    Read r;
    for (std::size_t at = 0; at < bytes.size(); at += step) {
        in += bytes.substr(at, step);
        if (reader.state() == State::head || reader.state() == State::body)
            reader.feed(in);
    }
    r.state = reader.state();
    r.status = reader.status();
    if (r.state == State::done) {
        r.method = reader.request().method;
        r.target = reader.request().target;
        r.body = reader.request().body;
        r.headers = reader.request().headers.size();
        r.rest = in;
    }
    return r;
}

} // namespace

TEST_CASE("server reader: cut at any byte, a request is the same") {
    const std::vector<std::string> requests{
        "GET /v1/meta HTTP/1.1\r\nHost: x\r\nAccept: */*\r\n\r\n",
        "\r\nGET / HTTP/1.0\r\n\r\n",
        "POST /v1/push HTTP/1.1\r\nAuthorization: Bearer x\r\nContent-Length: 11\r\n\r\nhello worldGET / "
        "HTTP/1.1\r\n",
        "POST /a HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n5;x=y\r\nhello\r\n6\r\n world\r\n0\r\nT: "
        "v\r\n\r\nrest",
        "POST /a HTTP/1.1\r\nContent-Length: 0\r\n\r\n",
        "POST /a HTTP/1.1\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n",
        "BAD\r\n\r\n",
        "GET / HTTP/1.1\r\nA b\r\n\r\n",
        "POST /a HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhelloXX",
        "POST /a HTTP/1.1\r\nContent-Length: 20000\r\n\r\n",
        "GET /v1/meta HTTP/1.1\r\nX-Esek-Protocol: \xab\r\n\r\n",
        "GET /v1/\xc5\x82 HTTP/1.1\r\n\r\n",
    };
    const std::vector<int> statuses{0, 0, 0, 0, 0, 400, 400, 400, 400, 413, 400, 400};
    for (std::size_t i = 0; i < requests.size(); ++i) {
        CAPTURE(requests[i]);
        const Read whole = readIn(requests[i], requests[i].size());
        CHECK(whole.status == statuses[i]);
        CHECK((whole.state == State::done) == (statuses[i] == 0));
        for (std::size_t step = 1; step < requests[i].size(); ++step) {
            const Read pieces = readIn(requests[i], step);
            CHECK(pieces == whole);
        }
    }
    CHECK(readIn(requests[2], 7).body == "hello world");
    CHECK(readIn(requests[2], 7).rest == "GET / HTTP/1.1\r\n");
    CHECK(readIn(requests[3], 3).body == "hello world");
    CHECK(readIn(requests[3], 3).rest == "rest");
}

TEST_CASE("server reader: noise never gets through and never breaks") {
    SeededRng rng(20260905);
    const std::string good =
        "POST /v1/push HTTP/1.1\r\nAuthorization: Bearer x\r\nContent-Length: 5\r\n\r\nhello";
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
    const std::string packed = server::gzip(text);
    bool tooLarge = false;
    CHECK(server::gunzip(packed, text.size(), tooLarge) == text);
    CHECK_FALSE(server::gunzip(packed, text.size() - 1, tooLarge));
    CHECK(tooLarge);
    for (std::size_t cut = 0; cut < 40; ++cut) {
        const auto part = server::gunzip(packed.substr(0, packed.size() * cut / 40), text.size(), tooLarge);
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
        server::postgresTarget("postgresql://esek:s%40fe@db.example.pl:5433/szkoly?sslmode=require");
    for (const char* part : {"host=db.example.pl", "port=5433", "user=esek", "password=s@fe", "dbname=szkoly",
                             "sslmode=require", "connect_timeout=10"})
        CHECK(target.connection.find(part) != std::string::npos);
    for (const char* bad : {"", "mysql://x/y", "postgresql://a:b%20c@h/d", "not an address"}) {
        try {
            server::postgresTarget(bad);
            FAIL_CHECK(bad);
        } catch (const Exception& e) {
            CHECK(e.error().code == ErrorCode::valueInvalid);
            CHECK(e.error().message.find("b c") == std::string::npos);
        }
    }
}
