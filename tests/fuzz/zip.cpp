// Archives of photos: names, sizes, bombs.
#include "roster/Zip.h"
#include "fuzz/Fuzz.h"

using namespace esek;

namespace {
constexpr std::uint64_t kLimit = 1024 * 1024;
} // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static fuzz::InputFile file("zdjecia.zip");
    try {
        const roster::Zip zip(file.with(data, size));
        for (const auto& entry : zip.entries()) {
            fuzz::require(entry.name.find("..") != 0 && entry.name.find('/') != 0,
                          "a name stays in its folder");
            try {
                fuzz::require(zip.read(entry, kLimit).size() <= kLimit, "no more is unpacked than asked for");
            } catch (const Exception&) { // this entry cannot be read; the next may
            }
        }
    } catch (const Exception&) { // refused
    }
    return 0;
}
