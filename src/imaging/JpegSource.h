#pragma once
#include "imaging/JpegError.h"
#include "imaging/PixelSource.h"

namespace esek::imaging {

/// libjpeg(-turbo), scaling in the DCT. Of an MPO (several JPEGs in a row) it reads the first.
class JpegSource final : public PixelSource {
  public:
    explicit JpegSource(std::span<const std::uint8_t> file);
    ~JpegSource() override;

    bool scales() const override { return true; }
    std::uint64_t decoderBytes(int eighths) const override;
    void start(int eighths) override;
    void readRows(int count, std::uint8_t* out) override;
    void finish() override;

  private:
    /// EXIF and ICC segments stay where they are in the file; libjpeg would copy every one of them.
    static boolean onApp1(j_decompress_ptr);
    static boolean onApp2(j_decompress_ptr);
    static std::span<const std::uint8_t> takeSegment(j_decompress_ptr);
    static void onProgress(j_common_ptr);
    static constexpr std::size_t kMaxSegments = 300; // an ICC profile has at most 255

    void describe();
    std::vector<std::uint8_t> profile() const;
    bool allCoefficientsCame() const;

    JpegErrorManager m_errors;
    jpeg_decompress_struct m_jpeg{};
    jpeg_progress_mgr m_progress{};
    std::vector<std::span<const std::uint8_t>> m_exif;
    std::vector<std::span<const std::uint8_t>> m_icc;
    int m_lastScan = 0;
    std::uint64_t m_blocksVisited = 0;
};

} // namespace esek::imaging
