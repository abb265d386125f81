#pragma once
#include "imaging/PixelSource.h"

namespace esek::imaging {

/// PNG and TIFF through OpenImageIO, from memory. Alpha is laid on white; 16-bit, palette and 1-bit become
/// 8-bit.
class OiioSource final : public PixelSource {
  public:
    OiioSource(std::span<const std::uint8_t> file, FileKind);
    ~OiioSource() override;

    std::uint64_t decoderBytes(int eighths) const override;
    void start(int eighths) override;
    void readRows(int count, std::uint8_t* out) override;
    void finish() override {}

  private:
    struct Input; // keeps OpenImageIO's headers out of here
    void openInput();
    void describeTiff();
    void readNative(int firstRow, int count);

    std::unique_ptr<Input> m_input;
    int m_pngBytesPerPixel = 0;
    int m_nextRow = 0;
};

} // namespace esek::imaging
