#pragma once
#include "imaging/OutsideDecoder.h"
#include "imaging/PixelSource.h"

namespace esek::imaging {

/// HEIC, WebP and the other kinds that only esekretariat-decoder reads. The last picture is kept for a
/// moment: a photo that is taken in is asked for three times in a row (its size, its measures, its crop).
class OutsideSource final : public PixelSource {
  public:
    explicit OutsideSource(std::span<const std::uint8_t> file);

    std::uint64_t decoderBytes(int) const override { return m_decoded->image.rgb.size(); }
    void start(int) override { m_nextRow = 0; }
    void readRows(int count, std::uint8_t* out) override;
    void finish() override {}

  private:
    std::shared_ptr<const OutsidePicture> m_decoded;
    int m_nextRow = 0;
};

} // namespace esek::imaging
