// Many photos in one answer: the same photos come out whatever the pieces are.
#include "sync/protocol/Pack.h"
#include "fuzz/Fuzz.h"

using namespace esek;

namespace {

constexpr std::size_t kIds = 4;

struct Outcome {
    std::vector<std::vector<std::uint8_t>> photos;
    bool refused = false;
    bool complete = false;
    bool operator==(const Outcome&) const = default;
};

Outcome read(std::span<const std::uint8_t> bytes, std::size_t piece) {
    Outcome out;
    std::vector<domain::BlobId> ids(kIds);
    sync::PackReader reader(
        ids, [&](sync::PackReader::Item&& item) { out.photos.push_back(std::move(item.bytes)); });
    try {
        while (!bytes.empty()) {
            const auto n = std::min(piece, bytes.size());
            reader.feed(bytes.first(n));
            bytes = bytes.subspan(n);
        }
        out.complete = reader.complete();
    } catch (const Exception&) {
        out.refused = true;
    }
    return out;
}

} // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::span bytes(data, size);
    const Outcome whole = read(bytes, size + 1);
    fuzz::require(read(bytes, 1) == whole, "byte by byte is read as in one piece");
    return 0;
}
