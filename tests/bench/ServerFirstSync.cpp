// A new office of a large school: its first sync beside curl fetching the same bytes as one file from nginx,
// and beside PouchDB replicating the same documents and attachments; decisions pushed.
#include "bench/Registry.h"

#include "base/Format.h"
#include "base/platform/Files.h"
#include "bench/ServerPeers.h"
#include "storage/SyncStore.h"
#include "support/TempDir.h"
#include "sync/client/Engine.h"
#include "sync/client/Join.h"

#include <chrono>
#include <cstdlib>
#include <fstream>
#include <iostream>

namespace {

using namespace esek;
using namespace esek::domain;
using Steady = std::chrono::steady_clock;

constexpr int kPupils = 10'000;
constexpr int kPhotos = 1'000;
constexpr std::size_t kPhotoBytes = 200'000;
constexpr int kDecisions = 1'000;

double seconds(Steady::time_point since) {
    return std::chrono::duration<double>(Steady::now() - since).count();
}

/// An office of this process, joined to a server.
struct Office {
    test::TempDir dir;
    SystemClock clock;
    SystemRng rng;
    std::unique_ptr<storage::Replica> replica;
    std::unique_ptr<sync::Transport> transport;
    sync::FileTokenStore tokens{dir.path()};
    std::optional<Steady::time_point> photosBegan;

