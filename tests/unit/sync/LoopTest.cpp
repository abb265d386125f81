#include "base/platform/Privacy.h"
#include "support/TempDir.h"
#include "sync/client/IncomingFile.h"
#include "sync/client/SyncLoop.h"

#include <catch2/catch.hpp>

#include <algorithm>

using namespace esek;
using namespace esek::test;

TEST_CASE("waits grow with failures, spread over their whole range, and end at five minutes") {
    SeededRng rng(7);
    for (const int failures : {1, 4, 20}) {
        const std::int64_t most =
            std::min<std::int64_t>(300'000, std::int64_t{1000} << std::min(failures - 1, 9));
        std::int64_t low = most;
        std::int64_t high = 0;
        for (int i = 0; i < 400; ++i) {
            const auto wait = sync::SyncLoop::backoff(failures, rng).count();
            low = std::min<std::int64_t>(low, wait);
            high = std::max<std::int64_t>(high, wait);
        }
        CHECK(high <= most);
        CHECK(high > most * 9 / 10);
        CHECK(low < most / 10);
    }
}

TEST_CASE("the part of a photo that came before a cut is kept, and goes when nobody wants the photo") {
    TempDir dir;
    const domain::BlobId id{Sha256::of("photo")};
    const std::vector<std::uint8_t> part{1, 2, 3};
    {
        sync::IncomingFile file(dir.path(), id);
        file.append(part);
        file.keep();
    }
    {
        sync::IncomingFile file(dir.path(), id);
        CHECK(file.size() == 3);
    }
    sync::sweepIncomingFiles(dir.path(), {id});
    CHECK(sync::IncomingFile(dir.path(), id).size() == 3);
    sync::sweepIncomingFiles(dir.path(), {});
    CHECK(sync::IncomingFile(dir.path(), id).size() == 0);
}

TEST_CASE("the token lies in a file of its own and can be erased") {
    TempDir dir;
    sync::FileTokenStore tokens(dir.path());
    CHECK_FALSE(tokens.load().value().has_value());
    tokens.save("abc").value();
    CHECK(tokens.load().value() == "abc");
    CHECK_FALSE(platform::othersMayRead(dir / "server-token"));
    tokens.erase().value();
    CHECK_FALSE(tokens.load().value().has_value());
}

TEST_CASE("what is wrong with an address is told in our words") {
    for (const char* bad : {"http://[::1", "https://localhost:99999", "https://", "https:// spaces"}) {
        INFO(bad);
        const auto r = sync::httpTransport({bad, ""});
        REQUIRE_FALSE(r.ok());
        CHECK(r.error().code == ErrorCode::valueInvalid);
        const std::string reason = r.error().value("reason");
        CHECK(reason.find("URI") == std::string::npos);
        CHECK(reason.starts_with("it must"));
    }
    const auto missing = sync::httpTransport({"https://szkoly.example.pl", "/no/such/certificate.pem"});
    REQUIRE_FALSE(missing.ok());
    CHECK(missing.error().value("field") == "file with the server's certificate");
}

TEST_CASE("an address without TLS is for this computer only") {
    for (const char* own :
         {"http://127.0.0.1:8080", "http://127.8.8.8", "http://[::1]:80", "http://localhost"}) {
        INFO(own);
        CHECK(sync::httpTransport({own, ""}).ok());
    }
    CHECK(sync::httpTransport({"https://szkoly.example.pl", ""}).ok());
    for (const char* bad :
         {"http://szkoly.example.pl", "ftp://x", "szkoly", "", "http://127.evil.invalid",
          "http://127.0.0.1.evil.invalid", "http://localhost.evil.invalid", "http://10.0.0.1",
          "http://0.0.0.0", "http://[::ffff:10.0.0.1]", "http://localhost@evil.invalid"}) {
        INFO(bad);
        const auto r = sync::httpTransport({bad, ""});
        REQUIRE_FALSE(r.ok());
        CHECK(r.error().code == ErrorCode::valueInvalid);
    }
}
