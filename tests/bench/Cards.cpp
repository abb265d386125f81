// A batch of cards to a PDF: ours, bare libharu, reportlab and glabels on the same photos and texts, in one
// run. Every contender is a process of its own, from the start of the program to its end, photos read from
// files.
#include "base/Format.h"
#include "base/platform/Files.h"
#include "base/platform/Paths.h"
#include "bench/CardsPeers.h"
#include "bench/Registry.h"

#include <algorithm>
#include <chrono>
#include <fstream>
#include <iostream>

#ifndef _WIN32
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

namespace esek::bench {

namespace {

namespace fs = std::filesystem;

struct Run {
    double seconds = 0;
    double cpu = 0; ///< user and system, of the process and its children
    double peakMb = 0;
};

double seconds(const timeval& t) {
    return static_cast<double>(t.tv_sec) + static_cast<double>(t.tv_usec) / 1e6;
}

Run runProcess(const std::vector<std::string>& command) {
    std::vector<char*> argv;
    for (const std::string& part : command)
        argv.push_back(const_cast<char*>(part.c_str())); // execvp does not change them
    argv.push_back(nullptr);
    const auto start = std::chrono::steady_clock::now();
    const pid_t child = fork();
    if (child == 0) {
        execvp(argv[0], argv.data());
        _exit(127);
    }
    int status = 0;
    rusage usage{};
    wait4(child, &status, 0, &usage);
    if (!WIFEXITED(status) || WEXITSTATUS(status) != 0) {
        std::cerr << command[0] << " failed\n";
        std::exit(1);
    }
    return {std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count(),
            seconds(usage.ru_utime) + seconds(usage.ru_stime), static_cast<double>(usage.ru_maxrss) / 1024};
}

double median(std::vector<double> values) {
    std::sort(values.begin(), values.end());
    return values[values.size() / 2];
}

CardsJob job(const std::vector<std::string>& args) {
    return {args.at(0), args.at(1), std::stoul(args.at(2))};
}

int ours(const std::vector<std::string>& args) {
    const CardsJob j = job(args);
    const auto photos = photoFiles(j.photos);
    const auto card = cards::CardTemplate::load("mein-i-1");
    const auto written = cards::writeCardsPdf(
        j.out, card.value(),
        {j.count, [&](std::size_t i) -> Result<cards::CardContent> { return cardContent(i, photos); }});
    if (!written)
        std::cerr << written.error().message << '\n';
    return written ? 0 : 1;
}

int bare(const std::vector<std::string>& args) {
    return writeWithBareHaru(job(args));
}

struct Contender {
    std::string name;
    std::vector<std::string> command;
    fs::path out;
    int runs = 1;
    std::vector<double> seconds{}, cpu{};
    double peakMb = 0;
};

int cardsBench(const std::vector<std::string>& args) {
    CardsJob j{{}, {}, 1000};
    int runs = 5;
    bool glabels = true;
    fs::path work = fs::temp_directory_path() / "esekretariat-bench-cards";
    for (std::size_t i = 0; i < args.size(); ++i) {
        if (args[i] == "--no-glabels")
            glabels = false;
        else if (i + 1 < args.size() && args[i] == "--photos")
            j.photos = args[++i];
        else if (i + 1 < args.size() && args[i] == "--count")
            j.count = std::stoul(args[++i]);
        else if (i + 1 < args.size() && args[i] == "--runs")
            runs = std::max(1, std::stoi(args[++i]));
        else {
            std::cerr << "cards --photos FOLDER [--count N] [--runs N] [--no-glabels]\n";
            return 2;
        }
    }
    if (j.photos.empty() || photoFiles(j.photos).empty()) {
        std::cerr << "--photos: a folder of JPEGs that are cropped for the card (peers/cards-photos.sh makes "
                     "one)\n";
        return 2;
    }
    fs::create_directories(work);
    const fs::path peers = fs::path(ESEK_SOURCE_DIR) / "tests/bench/peers", csv = work / "cards.csv";
    writeCardsCsv(j, csv);
    fs::copy_file(peers / "cards.glabels", work / "cards.glabels", fs::copy_options::overwrite_existing);
    const std::string self = (platform::executableDir() / "esekretariat-bench").string(),
                      n = std::to_string(j.count);
    const auto out = [&](const char* name) { return (work / name).string(); };

    const std::string reportlab = (peers / "cards-reportlab.py").string();
    const std::string fonts = (platform::resourceDir() / "fonts").string();
    std::vector<Contender> all = {
        {"e-Sekretariat", {self, "cards-ours", j.photos.string(), out("ours.pdf"), n}, out("ours.pdf"), runs},
        {"bare libharu", {self, "cards-bare", j.photos.string(), out("bare.pdf"), n}, out("bare.pdf"), runs},
        {"reportlab, as it comes",
         {"/usr/bin/python3", reportlab, csv.string(), out("reportlab.pdf"), fonts},
         out("reportlab.pdf"),
         runs},
        {"reportlab, binary streams",
         {"/usr/bin/python3", reportlab, csv.string(), out("reportlab-binary.pdf"), fonts, "--binary"},
         out("reportlab-binary.pdf"),
         runs}};
    if (glabels) { // xvfb-run alone takes seconds to start: the clock runs inside it
        const std::string timed = format(
            "TIMEFORMAT='%R %U %S'; {{ time glabels-3-batch -o '{}' -i '{}' '{}' >/dev/null 2>&1; }} 2>'{}'",
            out("glabels.pdf"), csv.string(), out("cards.glabels"), out("glabels.time"));
        all.push_back({"glabels-3-batch", {"xvfb-run", "-a", "bash", "-c", timed}, out("glabels.pdf"), 1});
    }
    for (int round = 0; round < runs; ++round) // in turn, so that a busy moment hits all of them
        for (Contender& c : all)
            if (round < c.runs) {
                Run run = runProcess(c.command);
                if (c.name.starts_with("glabels")) {
                    double user = 0, system = 0;
                    std::ifstream(work / "glabels.time") >> run.seconds >> user >> system;
                    run.cpu = user + system;
                }
                c.cpu.push_back(run.cpu);
                c.seconds.push_back(run.seconds);
                c.peakMb = std::max(c.peakMb, run.peakMb);
            }
    const double own = median(all[0].seconds), ownCpu = median(all[0].cpu);
    std::cout << format("{} cards, median of {} runs in turn (glabels: one run)\n\n", j.count, runs)
              << "| program | wall s | CPU s | peak memory | file | wall, times ours | CPU, times ours |\n"
              << "|---|---|---|---|---|---|---|\n";
    for (const Contender& c : all)
        std::cout << format("| {} | {:.2f} | {:.2f} | {:.0f} MB | {:.1f} MB | {:.2f} | {:.2f} |\n", c.name,
                            median(c.seconds), median(c.cpu), c.peakMb,
                            static_cast<double>(fs::file_size(c.out)) / (1 << 20), median(c.seconds) / own,
                            median(c.cpu) / ownCpu);
    return 0;
}

ESEK_BENCH("cards", "--photos FOLDER [--count N] [--runs N] [--no-glabels]: a batch to PDF beside its peers",
           cardsBench);
ESEK_BENCH("cards-ours", "PHOTOS OUT N: one contender of cards", ours);
ESEK_BENCH("cards-bare", "PHOTOS OUT N: one contender of cards", bare);

} // namespace

} // namespace esek::bench
#endif
