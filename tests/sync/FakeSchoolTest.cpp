#include "FakeSchool.h"

#include <catch2/catch.hpp>

#include <cstdlib>
#include <iostream>

using namespace esek;
using namespace esek::test;

namespace {

std::uint64_t fromEnvironment(const char* name, std::uint64_t fallback) {
    const char* text = std::getenv(name);
    return text ? std::strtoull(text, nullptr, 10) : fallback;
}

void world(std::uint64_t seed, int sequences, int offices = 3) {
    INFO("seed " << seed);
    FakeSchool school(seed, offices);
    for (int i = 0; i < sequences; ++i) {
        INFO("sequence " << i);
        school.sequence();
        if (i % 10 == 9 || i == sequences - 1) {
            school.settle();
            school.check();
        }
    }
}

} // namespace

TEST_CASE("three offices that meet with faults at every call end up equal, and no decision is lost") {
    const std::uint64_t seed = fromEnvironment("ESEK_SEED", 20260901);
    const std::uint64_t worlds = fromEnvironment("ESEK_WORLDS", 10);
    std::cerr << "seeds " << seed << " to " << seed + worlds - 1 << '\n';
    for (std::uint64_t i = 0; i < worlds; ++i)
        world(seed + i, 50);
}
