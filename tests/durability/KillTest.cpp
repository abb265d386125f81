#include "Victim.h"

#include "storage/Replica.h"
#include "support/TempDir.h"

#include <catch2/catch.hpp>

#include <algorithm>
#include <set>

using namespace esek;
using namespace esek::test;
using storage::Replica;

namespace {

constexpr int kKills = 200;
constexpr int kKillsPerReplica = 20; // verify reads everything, so replicas stay small

domain::School school() {
    domain::School s;
    s.name = "Szkoła Podstawowa nr 1";
    s.address = {"ul. Długa 1", "00-001", "Warszawa"};
    s.headteacher = "Jan Nowak";
    return s;
}

std::string problems(Replica& replica) {
    std::string out;
    for (const auto& p : replica.care().verify().value().problems)
        out += p.area + ": " + p.detail + "\n";
    return out;
}

std::set<std::string> committedIds(Replica& replica) {
    std::set<std::string> ids;
    for (const auto& row : replica.history().audit({std::nullopt, 1'000'000}).value())
        ids.insert(row.mutation.id.toString());
    return ids;
}

} // namespace

TEST_CASE("kill -9 at random moments loses no decision that was reported as done") {
    SystemClock clock;
    SystemRng random;
    SeededRng rng(20261121);
    const char* const modes[] = {"import", "review", "export"};
    std::size_t acknowledgedInAll = 0;
    int killed = 0;
    for (int first = 0; first < kKills; first += kKillsPerReplica) {
        TempDir dir;
        const auto folder = dir / "school";
        REQUIRE(Replica::create(folder, school(), clock, random));
        std::set<std::string> acknowledged;
        for (int i = first; i < first + kKillsPerReplica; ++i) {
            const std::string mode = modes[i % 3];
            const auto life = std::chrono::microseconds(5'000 + rng.next() % 250'000);
            const auto seed = std::to_string(rng.next());
            CAPTURE(i, mode, life.count(), seed);
            const VictimEnd end = runAndKill({DURABILITY_WORKER, folder.string(), mode, seed}, life);
            REQUIRE(end.killed);
            ++killed;
            for (auto& id : completeLines(end.output))
                acknowledged.insert(std::move(id));

            auto replica = Replica::open(folder, clock, random);
            REQUIRE(replica);
            REQUIRE(problems(**replica).empty());
            const auto there = committedIds(**replica);
            REQUIRE(std::includes(there.begin(), there.end(), acknowledged.begin(), acknowledged.end()));
        }
        acknowledgedInAll += acknowledged.size();
    }
    CHECK(killed == kKills);
    CHECK(acknowledgedInAll > 1000);
    WARN(killed << " kills, " << acknowledgedInAll << " acknowledged mutations, all there");
}

TEST_CASE("a full disk is said so, and nothing that was reported is lost") {
    SystemClock clock;
    SystemRng random;
    for (const std::uint64_t limit : {300'000U, 700'000U}) {
        TempDir dir;
        const auto folder = dir / "school";
        REQUIRE(Replica::create(folder, school(), clock, random));
        const VictimEnd end =
            runAndKill({DURABILITY_WORKER, folder.string(), "import", "7"}, std::chrono::seconds(20), limit);
        CHECK_FALSE(end.killed);
        CHECK(end.exitCode == 3);
        auto replica = Replica::open(folder, clock, random);
        REQUIRE(replica);
        CHECK(problems(**replica).empty());
        const auto there = committedIds(**replica);
        std::size_t acknowledged = 0;
        for (const auto& id : completeLines(end.output)) {
            CHECK(there.contains(id));
            ++acknowledged;
        }
        CHECK(acknowledged > 0);
    }
}
