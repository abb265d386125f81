#pragma once
#include <cstdint>
#include <span>

namespace esek::imaging {

struct TiffSize {
    std::uint64_t width = 0;
    std::uint64_t height = 0;
};

/// The size of the first picture, after a look at whether everything that its directory points to is in the
/// file (libtiff fills up what is missing in some codings). Throws fileTruncated, fileCorrupt.
TiffSize checkTiff(std::span<const std::uint8_t> file);

} // namespace esek::imaging
