// The families' panel: 200 families who browse and send photos, and its status page beside nginx with the
// same bytes as a file.
#include "bench/Registry.h"

#include "base/Format.h"
#include "base/platform/Files.h"
#include "bench/ServerFamily.h"
#include "bench/ServerNginx.h"
#include "bench/ServerPeers.h"
#include "support/TempDir.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <chrono>
#include <cstdio>
#include <fstream>
#include <iostream>
#include <mutex>
#include <random>
#include <thread>

namespace {

using namespace esek;
using bench::Family;

constexpr int kFamilies = 200;
constexpr double kThink = 5;    ///< seconds before a page, on average; exponentially distributed
constexpr double kArrival = 30; ///< seconds in which all families come
constexpr int kPhotos = 40;     ///< different ones
constexpr int kHeics = 4;
constexpr int kHeicEach = 5; ///< every fifth family sends HEIC
constexpr int kRounds = 5;

double percentile(std::vector<double> v, double share) {
    if (v.empty())
        return 0;
    std::sort(v.begin(), v.end());
    return v[std::min(v.size() - 1, static_cast<std::size_t>(static_cast<double>(v.size()) * share))];
}

/// Of the server and the programs that it has started, bytes. Pages that they share count once (Pss of
/// proc(5)).
std::size_t memoryOf(pid_t server) {
    std::size_t all = 0;
    for (const auto& entry : std::filesystem::directory_iterator("/proc")) {
        std::ifstream stat(entry.path() / "stat");
        std::string line;
        if (!std::getline(stat, line))
            continue;
        const auto name = line.rfind(')');
        const std::string pid = entry.path().filename().string();
        if (name == std::string::npos || !std::all_of(pid.begin(), pid.end(), ::isdigit))
            continue;
        char state = 0;
        pid_t parent = 0;
        std::istringstream(line.substr(name + 1)) >> state >> parent;
        if (parent != server && std::stoi(pid) != server)
            continue;
        std::ifstream memory(entry.path() / "smaps_rollup");
        while (std::getline(memory, line))
            if (line.starts_with("Pss:"))
                all += std::stoul(line.substr(4)) * 1024;
    }
    return all;
}

struct Measured {
    std::mutex mutex;
    std::vector<double> pages, jpegs, heics; ///< milliseconds
    std::vector<std::string> faults;
};

/// Comes, looks around, sends a photo, and looks around again.
void visit(Measured& m, std::uint16_t port, int number, const Json& slip, const std::string& pupil,
           const std::string& bytes, bool isHeic) {
    std::mt19937 dice(static_cast<unsigned>(number));
    const auto pause = [&](double seconds) {
        std::this_thread::sleep_for(std::chrono::duration<double>(seconds));
    };
    const auto think = [&] { pause(std::exponential_distribution<double>(1 / kThink)(dice)); };
    std::vector<double> times;
    double upload = 0;
    try {
        Family family(port, number);
        family.enter(slip);
        family.takeTimes(); // a login takes as long as its password is expensive to guess
        pause(std::uniform_real_distribution<double>(0, kArrival)(dice));
        family.open("/");
        upload = bench::sendPhoto(family, pupil, bytes, isHeic ? "IMG_1.HEIC" : "IMG_1.JPG", think);
        for (const std::string& page : {std::string("/messages"), "/pupils/" + pupil + "/photo",
                                        std::string("/notifications"), std::string("/")}) {
            think();
            family.open(page);
        }
        times = family.takeTimes();
    } catch (const std::exception& error) {
        const std::lock_guard lock(m.mutex);
        m.faults.emplace_back(error.what());
        return;
    }
    const std::lock_guard lock(m.mutex);
    m.pages.insert(m.pages.end(), times.begin(), times.end());
    (isHeic ? m.heics : m.jpegs).push_back(upload);
}

/// Requests a second of eight connections for five seconds; nothing when wrk is not there.
double rate(const std::string& url, const std::string& cookie) {
    const std::string command =
        "wrk -t1 -c8 -d5s -H 'Cookie: " + cookie + "' " + url + " 2>/dev/null | grep Requests/sec";
    std::FILE* pipe = popen(command.c_str(), "r");
    std::array<char, 200> line{};
    const bool read = pipe && std::fgets(line.data(), line.size(), pipe);
    if (pipe)
        pclose(pipe);
    const std::string text(line.data());
    return read ? std::stod(text.substr(text.find(':') + 1)) : 0;
}

void besideNginx(std::uint16_t port, Family& family, const std::string& pupil) {
    const std::string page = "/pupils/" + pupil + "/photo";
    family.open(page);
    const test::TempDir dir;
    const bench::Nginx nginx(dir.path(), 1);
    platform::writeFileAtomically(dir / "status.html", std::string_view(family.page())).value();
    std::vector<double> ours;
    std::vector<double> theirs;
    for (int i = 0; i < kRounds; ++i) {
        ours.push_back(rate(format("http://127.0.0.1:{}{}", port, page), family.cookies()));
        theirs.push_back(rate("http://127.0.0.1:18088/status.html", family.cookies()));
    }
    const double our = percentile(ours, 0.5);
    const double their = percentile(theirs, 0.5);
    if (our == 0 || their == 0) {
        std::cout << "the status page was not compared: wrk or nginx is missing, or gave no answer\n";
        return;
    }
    std::cout << "\n| status page | bytes | requests a second | nginx, the same bytes as a file | ratio |\n"
                 "|---|---|---|---|---|\n"
              << format("| | {} | {:.0f} | {:.0f} | {:.2f} |\n", family.page().size(), our, their,
                        our / their);
}

int panel(const std::vector<std::string>& args) {
    const int families = args.empty() ? kFamilies : std::stoi(args[0]);
    const auto photos = bench::phonePhotos(kPhotos);
    const auto heics = bench::heicPhotos({photos.begin(), photos.begin() + kHeics});
    if (heics.empty())
        std::cout << "no HEIC is sent: heif-enc is missing\n";
    double bytes = 0;
    for (const std::string& photo : photos)
        bytes += static_cast<double>(photo.size()) / static_cast<double>(photos.size());

    const test::TempDir dir;
    const std::vector<std::string> where{"--data", (dir / "data").string(), "--proxy", "127.0.0.1"};
    const std::vector<std::string> data(where.begin(), where.begin() + 2);
    const std::string school = bench::addSchool(data, "SP 1");
    bench::ServerProcess server(where);
    bench::OfficeClient office(server.port(), bench::enrol(data, server.port(), school));
    std::vector<std::string> pupils;
    office.ask("POST", "/v1/push", bench::pushOfStudents(families, &pupils));
    std::vector<Json> slips;
    for (const std::string& pupil : pupils)
        slips.push_back(parseJson(office.ask("POST", "/v1/logins",
                                             Json{{"role", "parent"}, {"students", {pupil}}}.dump()))
                            .value()["logins"][0]);

    Measured m;
    std::atomic<bool> over = false;
    std::size_t peak = 0;
    std::thread watch([&] {
        for (; !over; std::this_thread::sleep_for(std::chrono::milliseconds(50)))
            peak = std::max(peak, memoryOf(server.pid()));
    });
    std::vector<std::thread> threads;
    for (int i = 0; i < families; ++i) {
        const auto number = static_cast<std::size_t>(i);
        const bool isHeic = !heics.empty() && i % kHeicEach == 0;
        const std::string& photo =
            isHeic ? heics[number / kHeicEach % heics.size()] : photos[number % photos.size()];
        threads.emplace_back([&, i, number, isHeic] {
            visit(m, server.port(), i, slips[number], pupils[number], photo, isHeic);
        });
    }
    for (std::thread& t : threads)
        t.join();
    over = true;
    watch.join();

    std::cout << format("{} families, photos of {:.1f} MB\n\n", families, bytes / 1e6)
              << "| | count | median | p95 | p99 | longest |\n|---|---|---|---|---|---|\n";
    const auto line = [](const char* name, const std::vector<double>& v) {
        std::cout << format("| {} | {} | {:.0f} ms | {:.0f} ms | {:.0f} ms | {:.0f} ms |\n", name, v.size(),
                            percentile(v, 0.5), percentile(v, 0.95), percentile(v, 0.99), percentile(v, 1));
    };
    line("page", m.pages);
    line("upload of a JPEG", m.jpegs);
    line("upload of a HEIC", m.heics);
    std::cout << format("\nmemory of all processes of the server: {:.0f} MB at most; {} families failed{}\n",
                        static_cast<double>(peak) / 1e6, m.faults.size(),
                        m.faults.empty() ? "" : ", such as " + m.faults.front());

    Family family(server.port(), families);
    std::vector<std::string> one;
    office.ask("POST", "/v1/push", bench::pushOfStudents(1, &one));
    family.enter(
        parseJson(office.ask("POST", "/v1/logins", Json{{"role", "parent"}, {"students", one}}.dump()))
            .value()["logins"][0]);
    besideNginx(server.port(), family, one[0]);
    return m.faults.empty() ? 0 : 1;
}

} // namespace

ESEK_BENCH("panel", "[FAMILIES]: families who browse and send photos, and the status page beside nginx",
           panel);
