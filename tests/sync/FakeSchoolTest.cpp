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

/// What a run went through, so that a test that meets nothing shows.
struct Seen {
    int restores = 0, consents = 0;
    std::size_t conflicts = 0, rejected = 0, notices = 0, decisions = 0;
};

void world(std::uint64_t seed, int sequences, Seen& seen, int offices = 3) {
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
    seen.restores += school.restores;
    seen.consents += school.consents;
    for (std::size_t i = 0; i < school.size(); ++i) {
        seen.decisions += school.office(i).done().size();
        for (const auto& row : school.office(i).store().conflicts(true).value()) {
            using Kind = storage::ConflictRow::Kind;
            ++(row.kind == Kind::conflict   ? seen.conflicts
               : row.kind == Kind::rejected ? seen.rejected
                                            : seen.notices);
        }
    }
}

} // namespace

TEST_CASE("three offices that meet with faults at every call end up equal, and no decision is lost") {
    const std::uint64_t seed = fromEnvironment("ESEK_SEED", 20260901);
    const std::uint64_t worlds = fromEnvironment("ESEK_WORLDS", 10);
    std::cerr << "seeds " << seed << " to " << seed + worlds - 1 << '\n';
    Seen seen;
    for (std::uint64_t i = 0; i < worlds; ++i)
        world(seed + i, 50, seen);
    std::cerr << seen.decisions << " decisions, " << seen.conflicts << " conflicts, " << seen.rejected
              << " refused, " << seen.notices << " notices, " << seen.restores << " restores, "
              << seen.consents << " consents\n";
    CHECK(seen.decisions > 100 * worlds);
    CHECK(seen.conflicts > worlds);
}
