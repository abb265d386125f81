#include "imaging/TiffFile.h"

#include "base/Error.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstring>

namespace esek::imaging {
namespace {

/// libtiff's largest single allocation: a directory's lists, the rows at work. What we read into is ours.
constexpr tmsize_t kMaxAllocation = tmsize_t{64} << 20;

} // namespace

TiffFile::TiffFile(std::span<const std::uint8_t> file) : m_file(file) {
    const std::unique_ptr<TIFFOpenOptions, decltype(&TIFFOpenOptionsFree)> options(TIFFOpenOptionsAlloc(),
                                                                                   TIFFOpenOptionsFree);
    if (!options)
        throw std::bad_alloc();
    TIFFOpenOptionsSetMaxSingleMemAlloc(options.get(), kMaxAllocation);
    TIFFOpenOptionsSetErrorHandlerExtR(options.get(), onError, this);
    TIFFOpenOptionsSetWarningHandlerExtR(options.get(), onWarning, this);
    // m: read through our functions, which notice a file that ends too early. D: the lists of pieces are read
    // when they are needed.
    m_tiff.reset(TIFFClientOpenExt(
        "memory", "rmD", this, onRead, [](thandle_t, void*, tmsize_t) -> tmsize_t { return 0; }, onSeek,
        [](thandle_t) { return 0; }, onSize, nullptr, nullptr, options.get()));
    if (!m_tiff)
        fail("cannot be opened");
}

double TiffFile::dpi(std::uint32_t tag) const {
    float value = 0;
    std::uint16_t unit = RESUNIT_INCH;
    TIFFGetFieldDefaulted(get(), TIFFTAG_RESOLUTIONUNIT, &unit);
    if (!TIFFGetField(get(), tag, &value) || !std::isfinite(value) || value <= 0)
        return 0;
    const double perInch = unit == RESUNIT_INCH ? 1.0 : unit == RESUNIT_CENTIMETER ? 2.54 : 0.0;
    return perInch * static_cast<double>(value);
}

int TiffFile::pages() {
    int count = 1;
    for (int looked = 1; looked < kMostPages && TIFFReadDirectory(get()); ++looked)
        count += (field<std::uint32_t>(TIFFTAG_SUBFILETYPE, 0) & FILETYPE_REDUCEDIMAGE) == 0 ? 1 : 0;
    // A damaged directory of a later page is no reason to refuse the first.
    m_endMissing = m_damaged = false;
    m_problem.clear();
    if (!TIFFSetDirectory(get(), 0))
        fail("the first page is gone");
    return count;
}

void TiffFile::checkPieces() const {
    const std::uint32_t pieces = TIFFIsTiled(get()) ? TIFFNumberOfTiles(get()) : TIFFNumberOfStrips(get());
    for (std::uint32_t i = 0; i < pieces; ++i) {
        const std::uint64_t offset = TIFFGetStrileOffset(get(), i);
        if (offset > m_file.size() || TIFFGetStrileByteCount(get(), i) > m_file.size() - offset)
            throw Exception(ErrorCode::fileTruncated, "TIFF points behind its end");
    }
}

void TiffFile::fail(const char* what) const {
    throw Exception(m_endMissing ? ErrorCode::fileTruncated : ErrorCode::fileCorrupt,
                    "TIFF: " + (m_problem.empty() ? std::string(what) : m_problem));
}

int TiffFile::onError(TIFF*, void* self, const char* module, const char* format, va_list) {
    // The format, not the formatted text: it carries nothing of the file.
    static_cast<TiffFile*>(self)->m_problem = std::string(module ? module : "libtiff") + ": " + format;
    return 1;
}

int TiffFile::onWarning(TIFF*, void* self, const char*, const char*, va_list) {
    auto& file = *static_cast<TiffFile*>(self);
    file.m_damaged = file.m_damaged || file.m_warningsAreDamage;
    return 1;
}

tmsize_t TiffFile::onRead(thandle_t handle, void* out, tmsize_t count) {
    auto& self = *static_cast<TiffFile*>(handle);
    const std::uint64_t have = self.m_at < self.m_file.size() ? self.m_file.size() - self.m_at : 0;
    const std::uint64_t wanted = static_cast<std::uint64_t>(std::max<tmsize_t>(count, 0));
    const std::uint64_t n = std::min(have, wanted);
    if (n > 0)
        std::memcpy(out, self.m_file.data() + self.m_at, n);
    if (n < wanted)
        self.m_endMissing = true;
    self.m_at += n;
    return static_cast<tmsize_t>(n);
}

toff_t TiffFile::onSeek(thandle_t handle, toff_t offset, int whence) {
    auto& self = *static_cast<TiffFile*>(handle);
    self.m_at = offset + (whence == SEEK_CUR ? self.m_at : whence == SEEK_END ? self.m_file.size() : 0);
    return self.m_at;
}

toff_t TiffFile::onSize(thandle_t handle) {
    return static_cast<TiffFile*>(handle)->m_file.size();
}

} // namespace esek::imaging
