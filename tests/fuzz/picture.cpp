// Photos that this program reads itself: JPEG, PNG, TIFF.
#include "fuzz/Fuzz.h"
#include "imaging/Decode.h"
#include "imaging/Probe.h"

using namespace esek;

namespace {
constexpr std::int64_t kPixels = 300'000; // more would only be slow
} // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::span file(data, size);
    const auto kind = imaging::detectKind(imaging::withoutStrayStart(file));
    if (kind != imaging::FileKind::jpeg && kind != imaging::FileKind::png && kind != imaging::FileKind::tiff)
        return 0;
    const auto info = imaging::probe(file, "zdjecie");
    if (!info || static_cast<std::int64_t>(info->width) * info->height > kPixels)
        return 0;
    if (const auto image = imaging::decode(file, "zdjecie"))
        fuzz::require(image->rgb.size() == 3 * static_cast<std::size_t>(image->width) *
                                               static_cast<std::size_t>(image->height),
                      "a picture has the pixels that it says");
    return 0;
}
