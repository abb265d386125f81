#include "base/platform/PutInPlace.h"
#include "base/platform/Files.h"
#include "support/TempDir.h"

#include <catch2/catch.hpp>

using namespace esek;

namespace {

std::string contents(const std::filesystem::path& file) {
    const auto bytes = platform::readFile(file).value();
    return {bytes.begin(), bytes.end()};
}

} // namespace

TEST_CASE("a finished file takes the place of the one before it, or nothing changes") {
    const test::TempDir dir;
    const auto finished = dir / "backup.new";
    const auto target = dir / "backup";
    platform::writeFileAtomically(target, std::string_view("before")).value();
    const auto missing = platform::putInPlace(finished, target);
    REQUIRE_FALSE(missing);
    CHECK(missing.error().value("file") == "backup");
    CHECK(contents(target) == "before");

    platform::writeFileAtomically(finished, std::string_view("after")).value();
    CHECK_FALSE(platform::putInPlace(finished, dir / "no folder" / "backup"));
    CHECK(contents(finished) == "after");
    platform::putInPlace(finished, target).value();
    CHECK(contents(target) == "after");
    CHECK_FALSE(std::filesystem::exists(finished));
}
