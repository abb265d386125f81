#include "base/platform/Memory.h"

#include <catch2/catch.hpp>

#include <fstream>
#include <memory>
#include <unistd.h>
#include <vector>

using namespace esek;

#if defined(__GLIBC__) && !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)

namespace {

/// Resident, in megabytes.
long memory() {
    std::ifstream in("/proc/self/statm");
    long size = 0, resident = 0;
    in >> size >> resident;
    return resident * sysconf(_SC_PAGESIZE) / (1 << 20);
}

/// Photos of different sizes come and go, with small things between them that stay.
void work(std::vector<std::unique_ptr<char[]>>& stay) {
    for (int round = 0; round < 3; ++round) {
        std::vector<std::vector<char>> photos;
        for (std::size_t i = 1; i <= 20; ++i) {
            photos.emplace_back(i * 700'000, 'x');
            stay.push_back(std::make_unique<char[]>(3000));
        }
    }
}

} // namespace

TEST_CASE("large blocks of memory go back to the system when they are freed") {
    platform::giveLargeBlocksBack();
    std::vector<std::unique_ptr<char[]>> stay;
    const long before = memory();
    work(stay);
    CHECK(memory() - before < 8);
}

#endif
