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

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <fcntl.h>
#include <fstream>
#include <iostream>
#include <unistd.h>

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

    Office(std::uint16_t port, const std::string& code,
           const std::filesystem::path& parent = std::filesystem::temp_directory_path())
        : dir(parent) {
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

/// Written to the disk, and no longer held in memory.
void dropFromMemory(const std::filesystem::path& folder) {
    ::sync();
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
        const int fd = entry.is_regular_file() ? ::open(entry.path().c_str(), O_RDONLY | O_CLOEXEC) : -1;
        if (fd < 0)
            continue;
        ::posix_fadvise(fd, 0, 0, POSIX_FADV_DONTNEED);
        ::close(fd);
    }
}

/// nginx with one file of as many bytes.
class Nginx {
  public:
    Nginx(const std::filesystem::path& folder, std::int64_t bytes) : m_folder(platform::toUtf8(folder)) {
        std::filesystem::create_directories(folder);
        {
            std::ofstream out(folder / "all", std::ios::binary);
            std::vector<char> block(1 << 20);
            SystemRng().fill({reinterpret_cast<std::uint8_t*>(block.data()), block.size()});
            for (std::int64_t left = bytes; left > 0; left -= std::ssize(block))
                out.write(block.data(), std::min<std::int64_t>(left, std::ssize(block)));
        }
        std::ofstream(folder / "nginx.conf")
            << "daemon on; worker_processes 1; pid " << m_folder << "/nginx.pid; error_log " << m_folder
            << "/nginx.err; user root; events {} http { access_log off; sendfile on; "
            << "server { listen 127.0.0.1:18088; root " << m_folder << "; } }";
        m_runs = std::system(format("nginx -c {}/nginx.conf 2>/dev/null", m_folder).c_str()) == 0;
    }
    ~Nginx() {
        if (m_runs && std::system(format("kill $(cat {}/nginx.pid)", m_folder).c_str()) != 0)
            std::cout << "nginx could not be stopped\n";
    }
    Nginx(const Nginx&) = delete;
    Nginx& operator=(const Nginx&) = delete;
    /// Seconds until `curl` has it and the disk too; negative when that is not possible here.
    double curl(const std::filesystem::path& to) const {
        if (!m_runs)
            return -1;
        const std::string got = platform::toUtf8(to);
        const auto begin = Steady::now();
        const int code =
            std::system(format("curl -s -o {0} http://127.0.0.1:18088/all && sync -d {0}", got).c_str());
        const double time = seconds(begin);
        return code == 0 ? time : -1;
    }

  private:
    std::string m_folder;
    bool m_runs = false;
};

struct First {
    double all = 0;
    double photos = 0;     ///< of it
    std::int64_t rows = 0; ///< bytes of its database
};

First joinAndSync(Office& office, Steady::time_point begin) {
    First r;
    const auto report = office.cycle();
    r.all = seconds(begin);
    if (report.photosDown != kPhotos || office.replica->students().value().size() != kPupils)
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
        Office source(server.port(), codeFor(where, school), test::TempDir::inMemory());
        ids = fill(source);
        const auto begin = Steady::now();
        source.cycle();
        std::cout << format("all of it sent to an empty server              {:8.2f} s\n", seconds(begin));
    }
    // In turn. Nothing is deleted in between, for the reason above. What was written leaves the memory: a
    // virtual machine pays for memory that it touches for the first time, and each should find as much that
    // was used before.
    std::vector<std::unique_ptr<Office>> offices;
    std::vector<double> ours, curls;
    std::unique_ptr<Nginx> nginx;
    double decisions = 0;
    for (int i = 0; i < rounds; ++i) {
        const std::string code = codeFor(where, school);
        const auto begin = Steady::now();
        offices.push_back(std::make_unique<Office>(server.port(), code));
        Office& office = *offices.back();
        const First first = joinAndSync(office, begin);
        if (!nginx)
            nginx = std::make_unique<Nginx>(memory / "nginx",
                                            std::int64_t{kPhotos} * kPhotoBytes + first.rows / 2);
        ours.push_back(first.all);
        if (i + 1 == rounds)
            decisions = pushDecisions(office, ids);
        dropFromMemory(office.dir.path());
        curls.push_back(nginx->curl(dir / std::to_string(i)));
        dropFromMemory(dir.path());
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
