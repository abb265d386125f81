#pragma once
#include "imaging/PixelSource.h"

#include <png.h>

namespace esek::imaging {

/// libpng. Alpha is laid on white; 16-bit, palette and 1-bit become 8-bit. Damage in the picture's own chunks
/// is an error; a side chunk (text, profile, dates) with a wrong checksum is left out, as every viewer does.
class PngSource final : public PixelSource {
  public:
    explicit PngSource(std::span<const std::uint8_t> file);
    ~PngSource() override;
    PngSource(const PngSource&) = delete;
    PngSource& operator=(const PngSource&) = delete;

    std::uint64_t decoderBytes(int eighths) const override;
    void start(int eighths) override;
    void readRows(int count, std::uint8_t* out) override;
    void finish() override;

  private:
    /// Runs f, in which libpng may leave by longjmp: f must own nothing that needs a destructor.
    template <class F>
    void call(const F& f) {
        if (setjmp(png_jmpbuf(m_png)))
            rethrow();
        f();
    }
    [[noreturn]] void rethrow() const;
    static void onError(png_structp, png_const_charp);
    static void onRead(png_structp, png_bytep out, std::size_t count);
    void describe();
    void readInterlaced();

    std::span<const std::uint8_t> m_file;
    std::size_t m_at = 0;
    png_structp m_png = nullptr;
    png_infop m_info = nullptr;
    const char* m_problem = "libpng error";
    bool m_endMissing = false;
    bool m_hasAlpha = false;
    int m_bitDepth = 8;
    int m_nextRow = 0;
    std::size_t m_stride = 0; ///< bytes of a row as libpng gives it, alpha included
    std::vector<std::uint8_t> m_rows;
};

} // namespace esek::imaging