    Office(std::uint16_t port, const std::string& code) {
        const sync::HttpOptions options{format("http://127.0.0.1:{}", port), ""};
        transport = sync::httpTransport(options).value();
        const auto joined = sync::join(*transport, code, "bench").value();
        replica = storage::Replica::create(dir.path(), joined.school, clock, rng).value();
        sync::enrol(*replica, tokens, joined, options).value();
    }
    Mutation mutation(const Uuid& entity, Change change) {
        Mutation m;
        m.id = MutationId{Uuid::v7(clock, rng)};
        m.at = clock.now();
        m.by = {Role::clerk, "Anna Nowak", "BENCH"};
        m.entityId = entity;
        m.change = std::move(change);
        return m;
    }
    sync::CycleReport cycle() {
        sync::EngineOptions options;
        options.pageRows = sync::kPageRows;
        options.historyPages = 0; // fetched in later cycles, when nothing else is to do
        sync::Engine engine(*replica, *transport, tokens, clock, options);
        photosBegan.reset();
        return engine
            .cycle(nullptr,
                   [&](sync::Phase phase, std::size_t, std::size_t) {
                       if (phase == sync::Phase::photos && !photosBegan)
                           photosBegan = Steady::now();
                   })
            .value();
    }
};

std::string codeFor(const std::vector<std::string>& where, const std::string& school) {
    std::string out = bench::serverOutput(
        where, {"device", "invite", "--school", school, "--role", "clerk", "--name", "bench"});
    while (!out.empty() && std::isspace(static_cast<unsigned char>(out.back())))
        out.pop_back();
    return out.substr(out.find_last_of("\r\n") + 1);
}

/// Pupils and photos as an import writes them; returns the pupils with a photo.
std::vector<StudentId> fill(Office& office) {
    std::vector<Mutation> pupils;
    std::vector<StudentId> ids;
    for (int i = 0; i < kPupils; ++i) {
        Student s;
        s.id = StudentId{Uuid::v7(office.clock, office.rng)};
        s.registerNumber = std::to_string(i + 1);
        s.surname = "Kowalska-Żółć";
        s.givenNames = "Zofia Łucja";
        s.birthDate = dateFromIso("2014-03-05");
        s.classUnit = format("{}{}", 1 + i % 8, "ABCD"[i % 4]);
        ids.push_back(s.id);
        pupils.push_back(office.mutation(s.id.uuid, PutStudent{s}));
        pupils.back().expected = 0;
    }
    office.replica->commit(pupils).value();
    ids.resize(kPhotos);
    std::vector<Mutation> photos;
    std::vector<std::uint8_t> bytes(kPhotoBytes);
    for (const StudentId& id : ids) {
        office.rng.fill(bytes);
        Photo p;
        p.id = PhotoId{Uuid::v7(office.clock, office.rng)};
        p.blob = office.replica->blobs().put(bytes).value();
        p.byteCount = static_cast<std::int64_t>(bytes.size());
        p.width = 900;
        p.height = 1200;
        p.source = {PhotoChannel::import, {Role::clerk, "Anna Nowak", ""}, "zdjecie.jpg", office.clock.now()};
        photos.push_back(office.mutation(id.uuid, Change(PhotoChange(SubmitPhoto{p, false}))));
    }
    office.replica->commit(photos).value();
    return ids;
}

/// Seconds of `curl` fetching one file of as many bytes from nginx; negative when nginx is missing.
double curlFromNginx(const test::TempDir& dir, std::int64_t bytes) {
    {
        std::ofstream out(dir / "all", std::ios::binary);
        std::vector<char> block(1 << 20);
        SystemRng().fill({reinterpret_cast<std::uint8_t*>(block.data()), block.size()});
        for (std::int64_t left = bytes; left > 0; left -= std::ssize(block))
            out.write(block.data(), std::min<std::int64_t>(left, std::ssize(block)));
    }
    const std::string folder = platform::toUtf8(dir.path());
    std::ofstream(dir / "nginx.conf")
        << "daemon on; worker_processes 1; pid " << folder << "/nginx.pid; error_log " << folder
        << "/nginx.err; user root; events {} http { access_log off; sendfile on; "
        << "server { listen 127.0.0.1:18088; root " << folder << "; } }";
    if (std::system(format("nginx -c {}/nginx.conf 2>/dev/null", folder).c_str()) != 0)
        return -1;
    const auto begin = Steady::now();
    const int code = std::system(
        format("curl -s -o {0}/got http://127.0.0.1:18088/all && sync -d {0}/got", folder).c_str());
    const double time = seconds(begin);
    if (std::system(format("kill $(cat {}/nginx.pid)", folder).c_str()) != 0)
        std::cout << "nginx could not be stopped\n";
    return code == 0 ? time : -1;
}

int firstSync(const std::vector<std::string>& args) {
    test::TempDir dir;
    const std::vector<std::string> where{"--data", platform::toUtf8(dir / "server")};
    const std::string school = bench::addSchool(where, "SP 1");
    const bench::ServerProcess server(where);
    Office source(server.port(), codeFor(where, school));
    const auto ids = fill(source);
    auto begin = Steady::now();
    source.cycle();
    std::cout << format("all of it sent to an empty server                 {:8.2f} s\n", seconds(begin));

    begin = Steady::now();
    Office office(server.port(), codeFor(where, school));
    const auto report = office.cycle();
    const double first = seconds(begin);
    if (report.photosDown != kPhotos || !(office.replica->students().value().size() == kPupils))
        throw std::runtime_error("the first sync is not complete");
    const auto rows = static_cast<std::int64_t>(std::filesystem::file_size(office.dir / "replica.sqlite"));
    std::cout << format("first sync of {} pupils and {} photos of {} kB {:8.2f} s\n", kPupils, kPhotos,
                        kPhotoBytes / 1000, first);
    std::cout << format("  of this the photos                               {:8.2f} s\n",
                        first - std::chrono::duration<double>(*office.photosBegan - begin).count());
    const double curl = curlFromNginx(dir, std::int64_t{kPhotos} * kPhotoBytes + rows / 2);
    if (curl > 0)
        std::cout << format("curl, the same bytes as one file from nginx        {:8.2f} s   ratio {:.2f}\n",
                            curl, first / curl);
    else
        std::cout << "curl from nginx: not installed\n";

    std::vector<Mutation> decisions;
    for (const StudentId& id : ids)
        decisions.push_back(office.mutation(id.uuid, Change(PhotoChange(AcceptPhoto{}))));
    decisions.resize(kDecisions);
    office.replica->commit(decisions).value();
    begin = Steady::now();
    const auto pushed = office.cycle();
    std::cout << format("{} decisions pushed and confirmed by the pull      {:8.2f} s\n", pushed.pushed,
                        seconds(begin));

    // node_modules with pouchdb and pouchdb-server: npm install pouchdb pouchdb-server
    if (args.size() == 2 && args[0] == "--pouchdb") {
        std::cout.flush();
        const std::string command = format("NODE_PATH={} node {}/tests/bench/peers/pouchdb.js {} {} {}",
                                           args[1], ESEK_SOURCE_DIR, kPupils, kPhotos, kPhotoBytes);
        if (std::system(command.c_str()) != 0)
            std::cout << "PouchDB did not run\n";
    } else {
        std::cout << "PouchDB: give --pouchdb NODE_MODULES\n";
    }
    return 0;
}

} // namespace

ESEK_BENCH("sync", "first sync of a large school beside curl from nginx and PouchDB; decisions pushed",
           firstSync);
