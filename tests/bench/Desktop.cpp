// The real desktop on a large school, beside geeqie on the same files; see RESULTS.md for the method.
#include "bench/Registry.h"

#include "app/Office.h"
#include "base/Format.h"
#include "base/platform/Files.h"
#include "imaging/Encode.h"
#include "imaging/Image.h"

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <map>
#include <sstream>

namespace {

using namespace esek;
namespace fs = std::filesystem;

/// A portrait-like picture: a plain background, an oval, some texture; every n another one.
std::vector<std::uint8_t> portrait(int n) {
    constexpr int kWidth = 600;
    constexpr int kHeight = 800;
    imaging::Image image{kWidth, kHeight, std::vector<std::uint8_t>(std::size_t{kWidth} * kHeight * 3)};
    for (int y = 0; y < kHeight; ++y) {
        for (int x = 0; x < kWidth; ++x) {
            const double dx = (x - 300 - n % 40) / 170.0;
            const double dy = (y - 380 + n % 31) / 230.0;
            const bool face = dx * dx + dy * dy < 1;
            const int grain = (x * 7 + y * 13 + n * 29) % 23;
            std::uint8_t* p =
                &image.rgb[(static_cast<std::size_t>(y) * kWidth + static_cast<std::size_t>(x)) * 3];
            p[0] = static_cast<std::uint8_t>((face ? 205 : 150 + n % 60) + grain);
            p[1] = static_cast<std::uint8_t>((face ? 160 : 170 + n / 60 % 50) + grain);
            p[2] = static_cast<std::uint8_t>((face ? 135 : 200) + grain);
        }
    }
    return imaging::encodeJpeg(image, 85, 300).value();
}

/// 10,000 pupils, each with a photo that waits. Made once; the folder is kept.
void makeReplica(const fs::path& data, const fs::path& photos, int count) {
    const fs::path ready = data / "ready";
    if (fs::exists(ready))
        return;
    std::error_code ignored;
    fs::remove_all(data, ignored);
    fs::create_directories(photos);
    SystemClock clock;
    SystemRng rng;
    domain::School school;
    school.name = "Zespół Szkół nr 1";
    school.address = {"ul. Długa 1", "00-001", "Warszawa"};
    school.headteacher = "Grażyna Brzęczyszczykiewicz";
    auto office = app::Office::create(data, school, clock, rng).value();
    const domain::Actor parent{domain::Role::guardian, "Adam Kowalski", ""};
    static const char* const kSurnames[] = {"Kowalska", "Nowak", "Żółć", "Wiśniewska-Dąbrowska", "Świątek"};
    static const char* const kNames[] = {"Anna", "Jan Paweł", "Łucja", "Zuzanna Maria", "Bartłomiej"};
    std::vector<domain::Mutation> batch;
    for (int n = 0; n < count; ++n) {
        const auto bytes = portrait(n);
        platform::writeFileAtomically(photos / format("{:05}.jpg", n), bytes).value();
        domain::Student s;
        s.id = {Uuid::v7(clock, rng)};
        s.registerNumber = std::to_string(n + 1);
        s.surname = kSurnames[n % 5] + std::string(n % 3 == 0 ? "-Zawadzka" : "");
        s.givenNames = kNames[n / 5 % 5];
        s.classUnit = format("{}{}", 1 + n / 1250, "ABCDEFGH"[n % 8]);
        domain::Photo photo;
        photo.id = {Uuid::v7(clock, rng)};
        photo.blob = office->replica().blobs().put(bytes).value();
        photo.byteCount = static_cast<std::int64_t>(bytes.size());
        photo.width = 600;
        photo.height = 800;
        photo.source = {domain::PhotoChannel::panel, parent, format("{:05}.jpg", n), clock.now()};
        const Uuid entity = s.id.uuid;
        batch.push_back(office->mutation(entity, domain::PutStudent{std::move(s)}));
        batch.push_back(office->mutation(
            entity, domain::PhotoChange(domain::SubmitPhoto{std::move(photo), false}), parent));
        if (batch.size() >= 1000 || n + 1 == count) {
            static_cast<void>(office->replica().commit(batch).value());
            batch.clear();
            std::cerr << '\r' << n + 1 << " of " << count << std::flush;
        }
    }
    std::cerr << '\n';
    office.reset();
    platform::writeFileAtomically(ready, std::string_view("ok")).value();
}

std::int64_t nowMicros() {
    return std::chrono::duration_cast<std::chrono::microseconds>(
               std::chrono::steady_clock::now().time_since_epoch())
        .count();
}

struct Mark {
    std::int64_t at = 0;
    std::string what;
    long index = 0;
};

std::vector<Mark> readMarks(const fs::path& file) {
    std::vector<Mark> marks;
    std::ifstream in(file);
    for (std::string line; std::getline(in, line);) {
        std::istringstream words(line);
        Mark m;
        words >> m.at >> m.what >> m.index;
        marks.push_back(m);
    }
    return marks;
}

double at(std::vector<double> values, double share) {
    if (values.empty())
        return -1;
    std::sort(values.begin(), values.end());
    return values[std::min(values.size() - 1,
                           static_cast<std::size_t>(share * static_cast<double>(values.size())))];
}

int sh(const std::string& command) {
    return std::system(("bash -c '" + command + "'").c_str());
}

/// One run of the desktop on a screen of its own; gives its marks and the highest memory in MB.
struct Run {
    double readyMs = -1;
    std::vector<double> nextMs;
    double peakMb = -1;
    std::size_t moves = 0;
};

/// The shell knows the time since boot, the desktop's marks the steady clock: what lies between them,
/// microseconds.
std::int64_t clockOffset() {
    std::ifstream in("/proc/uptime");
    double seconds = 0;
    in >> seconds;
    return nowMicros() - static_cast<std::int64_t>(seconds * 1e6);
}

Run runDesktop(const fs::path& program, const fs::path& data, const fs::path& work, int presses) {
    const fs::path trace = work / "trace.txt";
    const fs::path memory = work / "memory.txt";
    fs::remove(trace);
    fs::remove(memory);
    const fs::path script = work / "desktop.sh";
    std::ofstream(script) << format(
        R"sh(openbox >/dev/null 2>&1 &
manager=$!
export ESEKRETARIAT_TRACE={0} XDG_CONFIG_HOME={1}/home XDG_DATA_HOME={1}/home XDG_CACHE_HOME={1}/home NO_AT_BRIDGE=1
sleep 1
echo "$(awk '{{printf "%.0f", $1 * 1000000}}' /proc/uptime) started" >{0}
{2} --data {3} --view review &
program=$!
for i in $(seq 600); do grep -q " ready" {0} && break; sleep 0.1; done
sleep 1
xdotool search --onlyvisible --pid $program windowfocus >/dev/null 2>&1
xdotool key --delay 33 --repeat {4} Down
sleep 2
grep -E "VmHWM" /proc/$program/status >{5}
kill $program
wait $program 2>/dev/null
kill $manager 2>/dev/null
)sh",
        trace.string(), work.string(), program.string(), data.string(), presses, memory.string());
    sh("xvfb-run --auto-servernum --server-args=\"-screen 0 1366x768x24\" bash " + script.string());
    const std::int64_t offset = clockOffset();
    Run run;
    std::map<long, double> moved; // by row: when its key went down, ms
    std::int64_t started = 0;
    double key = 0;
    for (const Mark& m : readMarks(trace)) {
        if (m.what == "started")
            started = m.at + offset;
        else if (m.what == "key")
            key = static_cast<double>(m.index);
        else if (m.what == "ready" && run.readyMs < 0)
            run.readyMs = static_cast<double>(m.at - started) / 1000;
        else if (m.what == "move") {
            moved[m.index] = key;
            ++run.moves;
        } else if (m.what == "shown") {
            if (const auto it = moved.find(m.index); it != moved.end()) {
                run.nextMs.push_back(static_cast<double>(m.at) / 1000 - it->second);
                moved.erase(it);
            }
        }
    }
    std::ifstream in(memory);
    std::string word;
    double kb = 0;
    if (in >> word >> kb)
        run.peakMb = kb / 1024;
    return run;
}

