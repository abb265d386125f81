#pragma once
#include "imaging/PixelSource.h"
#include "imaging/Samples.h"
#include "imaging/TiffFile.h"

#include <array>

namespace esek::imaging {

/// libtiff: what office scanners and photographers' programs write. Grey, RGB, palette, CMYK, YCbCr and Lab
/// of 1 to 16 bits, in strips or tiles, samples together or in planes of their own, packed by CCITT, LZW,
/// deflate, PackBits or JPEG. Everything else is named as not read. The first page is the picture.
class TiffSource final : public PixelSource {
  public:
    explicit TiffSource(std::span<const std::uint8_t> file);

    std::uint64_t decoderBytes(int eighths) const override;
    void start(int eighths) override;
    void readRows(int count, std::uint8_t* out) override;
    void finish() override;

  private:
    /// How rows come out of libtiff.
    enum class Access {
        rows,   ///< one after the other, samples together
        strips, ///< whole strips, one for each plane
        tiles,  ///< a row of whole tiles, for each plane
        whole,  ///< the picture in one piece, converted to RGB by libtiff
    };

    void readLayout();
    void describe();
    Alpha alphaKind() const;
    std::uint64_t unitBytes() const;
    /// Points m_planes at the samples of a stored row.
    void seek(std::uint32_t y);
    void readStrips(std::uint32_t y);
    void readTiles(std::uint32_t y);
    void readWhole();
    void convert(std::uint8_t* out) const;
    void convertPixel(std::size_t x, std::uint8_t* out) const;
    unsigned sample(std::size_t x, unsigned channel) const;

    TiffFile m_tiff;
    std::uint32_t m_width = 0, m_height = 0;
    std::uint16_t m_samples = 1, m_bits = 1, m_photometric = 0, m_compression = 1;
    unsigned m_planeCount = 1; ///< 1: samples together
    Access m_access = Access::rows;
    Alpha m_alpha = Alpha::none;
    unsigned m_alphaAt = 0;
    std::array<const std::uint16_t*, 3> m_palette{};
    unsigned m_paletteScale = 257; ///< what divides a palette's values; 1 where they are 8 bits wide
    std::uint32_t m_unitWidth = 0; ///< of a tile
    std::uint32_t m_unitRows = 1;  ///< of a strip or tile
    std::uint32_t m_nextRow = 0;
    std::vector<std::uint8_t> m_unit;
    std::vector<std::uint8_t> m_row;                ///< a row put together from tiles, plane after plane
    std::vector<std::uint32_t> m_rgba;              ///< Access::whole
    std::array<const std::uint8_t*, 16> m_planes{}; ///< where the present row begins in each plane
};

} // namespace esek::imaging
