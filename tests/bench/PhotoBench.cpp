// A phone's photo to the card's JPEG, beside vipsthumbnail: both as processes of their own that get the same
// files.
#include "bench/PhoneJpeg.h"
#include "bench/Registry.h"

#include "base/platform/Files.h"
#include "base/platform/Paths.h"
#include "imaging/Crop.h"
#include "imaging/Decode.h"
#include "imaging/Encode.h"
#include "imaging/PrintJpeg.h"
#include "imaging/Probe.h"
#include "support/Corpus.h"
#include "support/Pictures.h"
#include "support/TempDir.h"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <iostream>
#include <map>
#include <thread>

#include <sys/resource.h>

namespace esek::bench {
namespace {

namespace fs = std::filesystem;

constexpr double kWidthMm = 19;
constexpr double kHeightMm = 26;
constexpr int kQuality = 95;

std::string quoted(const fs::path& path) {
    return "'" + path.string() + "'";
}

struct Cost {
    double wall = 0; ///< milliseconds
    double cpu = 0;  ///< of the processes that were started; what other work on the machine disturbs least
};

double childrenCpu() {
    rusage usage{};
    ::getrusage(RUSAGE_CHILDREN, &usage);
    const auto ms = [](const timeval& t) {
        return 1e3 * static_cast<double>(t.tv_sec) + 1e-3 * static_cast<double>(t.tv_usec);
    };
    return ms(usage.ru_utime) + ms(usage.ru_stime);
}

Cost costOf(const std::string& command) {
    const double cpu = childrenCpu();
    const auto start = std::chrono::steady_clock::now();
    if (std::system(command.c_str()) != 0)
        throw std::runtime_error("failed: " + command.substr(0, 200));
    return {std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count(),
            childrenCpu() - cpu};
}

double median(std::vector<double> values) {
    std::sort(values.begin(), values.end());
    return values[values.size() / 2];
}

/// esekretariat-bench photo-work DPI THREADS FOLDER FILE...: what the application does with each photo.
int work(const std::vector<std::string>& args) {
    if (args.size() < 4)
        return 2;
    const int dpi = std::atoi(args[0].c_str());
    const fs::path folder = args[2];
    std::atomic<std::size_t> next{3};
    std::atomic<int> failed{0};
    const auto worker = [&] {
        for (std::size_t i = next++; i < args.size(); i = next++) {
            const auto bytes = platform::readFile(args[i]).value();
            const auto info = imaging::probe(bytes, args[i]).value();
            const auto frame = imaging::centredCrop(info.width, info.height, kWidthMm / kHeightMm);
            const auto print =
                imaging::renderForPrint(bytes, args[i], frame, {kWidthMm, kHeightMm, dpi, kQuality}).value();
            std::FILE* out = std::fopen((folder / fs::path(args[i]).filename()).string().c_str(), "wb");
            if (!out || std::fwrite(print.bytes.data(), 1, print.bytes.size(), out) != print.bytes.size())
                ++failed;
            if (out)
                std::fclose(out);
        }
    };
    std::vector<std::thread> threads;
    for (int t = 1; t < std::atoi(args[1].c_str()); ++t)
        threads.emplace_back(worker);
    worker();
    for (auto& thread : threads)
        thread.join();
    return failed ? 1 : 0;
}

imaging::Image load(const fs::path& path) {
    return imaging::decode(platform::readFile(path).value(), path.filename().string()).value();
}

struct Fidelity {
    double lowest = 99;
    double median = 0;
};

/// Of JPEGs of the photos against a full decode and one Lanczos-3 pass.
Fidelity fidelity(const std::vector<fs::path>& photos,
                  const std::function<imaging::Image(const fs::path&, const imaging::Image& reference)>& made,
                  int width, int height) {
    std::vector<double> values;
    for (const auto& photo : photos) {
        const imaging::Image full = load(photo);
        const auto frame = imaging::centredCrop(full.width, full.height, kWidthMm / kHeightMm);
        const imaging::Image reference = imaging::crop(full, frame, width, height).value();
        values.push_back(test::psnr(made(photo, reference), reference));
    }
    return {*std::min_element(values.begin(), values.end()), median(values)};
}

void compare(const std::vector<fs::path>& photos, const fs::path& folder, int dpi, int runs) {
    const fs::path ours = folder / "ours";
    const fs::path vips = folder / "vips";
    fs::create_directories(ours);
    fs::create_directories(vips);
    std::string files;
    std::string halves[2];
    for (std::size_t i = 0; i < photos.size(); ++i) {
        files += " " + quoted(photos[i]);
        halves[i % 2] += " " + quoted(photos[i]);
    }
    const int width = static_cast<int>(kWidthMm * dpi / 25.4 + 0.5);
    const int height = static_cast<int>(kHeightMm * dpi / 25.4 + 0.5);
    const auto vipsFor = [&](int threads, const std::string& names) {
        return "VIPS_CONCURRENCY=" + std::to_string(threads) + " vipsthumbnail -s " + std::to_string(width) +
               "x" + std::to_string(height) + " --smartcrop centre --eprofile srgb -o " +
               quoted(vips / "%s.jpg[Q=95,strip]") + names;
    };
    const auto oursFor = [&](int threads) {
        return quoted(platform::executableDir() / "esekretariat-bench") + " photo-work " +
               std::to_string(dpi) + " " + std::to_string(threads) + " " + quoted(ours) + files;
    };
    const std::vector<std::pair<std::string, std::string>> contestants{
        {"one core: ours", "taskset -c 0 " + oursFor(1)},
        {"one core: vipsthumbnail", "taskset -c 0 env " + vipsFor(1, files)},
        {"two cores: ours, two threads", "taskset -c 0,1 " + oursFor(2)},
        {"two cores: vipsthumbnail", "taskset -c 0,1 env " + vipsFor(2, files)},
        {"two cores: two vipsthumbnail, half of the files each", "taskset -c 0 env " + vipsFor(1, halves[0]) +
                                                                     " & taskset -c 1 env " +
                                                                     vipsFor(1, halves[1]) + "; wait"},
    };
    std::map<std::string, std::vector<double>> times;
    std::map<std::string, std::vector<double>> cpu;
    for (int run = 0; run <= runs; ++run) {
        for (const auto& [name, command] : contestants) {
            const Cost cost = costOf(command);
            if (run == 0) // warms the file cache
                continue;
            times[name].push_back(cost.wall / static_cast<double>(photos.size()));
            cpu[name].push_back(cost.cpu / static_cast<double>(photos.size()));
        }
    }
    std::printf("card %g x %g mm at %d dpi: %d x %d px, %zu photos in one process, median of %d runs\n",
                kWidthMm, kHeightMm, dpi, width, height, photos.size(), runs);
    for (const auto& [name, command] : contestants)
        std::printf("  %-52s %6.1f ms a photo, CPU %6.1f ms\n", name.c_str(), median(times[name]),
                    median(cpu[name]));
    const auto ratio = [&](auto& values, std::size_t a, std::size_t b) {
        return median(values[contestants[a].first]) / median(values[contestants[b].first]);
    };
    std::printf("  ours to vipsthumbnail: one core %.2f (CPU %.2f), two cores %.2f (CPU %.2f), to two "
                "processes %.2f\n",
                ratio(times, 0, 1), ratio(cpu, 0, 1), ratio(times, 2, 3), ratio(cpu, 2, 3),
                ratio(times, 2, 4));
    const auto print = [](const char* what, const Fidelity& f) {
        std::printf("  %-52s %5.1f dB median, %5.1f dB lowest\n", what, f.median, f.lowest);
    };
    std::printf("  PSNR of the finished JPEG against full decode + Lanczos-3 before encoding\n");
    print("ours", fidelity(
                      photos, [&](const fs::path& p, const auto&) { return load(ours / p.filename()); },
                      width, height));
    print("vipsthumbnail",
          fidelity(
              photos, [&](const fs::path& p, const auto&) { return load(vips / p.filename()); }, width,
              height));
    print("the reference itself, encoded at this quality",
          fidelity(
              photos,
              [&](const fs::path&, const imaging::Image& reference) {
                  return imaging::decode(imaging::encodeJpeg(reference, kQuality, dpi).value(), "reference")
                      .value();
              },
              width, height));
}

int photo(const std::vector<std::string>& args) {
    const int count = args.size() > 0 ? std::max(2, std::atoi(args[0].c_str())) : 12;
    const int runs = args.size() > 1 ? std::max(1, std::atoi(args[1].c_str())) : 7;
    if (std::system("vipsthumbnail --vips-version > /dev/null && taskset --version > /dev/null") != 0) {
        std::cerr << "vipsthumbnail (libvips-tools) and taskset are needed\n";
        return 2;
    }
    std::vector<fs::path> portraits;
    if (const auto corpus = test::corpusDir()) {
        for (const auto& entry : fs::directory_iterator(*corpus / "portraits" / "ai")) {
            if (entry.path().extension() == ".jpg")
                portraits.push_back(entry.path());
        }
        std::sort(portraits.begin(), portraits.end());
    }
    const test::TempDir temp;
    std::vector<fs::path> photos;
    std::uint64_t bytes = 0;
    for (int i = 0; i < count; ++i) {
        const auto from = portraits.empty()
                              ? std::nullopt
                              : std::optional(portraits[static_cast<std::size_t>(i) % portraits.size()]);
        const auto jpeg = phoneJpeg(from, i);
        photos.push_back(temp / ("photo" + std::to_string(i) + ".jpg"));
        platform::writeFileAtomically(photos.back(), std::span<const std::uint8_t>(jpeg)).value();
        bytes += jpeg.size();
    }
    std::printf(
        "%d photos of 12 megapixels (%s), quality 92, 4:2:0, orientation 6, Display P3, %.1f MB each\n",
        count, portraits.empty() ? "drawn" : "enlarged portraits with noise",
        static_cast<double>(bytes) / count / 1e6);
    compare(photos, temp / "600", 600, runs);
    compare(photos, temp / "300", 300, runs);
    return 0;
}

} // namespace

ESEK_BENCH("photo", "[PHOTOS [RUNS]]: 12-megapixel JPEG to the card's JPEG, beside vipsthumbnail", photo);
ESEK_BENCH("photo-work", "DPI THREADS FOLDER FILE...: our part of it, as a process of its own", work);

} // namespace esek::bench
