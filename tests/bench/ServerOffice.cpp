#include "bench/ServerOffice.h"

#include "base/Format.h"
#include "bench/ServerPeers.h"

#include <cctype>
#include <fcntl.h>
#include <unistd.h>

namespace esek::bench {

using namespace domain;

double seconds(Steady::time_point since) {
    return std::chrono::duration<double>(Steady::now() - since).count();
}

Office::Office(std::uint16_t port, const std::string& code, const std::filesystem::path& parent)
    : dir(parent) {
    const sync::HttpOptions options{format("http://127.0.0.1:{}", port), ""};
    transport = sync::httpTransport(options).value();
    const auto joined = sync::join(*transport, code, "bench").value();
    replica = storage::Replica::create(dir.path(), joined.school, clock, rng).value();
    sync::enrol(*replica, tokens, joined, options).value();
}

Mutation Office::mutation(const Uuid& entity, Change change) {
    Mutation m;
    m.id = MutationId{Uuid::v7(clock, rng)};
    m.at = clock.now();
    m.by = {Role::clerk, "Anna Nowak", "BENCH"};
    m.entityId = entity;
    m.change = std::move(change);
    return m;
}

sync::CycleReport Office::cycle() {
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

std::string codeFor(const std::vector<std::string>& where, const std::string& school) {
    std::string out =
        serverOutput(where, {"device", "invite", "--school", school, "--role", "clerk", "--name", "bench"});
    while (!out.empty() && std::isspace(static_cast<unsigned char>(out.back())))
        out.pop_back();
    return out.substr(out.find_last_of("\r\n") + 1);
}

std::vector<StudentId> addPupils(Office& office, int count) {
    std::vector<Mutation> pupils;
    std::vector<StudentId> ids;
    for (int i = 0; i < count; ++i) {
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
    return ids;
}

void addPhotos(Office& office, const std::vector<StudentId>& ids, std::size_t size) {
    std::vector<Mutation> photos;
    std::vector<std::uint8_t> bytes(size);
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
}

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

} // namespace esek::bench
