#pragma once
#include <cstdarg>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <tiffio.h>

namespace esek::imaging {

/// A TIFF in memory under libtiff, with limits on what libtiff may allocate and its messages kept to us. The
/// bytes must outlive it. Throws Exception: fileTruncated when libtiff looked for bytes behind the end,
/// else fileCorrupt. One thread at a time.
class TiffFile {
  public:
    explicit TiffFile(std::span<const std::uint8_t> file);
    TiffFile(const TiffFile&) = delete;
    TiffFile& operator=(const TiffFile&) = delete;
    TIFF* get() const { return m_tiff.get(); }

    /// The value of a tag, that of the standard when the file has none, or `fallback`.
    template <class T>
    T field(std::uint32_t tag, T fallback) const {
        TIFFGetFieldDefaulted(get(), tag, &fallback);
        return fallback;
    }
    /// Dots per inch; 0 when the file does not say.
    double dpi(std::uint32_t tag) const;
    /// Pictures in the file; reduced copies for previews do not count. At most kMostPages are counted.
    int pages();
    static constexpr int kMostPages = 100;

    /// From here on libtiff's warnings about the coded data are damage, as for a JPEG.
    void warningsAreDamage() { m_warningsAreDamage = true; }
    bool damaged() const { return m_damaged; }
    /// Every piece that the directory names lies inside the file. Throws fileTruncated.
    void checkPieces() const;
    [[noreturn]] void fail(const char* what) const;

  private:
    struct Close {
        void operator()(TIFF* tiff) const { TIFFClose(tiff); }
    };
    static int onError(TIFF*, void* self, const char* module, const char* format, va_list);
    static int onWarning(TIFF*, void* self, const char* module, const char* format, va_list);
    static tmsize_t onRead(thandle_t, void* out, tmsize_t count);
    static toff_t onSeek(thandle_t, toff_t offset, int whence);
    static toff_t onSize(thandle_t);

    std::span<const std::uint8_t> m_file;
    std::uint64_t m_at = 0;
    bool m_endMissing = false;
    bool m_warningsAreDamage = false;
    bool m_damaged = false;
    std::string m_problem; ///< libtiff's own words without values of the file
    std::unique_ptr<TIFF, Close> m_tiff;
};

} // namespace esek::imaging
