// The photos of an import from an office to the server, beside curl sending as many bytes as one file to
// nginx.
#include "bench/Registry.h"

#include "base/Format.h"
#include "base/platform/Files.h"
#include "bench/ServerNginx.h"
#include "bench/ServerOffice.h"
#include "bench/ServerPeers.h"

#include <algorithm>
#include <iostream>

namespace {

using namespace esek;

constexpr int kPhotos = 1'000;
constexpr std::size_t kPhotoBytes = 200'000;

double median(std::vector<double> v) {
    std::sort(v.begin(), v.end());
    return v[v.size() / 2];
}

int upload(const std::vector<std::string>& args) {
    const int rounds = args.empty() ? 5 : std::stoi(args.back());
    // The servers have their data on the disk and the office has its photos in memory: what is measured is
    // the way from there to there, the flush included.
    const test::TempDir dir;
    const std::vector<std::string> where{"--data", platform::toUtf8(dir / "server")};
    const bench::ServerProcess server(where);
    const bench::Nginx nginx(dir / "nginx", std::int64_t{kPhotos} * kPhotoBytes);
    std::vector<double> ours, curls;
    for (int i = 0; i < rounds; ++i) {
        const std::string school = bench::addSchool(where, format("SP {}", i + 1));
        bench::Office office(server.port(), bench::codeFor(where, school), test::TempDir::inMemory());
        const auto ids = bench::addPupils(office, kPhotos);
        office.cycle();
        bench::addPhotos(office, ids, kPhotoBytes);
        const auto begin = bench::Steady::now();
        const auto report = office.cycle();
        ours.push_back(bench::seconds(begin));
        if (report.photosUp != kPhotos)
            throw std::runtime_error("the photos were not all sent");
        bench::dropFromMemory(dir.path());
        curls.push_back(nginx.upload(std::to_string(i)));
        bench::dropFromMemory(dir.path());
        std::cout << format("upload {:.2f} s, curl {:.2f} s\n", ours.back(), curls.back());
    }
    const double mine = median(ours), curl = median(curls);
    std::cout << format("{} photos of {} kB sent, on the server's disk   {:8.2f} s\n", kPhotos,
                        kPhotoBytes / 1000, mine);
    if (curl > 0)
        std::cout << format("curl -T, the same bytes as one file to nginx   {:8.2f} s   ratio {:.2f}\n", curl,
                            mine / curl);
    else
        std::cout << "curl to nginx: not installed\n";
    return 0;
}

} // namespace

ESEK_BENCH("upload", "[ROUNDS]: 1,000 photos from an office beside curl sending as many bytes to nginx",
           upload);
