#include "FakeSchool.h"

#include "server/http/HttpServer.h"
#include "sync/client/Join.h"
#include "sync/client/SyncLoop.h"

#include <catch2/catch.hpp>

#include <condition_variable>
#include <mutex>

using namespace esek;
using namespace esek::domain;
using namespace esek::test;
using namespace std::chrono_literals;
using State = sync::LoopStatus::State;

namespace {

/// A server on a real socket; its data outlive it.
struct Socket {
    TempDir dir;
    SystemClock clock;
    SystemRng rng;
    std::unique_ptr<server::Store> store;
    std::unique_ptr<server::FolderBlobs> blobs;
    std::unique_ptr<server::Central> central;
    std::unique_ptr<server::Api> api;
    std::unique_ptr<server::HttpServer> http;
    std::uint16_t port = 0;

    Socket() { start(); }
    ~Socket() { stop(); }
    void start() {
        store = std::make_unique<server::Store>(server::sqliteTarget(dir / "server.sqlite", false));
        blobs = std::make_unique<server::FolderBlobs>(dir / "schools");
        central = std::make_unique<server::Central>(*store, *blobs, clock, rng);
        api = std::make_unique<server::Api>(*central);
        server::HttpOptions options;
        options.port = port;
        http = std::make_unique<server::HttpServer>(*api, options);
        http->start();
        port = http->port();
    }
    void stop() {
        http.reset();
        api.reset();
        central.reset();
        blobs.reset();
        store.reset();
    }
};

/// An office with its background work.
struct Desk {
    TempDir dir;
    SystemClock clock;
    SystemRng rng;
    sync::FileTokenStore tokens{dir.path()};
    std::unique_ptr<storage::Replica> replica;
    std::mutex mutex;
    std::condition_variable changed;
    State state = State::off;
    std::unique_ptr<sync::SyncLoop> loop;

    Desk(Socket& socket, const SchoolId& school) {
        const std::string code = socket.central->devices().invite(school, Role::clerk, "PC").value();
        const sync::HttpOptions options{"http://127.0.0.1:" + std::to_string(socket.port), ""};
        const auto transport = sync::httpTransport(options).value();
        const auto joined = sync::join(*transport, code, "PC").value();
        replica = storage::Replica::create(dir.path(), joined.school, clock, rng).value();
        sync::enrol(*replica, tokens, joined, options).value();
        loop = std::make_unique<sync::SyncLoop>(
            *replica, [options] { return sync::httpTransport(options); }, tokens, clock, rng,
            sync::EngineOptions{},
            [this](const sync::LoopStatus& s) {
                const std::lock_guard lock(mutex);
                state = s.state;
                changed.notify_all();
            });
    }
    ~Desk() { loop.reset(); }

    bool reaches(State wanted, std::chrono::seconds within = 20s) {
        std::unique_lock lock(mutex);
        return changed.wait_for(lock, within, [&] { return state == wanted; });
    }
    template <class Condition>
    bool sees(Condition condition, std::chrono::milliseconds within = 20s) {
        const auto end = std::chrono::steady_clock::now() + within;
        while (!condition()) {
            if (std::chrono::steady_clock::now() > end)
                return false;
            std::this_thread::sleep_for(5ms);
        }
        return true;
    }
    Mutation mutation(Uuid entity, Change change) {
        Mutation m;
        m.id = MutationId{Uuid::v7(clock, rng)};
        m.at = clock.now();
        m.by = {Role::clerk, "Anna", "PC"};
        m.entityId = entity;
        m.change = std::move(change);
        return m;
    }
    StudentId add() {
        Student s;
        s.id = StudentId{Uuid::v7(clock, rng)};
        s.surname = "Nowak";
        s.givenNames = "Zofia";
        s.classUnit = "1A";
        replica->commit(mutation(s.id.uuid, PutStudent{s})).value();
        return s.id;
    }
    void submit(const StudentId& student) {
        std::vector<std::uint8_t> bytes(5000);
        rng.fill(bytes);
        Photo p;
        p.id = PhotoId{Uuid::v7(clock, rng)};
        p.blob = replica->blobs().put(bytes).value();
        p.byteCount = std::ssize(bytes);
        p.width = 600;
        p.height = 800;
        p.source.sentAt = clock.now();
        replica->commit(mutation(student.uuid, Change(PhotoChange(SubmitPhoto{p, false})))).value();
    }
    PhotoStatus status(const StudentId& student) {
        const auto file = replica->photos().file(student);
        return file ? file->status() : PhotoStatus::none;
    }
};

} // namespace

TEST_CASE("in the background: a photo reaches the other office, no network is a normal state, and all meets "
          "again") {
    Socket socket;
    const SchoolId school = socket.central->schools().add(schoolOfOffices()).value();
    Desk first(socket, school);
    Desk second(socket, school);
    REQUIRE(first.reaches(State::online));
    REQUIRE(second.reaches(State::online));
    const StudentId student = first.add();
    first.submit(student);
    REQUIRE(second.sees([&] { return second.status(student) == PhotoStatus::pending; }));
    const BlobId blob = second.replica->photos().file(student)->proposed()->blob;
    CHECK(second.sees([&] { return second.replica->blobs().has(blob); }));

    socket.stop();
    second.loop->wake();
    REQUIRE(second.reaches(State::offline));
    second.replica->commit(second.mutation(student.uuid, Change(PhotoChange(AcceptPhoto{})))).value();
    CHECK(second.status(student) == PhotoStatus::accepted);
    socket.start();
    first.loop->wake();
    second.loop->wake();
    CHECK(first.sees([&] { return first.status(student) == PhotoStatus::accepted; }, 30s));
    CHECK(first.reaches(State::online));
}

TEST_CASE("in the background: a computer that is no longer admitted stops and asks, and loses nothing") {
    Socket socket;
    const SchoolId school = socket.central->schools().add(schoolOfOffices()).value();
    Desk desk(socket, school);
    REQUIRE(desk.reaches(State::online));
    const auto devices = socket.central->devices().list().value();
    REQUIRE(devices.size() == 1);
    socket.central->devices().revoke(devices[0].id).value();
    const StudentId student = desk.add();
    REQUIRE(desk.reaches(State::attention));
    CHECK(desk.loop->status().error->code == ErrorCode::serverUnauthorized);
    CHECK(desk.replica->students().get(student).ok());
    CHECK(storage::SyncStore(*desk.replica).summary()->waiting >= 1);
}

TEST_CASE("in the background: the window closes at once, also during a long wait") {
    Socket socket;
    const SchoolId school = socket.central->schools().add(schoolOfOffices()).value();
    Desk desk(socket, school);
    REQUIRE(desk.reaches(State::online));
    std::this_thread::sleep_for(300ms);
    const auto begin = std::chrono::steady_clock::now();
    desk.loop.reset();
    CHECK(std::chrono::steady_clock::now() - begin < 2s);
}
