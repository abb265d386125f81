#include "base/Clock.h"
#include "base/Uuid.h"

#include <catch2/catch.hpp>

using namespace esek;

TEST_CASE("times and ids in the audit are written as they are read") {
    for (const char* text : {"2026-11-21T12:34:56.789Z", "1999-01-02T03:04:05.006Z",
                             "1969-12-31T23:59:59.999Z", "9999-12-31T00:00:00.000Z"})
        CHECK(toIso(timestampFromIso(text).value()) == text);
    CHECK(toIso(Date(std::chrono::year(2011), std::chrono::month(3), std::chrono::day(5))) == "2011-03-05");
    const std::string id = "019aa6b2-0c3f-7def-8123-456789abcdef";
    CHECK(Uuid::parse(id)->toString() == id);
    CHECK(Uuid().toString() == "00000000-0000-0000-0000-000000000000");
}