/// From the start of geeqie on the folder to the first of its pictures on the screen: its window is looked at
/// every 50 ms until a screenshot of it holds the colours of a photo (many colours; an empty window has few).
double runGeeqie(const fs::path& photos, const fs::path& work) {
    const fs::path out = work / "geeqie.txt";
    fs::remove(out);
    const fs::path script = work / "geeqie.sh";
    std::ofstream(script) << format(
        R"sh(openbox >/dev/null 2>&1 &
manager=$!
export XDG_CONFIG_HOME={1}/geeqie-home XDG_CACHE_HOME={1}/geeqie-home XDG_DATA_HOME={1}/geeqie-home NO_AT_BRIDGE=1
sleep 1
start=$(awk '{{printf "%.0f", $1 * 1000}}' /proc/uptime)
geeqie {2}/00000.jpg >/dev/null 2>&1 &
program=$!
for i in $(seq 400); do
  colours=$(import -silent -window root -crop 600x500+500+150 -depth 8 -format "%k" info: 2>/dev/null)
  if [ "${{colours:-0}}" -gt 120 ]; then break; fi
  sleep 0.05
done
end=$(awk '{{printf "%.0f", $1 * 1000}}' /proc/uptime)
echo "$((end - start)) $(grep VmHWM /proc/$program/status | tr -dc 0-9)" >{0}
kill $program
wait $program 2>/dev/null
kill $manager 2>/dev/null
)sh",
        out.string(), work.string(), photos.string());
    sh("xvfb-run --auto-servernum --server-args=\"-screen 0 1366x768x24\" bash " + script.string());
    std::ifstream in(out);
    double ms = -1;
    double kb = 0;
    in >> ms >> kb;
    if (kb > 0)
        std::cout << format("geeqie peak memory {:.0f} MB\n", kb / 1024);
    return ms;
}

