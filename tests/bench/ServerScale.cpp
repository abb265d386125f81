// Cost as the work grows: 1, 10 and 100 schools of 600 pupils.
#include "bench/Registry.h"

#include "base/Format.h"
#include "bench/ServerPeers.h"
#include "support/TempDir.h"

#include <algorithm>
#include <chrono>
#include <iostream>

namespace {

using namespace esek;
using Steady = std::chrono::steady_clock;

constexpr int kPupils = 600;
constexpr int kSamples = 60;

double ms(Steady::time_point since) {
    return std::chrono::duration<double, std::milli>(Steady::now() - since).count();
}

double median(std::vector<double> v) {
    std::sort(v.begin(), v.end());
    return v[v.size() / 2];
}

void measure(const char* name, const std::vector<std::string>& where, int schools) {
    bench::ServerProcess server(where);
    std::vector<bench::OfficeClient> offices;
    for (int i = 0; i < schools; ++i) {
        const std::string school = bench::addSchool(where, "SP " + bench::newId().toString());
        offices.emplace_back(server.port(), bench::enrol(where, server.port(), school));
    }
    std::vector<std::string> pushes;
    for (int i = 0; i < 3 * schools; ++i)
        pushes.push_back(bench::pushOfStudents(kPupils / 3));
    auto begin = Steady::now();
    for (std::size_t i = 0; i < pushes.size(); ++i)
        offices[i / 3].ask("POST", "/v1/push", pushes[i]);
    const double load = ms(begin) / (kPupils * schools);
    std::vector<double> push;
    std::vector<double> snapshot;
    std::vector<double> changes;
    for (int i = 0; i < kSamples; ++i) {
        auto& office = offices[static_cast<std::size_t>(i) % offices.size()];
        const std::string one = bench::pushOfStudents(1);
        begin = Steady::now();
        office.ask("POST", "/v1/push", one);
        push.push_back(ms(begin));
        begin = Steady::now();
        office.ask("GET", "/v1/snapshot");
        snapshot.push_back(ms(begin));
        begin = Steady::now();
        office.ask("GET", "/v1/changes?since=600");
        changes.push_back(ms(begin));
    }
    std::cout << format("| {} | {} | {:.2f} ms | {:.1f} ms | {:.1f} ms | {:.1f} ms | {:.0f} MB |\n", name,
                        schools, load, median(push), median(snapshot), median(changes),
                        static_cast<double>(server.memory()) / 1e6)
              << std::flush;
}

int serverScale(const std::vector<std::string>&) {
    std::cout
        << "| server | schools | a pupil of a class list | one decision | snapshot | changes | memory |\n"
           "|---|---|---|---|---|---|---|\n";
    const bench::Cluster cluster;
    test::TempDir dir;
    for (const int schools : {1, 10, 100}) {
        measure("SQLite", {"--data", (dir / std::to_string(schools)).string()}, schools);
        if (cluster.ok())
            measure("PostgreSQL", {"--database", cluster.url(), "--blobs", (dir / "blobs").string()},
                    schools);
    }
    return 0;
}

} // namespace

ESEK_BENCH("server-scale", "1, 10 and 100 schools of 600 pupils", serverScale);
