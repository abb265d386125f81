#include "FakeSchool.h"

#include <catch2/catch.hpp>

#include <cstdlib>
#include <iostream>

using namespace esek;
using namespace esek::test;

namespace {

constexpr int kSequences = 50;

std::uint64_t fromEnvironment(const char* name, std::uint64_t fallback) {
    const char* text = std::getenv(name);
    return text ? std::strtoull(text, nullptr, 10) : fallback;
}

/// What a run went through, so that a test that meets nothing shows.
struct RunCounts {
    int restores = 0, consents = 0;
    std::size_t conflicts = 0, rejected = 0, notices = 0, decisions = 0;
};

void world(std::uint64_t seed, int sequences, RunCounts& counts, int offices = 3) {
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
    counts.restores += school.restores;
    counts.consents += school.consents;
    for (std::size_t i = 0; i < school.size(); ++i) {
        counts.decisions += school.office(i).done().size();
        for (const auto& row : school.office(i).store().conflicts(true).value()) {
            using Kind = storage::ConflictRow::Kind;
            ++(row.kind == Kind::conflict   ? counts.conflicts
               : row.kind == Kind::rejected ? counts.rejected
                                            : counts.notices);
        }
    }
}

void worlds(std::uint64_t seed, std::uint64_t count) {
    seed = fromEnvironment("ESEK_SEED", seed);
    count = fromEnvironment("ESEK_WORLDS", count);
    std::cerr << "seeds " << seed << " to " << seed + count - 1 << '\n';
    RunCounts counts;
    for (std::uint64_t i = 0; i < count; ++i)
        world(seed + i, kSequences, counts);
    std::cerr << count * kSequences << " sequences, " << counts.decisions << " decisions, "
              << counts.conflicts << " conflicts, " << counts.rejected << " refused, " << counts.notices
              << " notices, " << counts.restores << " restores, " << counts.consents << " consents\n";
    CHECK(counts.decisions > 100 * count);
    CHECK(counts.conflicts > count);
}

} // namespace

// 10,000 sequences in all, in four parts that can run beside each other. ESEK_SEED and ESEK_WORLDS run
// others.
TEST_CASE("three offices that meet with faults at every call end up equal, no decision lost, first part") {
    worlds(1000, 50);
}
TEST_CASE("three offices that meet with faults at every call end up equal, no decision lost, second part") {
    worlds(2000, 50);
}
TEST_CASE("three offices that meet with faults at every call end up equal, no decision lost, third part") {
    worlds(3000, 50);
}
TEST_CASE("three offices that meet with faults at every call end up equal, no decision lost, fourth part") {
    worlds(4000, 50);
}

TEST_CASE("an office of the version before works with newer ones and a newer server, and keeps what it "
          "cannot read") {
    const std::uint64_t seed = fromEnvironment("ESEK_SEED", 6000);
    std::int64_t kept = 0;
    for (std::uint64_t i = 0; i < 12; ++i) {
        INFO("seed " << seed + i);
        FakeSchool school(seed + i, 3, {.server = false, .firstOffice = true});
        for (int n = 0; n < kSequences; ++n) {
            school.sequence();
            if (n % 10 == 9) {
                school.settle();
                school.check();
            }
        }
        kept += school.office(0).store().summary()->laterRows;
    }
    CHECK(kept > 0);
}

TEST_CASE("offices work with a server of the version before, and what it cannot read leaves once it is up to "
          "date") {
    const std::uint64_t seed = fromEnvironment("ESEK_SEED", 7000);
    std::size_t waited = 0;
    for (std::uint64_t i = 0; i < 12; ++i) {
        INFO("seed " << seed + i);
        FakeSchool school(seed + i, 3, {.server = true, .firstOffice = false});
        for (int n = 0; n < kSequences / 2; ++n)
            school.sequence();
        waited += school.waited;
        school.bringServerUpToDate();
        for (int n = 0; n < kSequences / 2; ++n)
            school.sequence();
        school.settle();
        school.check();
    }
    CHECK(waited > 0);
}

TEST_CASE("seeds that once failed") {
    RunCounts counts;
    // School known under two ids; card numbers leased twice after a restore; a mutation that only a snapshot
    // had covered, lost at the next restore; records that a restored server lacks for a while.
    for (const std::uint64_t seed : {2, 4, 11, 15, 1004, 1034, 1092})
        world(seed, kSequences, counts);
}

TEST_CASE("five offices") {
    RunCounts counts;
    world(501, 30, counts, 5);
}
