// A new office of a large school: its first sync beside curl fetching the same bytes as one file from nginx,
// and beside PouchDB replicating the same documents and attachments; decisions pushed.
#include "bench/Registry.h"

#include "base/Format.h"
#include "base/platform/Files.h"
#include "bench/ServerNginx.h"
#include "bench/ServerOffice.h"
#include "bench/ServerPeers.h"

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <iostream>

namespace {

using namespace esek;
using namespace esek::domain;
using bench::Office;
using bench::seconds;
using bench::Steady;

constexpr int kPupils = 10'000;
constexpr int kPhotos = 1'000;
constexpr std::size_t kPhotoBytes = 200'000;
constexpr int kDecisions = 1'000;

struct First {
    double all = 0;
    double photos = 0;     ///< of it
    std::int64_t rows = 0; ///< bytes of its database
};

First joinAndSync(Office& office, Steady::time_point begin) {
    First r;
    const auto report = office.cycle();
    r.all = seconds(begin);
    if (report.photosDown != kPhotos || office.replica->students().list().value().size() != kPupils)
        throw std::runtime_error("the first sync is not complete");
    r.photos = r.all - std::chrono::duration<double>(*office.photosBegan - begin).count();
    r.rows = static_cast<std::int64_t>(std::filesystem::file_size(office.dir / "replica.sqlite"));
    return r;
}

double pushDecisions(Office& office, const std::vector<StudentId>& ids) {
    std::vector<Mutation> decisions;
    for (const StudentId& id : ids)
        decisions.push_back(office.mutation(id.uuid, Change(PhotoChange(AcceptPhoto{}))));
    decisions.resize(kDecisions);
    office.replica->commit(decisions).value();
    const auto begin = Steady::now();
    if (office.cycle().pushed != kDecisions)
        throw std::runtime_error("the decisions were not all pushed");
    return seconds(begin);
}

double median(std::vector<double> v) {
    std::sort(v.begin(), v.end());
    return v[v.size() / 2];
}

/// PouchDB's seconds, one for each round; empty when it does not run here.
std::vector<double> pouchRounds(const test::TempDir& dir, const test::TempDir& memory,
                                const std::string& modules, int rounds) {
    const auto folder = dir / "pouch", served = memory / "pouch", out = dir / "pouch.txt";
    std::filesystem::create_directories(folder);
    std::filesystem::create_directories(served);
    const std::string command =
        format("NODE_PATH={} node {}/tests/bench/peers/pouchdb.js {} {} {} {} {} {} > {}", modules,
               ESEK_SOURCE_DIR, kPupils, kPhotos, kPhotoBytes, platform::toUtf8(served),
               platform::toUtf8(folder), rounds, platform::toUtf8(out));
    if (std::system(command.c_str()) != 0)
        std::cout << "PouchDB did not run\n";
    std::vector<double> times;
    std::ifstream in(out);
    for (double time = 0; in >> time;)
        times.push_back(time);
    return times;
}

int firstSync(const std::vector<std::string>& args) {
    // node_modules with pouchdb and pouchdb-server: npm install pouchdb pouchdb-server
    const bool pouch = args.size() >= 2 && args[0] == "--pouchdb";
    const int rounds = args.size() % 2 == 1 ? std::stoi(args.back()) : 5;
    // All servers have their data in memory, all offices theirs on the disk: it is the same disk here, and
    // ext4 without a journal looks at every inode that was deleted in the last minutes (a server's uploads)
    // before it makes a file (an office's photo).
    const test::TempDir dir, memory(test::TempDir::inMemory());
    const std::vector<std::string> where{"--data", platform::toUtf8(memory / "server")};
    const std::string school = bench::addSchool(where, "SP 1");
    const bench::ServerProcess server(where);
    std::vector<StudentId> ids;
    {
        Office source(server.port(), bench::codeFor(where, school), test::TempDir::inMemory());
        ids = bench::addPupils(source, kPupils);
        ids.resize(kPhotos);
        bench::addPhotos(source, ids, kPhotoBytes);
        const auto begin = Steady::now();
        source.cycle();
        std::cout << format("all of it sent to an empty server              {:8.2f} s\n", seconds(begin));
    }
    // In turn. Nothing is deleted in between, for the reason above. What was written leaves the memory: a
    // virtual machine pays for memory that it touches for the first time, and each should find as much that
    // was used before.
    std::vector<std::unique_ptr<Office>> offices;
    std::vector<double> ours, curls;
    std::unique_ptr<bench::Nginx> nginx;
    double decisions = 0;
    for (int i = 0; i < rounds; ++i) {
        const std::string code = bench::codeFor(where, school);
        const auto begin = Steady::now();
        offices.push_back(std::make_unique<Office>(server.port(), code));
        Office& office = *offices.back();
        const First first = joinAndSync(office, begin);
        if (!nginx)
            nginx = std::make_unique<bench::Nginx>(memory / "nginx",
                                                   std::int64_t{kPhotos} * kPhotoBytes + first.rows / 2);
        ours.push_back(first.all);
        if (i + 1 == rounds)
            decisions = pushDecisions(office, ids);
        bench::dropFromMemory(office.dir.path());
        curls.push_back(nginx->download(dir / std::to_string(i)));
        bench::dropFromMemory(dir.path());
        std::cout << format("first sync {:.2f} s (photos {:.2f} s), curl {:.2f} s\n", first.all, first.photos,
                            curls.back());
    }
    const double mine = median(ours), curl = median(curls);
    std::cout << format("first sync of {} pupils and {} photos of {} kB {:8.2f} s\n", kPupils, kPhotos,
                        kPhotoBytes / 1000, mine);
    if (curl > 0)
        std::cout << format("curl, the same bytes as one file from nginx    {:8.2f} s   ratio {:.2f}\n", curl,
                            mine / curl);
    else
        std::cout << "curl from nginx: not installed\n";
    std::cout << format("{} decisions pushed and confirmed by the pull {:8.2f} s\n", kDecisions, decisions);
    if (!pouch) {
        std::cout << "PouchDB: give --pouchdb NODE_MODULES\n";
    } else if (const auto times = pouchRounds(dir, memory, args[1], std::min(rounds, 3)); !times.empty()) {
        for (const double time : times)
            std::cout << format("PouchDB {:.2f} s\n", time);
        std::cout << format("PouchDB from pouchdb-server                    {:8.2f} s   {:.1f} times ours\n",
                            median(times), median(times) / mine);
    }
    return 0;
}

} // namespace

ESEK_BENCH("sync",
           "[--pouchdb NODE_MODULES] [ROUNDS]: first sync of a large school beside curl from nginx and "
           "PouchDB; decisions pushed",
           firstSync);
