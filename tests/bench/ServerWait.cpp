// 300 offices that wait: memory of the server, and how soon a new photo reaches an office.
#include "bench/Registry.h"

#include "base/Format.h"
#include "base/Hex.h"
#include "bench/ServerPeers.h"
#include "server/Client.h"
#include "support/TempDir.h"

#include <algorithm>
#include <chrono>
#include <iostream>
#include <thread>

namespace {

using namespace esek;
using Steady = std::chrono::steady_clock;

constexpr int kWaiting = 300;
constexpr int kPhotos = 200;
constexpr std::size_t kPhotoBytes = 200'000;

struct Arrival {
    std::vector<double> ms;           ///< from the first byte sent to the last one received
    std::vector<double> acknowledged; ///< to the answer to the sender: the disks have it
    std::size_t memory = 0;
    std::size_t idle = 0;
};

Arrival arrivals(const std::vector<std::string>& where, int processes) {
    std::vector<std::unique_ptr<bench::ServerProcess>> servers;
    for (int i = 0; i < processes; ++i)
        servers.push_back(std::make_unique<bench::ServerProcess>(where));
    const std::string school = bench::addSchool(where, "SP " + bench::newId().toString());
    // The sender is at the first process, the others wait at the last.
    const std::string token = bench::enrol(where, servers.front()->port(), school);
    bench::OfficeClient sender(servers.front()->port(), token);
    const std::uint16_t port = servers.back()->port();
    bench::OfficeClient receiver(port, bench::enrol(where, port, school));
    std::vector<std::string> pupils;
    sender.ask("POST", "/v1/push", bench::pushOfStudents(kPhotos, &pupils));
    Arrival out;
    out.idle = servers.back()->memory();

    // Offices of another school: they hear nothing meanwhile.
    const std::string other = bench::addSchool(where, "SP " + bench::newId().toString());
    const std::string waiting = bench::enrol(where, port, other);
    std::vector<std::unique_ptr<test::RawPeer>> peers;
    for (int i = 0; i < kWaiting; ++i) {
        peers.push_back(std::make_unique<test::RawPeer>(port));
        peers.back()->send(
            "GET /v1/wait?since=1&timeout=55 HTTP/1.1\r\nX-Esek-Protocol: 1\r\nAuthorization: Bearer " +
            waiting + "\r\n\r\n");
    }
    std::this_thread::sleep_for(std::chrono::seconds(1));

    std::int64_t head = 1 + kPhotos;
    for (const std::string& pupil : pupils) {
        std::vector<std::uint8_t> bytes(kPhotoBytes);
        SystemRng().fill(bytes);
        Steady::time_point arrived;
        std::thread office([&] {
            const std::string since = std::to_string(head);
            receiver.ask("GET", "/v1/wait?timeout=50&since=" + since);
            const Json page = parseJson(receiver.ask("GET", "/v1/changes?since=" + since)).value();
            const std::string blob = page["changes"][0]["row"]["held"][0]["id"];
            if (receiver.ask("GET", "/v1/blobs/" + blob).size() != kPhotoBytes)
                throw std::runtime_error("a photo did not arrive");
            arrived = Steady::now();
        });
        std::this_thread::sleep_for(std::chrono::milliseconds(20)); // it waits by now
        const std::string text(bytes.begin(), bytes.end());
        domain::Photo photo;
        photo.id = {bench::newId()};
        photo.blob = domain::BlobId::of(bytes);
        photo.byteCount = static_cast<std::int64_t>(kPhotoBytes);
        photo.width = 600;
        photo.height = 800;
        const auto sent = Steady::now();
        const Json upload =
            parseJson(sender.ask("POST", "/v1/uploads",
                                 Json{{"id", photo.blob.toString()}, {"size", kPhotoBytes}}.dump()))
                .value();
        sender.ask("PATCH", "/v1/uploads/" + upload["upload"].get<std::string>(), text, "Upload-Offset", "0");
        const auto m = bench::mutationOf(*Uuid::parse(pupil), domain::SubmitPhoto{photo, true});
        sender.ask("POST", "/v1/push",
                   bench::pushOf(m, domain::toJson(domain::PhotoState(domain::NoPhoto{}))));
        const auto acknowledged = Steady::now();
        office.join();
        ++head;
        out.acknowledged.push_back(std::chrono::duration<double, std::milli>(acknowledged - sent).count());
        out.ms.push_back(std::chrono::duration<double, std::milli>(arrived - sent).count());
    }
    out.memory = servers.back()->memory();
    std::sort(out.ms.begin(), out.ms.end());
    std::sort(out.acknowledged.begin(), out.acknowledged.end());
    return out;
}

double quantile(const std::vector<double>& sorted, double q) {
    return sorted[std::min(sorted.size() - 1,
                           static_cast<std::size_t>(q * static_cast<double>(sorted.size())))];
}

void print(const char* name, const Arrival& a) {
    std::cout << format("| {} | {:.1f} MB | {:.1f} MB | {:.0f} / {:.0f} ms | {:.0f} / {:.0f} / {:.0f} ms |\n",
                        name, static_cast<double>(a.idle) / 1e6, static_cast<double>(a.memory) / 1e6,
                        quantile(a.acknowledged, 0.5), quantile(a.acknowledged, 0.99), quantile(a.ms, 0.5),
                        quantile(a.ms, 0.99), a.ms.back())
              << std::flush;
}

int serverWait(const std::vector<std::string>&) {
    std::cout << "| server | memory before | with 300 waiting | sender has its answer: median / p99 | photo "
                 "is in the "
                 "other office: median / p99 / longest |\n|---|---|---|---|---|\n";
    test::TempDir dir;
    print("SQLite", arrivals({"--data", (dir / "data").string()}, 1));
    const bench::Cluster cluster;
    if (!cluster.ok())
        return 1;
    const std::vector<std::string> where{"--database", cluster.url(), "--blobs", (dir / "blobs").string()};
    print("PostgreSQL", arrivals(where, 1));
    print("PostgreSQL, from another process", arrivals(where, 2));
    return 0;
}

} // namespace

ESEK_BENCH("server-wait", "300 waiting offices: memory; how soon a new photo reaches one", serverWait);
