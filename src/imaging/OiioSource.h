#pragma once
#include "imaging/PixelSource.h"
#include "imaging/oiio/Bridge.h"

namespace esek::imaging {

/// PNG and TIFF through OpenImageIO, from memory. Alpha is laid on white; 16-bit, palette and 1-bit become
/// 8-bit.
class OiioSource final : public PixelSource {
  public:
    OiioSource(std::span<const std::uint8_t> file, FileKind);
    ~OiioSource() override;
    OiioSource(const OiioSource&) = delete;
    OiioSource& operator=(const OiioSource&) = delete;

    std::uint64_t decoderBytes(int eighths) const override;
    void start(int eighths) override;
    void readRows(int count, std::uint8_t* out) override;
    void finish() override {}

  private:
    void open();
    void describeTiff();
    void readUnit(int row);

    std::span<const std::uint8_t> m_file;
    std::uint64_t m_pngBytesPerPixel = 0;
    const EsekRasterApi* m_api = nullptr;
    void* m_handle = nullptr;
    EsekRasterHeader m_header{};
    int m_nextRow = 0;
    // Rows at hand, all channels.
    std::vector<std::uint8_t> m_unit;
    int m_unitFirst = 0;
    int m_unitRows = 0;
};

} // namespace esek::imaging