int desktop(const std::vector<std::string>& args) {
    int count = 10000;
    int runs = 3;
    fs::path program;
    bool geeqie = true;
    for (std::size_t i = 0; i < args.size(); ++i) {
        if (args[i] == "--count" && i + 1 < args.size())
            count = std::atoi(args[++i].c_str());
        else if (args[i] == "--runs" && i + 1 < args.size())
            runs = std::atoi(args[++i].c_str());
        else if (args[i] == "--program" && i + 1 < args.size())
            program = args[++i];
        else if (args[i] == "--no-geeqie")
            geeqie = false;
        else {
            std::cerr << "desktop --program FILE [--count 10000] [--runs 3] [--no-geeqie]\n";
            return 2;
        }
    }
    if (!fs::exists(program)) {
        std::cerr << "desktop: --program names no file\n";
        return 2;
    }
    const fs::path work = fs::path(ESEK_SOURCE_DIR) / "build" / "bench-desktop";
    const fs::path data = work / format("replica-{}", count);
    const fs::path photos = work / format("photos-{}", count);
    fs::create_directories(work / "home");
    fs::create_directories(work / "geeqie-home");
    const std::int64_t begun = nowMicros();
    makeReplica(data, photos, count);
    std::cout << format("replica of {} pupils and photos: {:.0f} s to make or find\n", count,
                        static_cast<double>(nowMicros() - begun) / 1e6);
    for (int i = 0; i < runs; ++i) {
        const Run r = runDesktop(fs::absolute(program), data, work, 150);
        std::cout << format(
            "desktop: first usable frame {:.0f} ms; next photo p50 {:.1f} ms, p95 {:.1f} ms, max "
            "{:.1f} ms ({} of {} moves painted); peak {:.0f} MB\n",
            r.readyMs, at(r.nextMs, 0.5), at(r.nextMs, 0.95), at(r.nextMs, 1.0), r.nextMs.size(), r.moves,
            r.peakMb);
        if (geeqie)
            std::cout << format("geeqie: first picture {:.0f} ms\n", runGeeqie(photos, work));
        std::cout << std::flush;
    }
    return 0;
}

} // namespace

ESEK_BENCH("desktop", "start, next photo and memory on 10,000 pending photos, beside geeqie", desktop);
