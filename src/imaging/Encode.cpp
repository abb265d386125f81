#include "imaging/Encode.h"

#include "base/Translate.h"
#include "imaging/JpegError.h"

#include <cstdlib>

namespace esek::imaging {
namespace {

/// From here on colour keeps its full resolution: at print quality halved colour shows at lips and eyes.
constexpr int kFullColourQuality = 90;

class JpegEncoder {
  public:
    JpegEncoder() { m_jpeg.err = m_errors.get(); }
    ~JpegEncoder() {
        jpeg_destroy_compress(&m_jpeg);
        std::free(m_bytes); // jpeg_mem_dest hands out malloc'ed memory
    }
    JpegEncoder(const JpegEncoder&) = delete;
    JpegEncoder& operator=(const JpegEncoder&) = delete;

    std::vector<std::uint8_t> run(const Image& image, int quality, int dpi) {
        m_errors.call([&] {
            jpeg_create_compress(&m_jpeg);
            jpeg_mem_dest(&m_jpeg, &m_bytes, &m_size);
            m_jpeg.image_width = static_cast<JDIMENSION>(image.width);
            m_jpeg.image_height = static_cast<JDIMENSION>(image.height);
            m_jpeg.input_components = 3;
            m_jpeg.in_color_space = JCS_RGB;
            jpeg_set_defaults(&m_jpeg);
            jpeg_set_quality(&m_jpeg, quality, TRUE);
            if (quality >= kFullColourQuality)
                m_jpeg.comp_info[0].h_samp_factor = m_jpeg.comp_info[0].v_samp_factor = 1;
            m_jpeg.density_unit = 1; // per inch
            m_jpeg.X_density = m_jpeg.Y_density = static_cast<UINT16>(dpi);
            jpeg_start_compress(&m_jpeg, TRUE);
            const std::size_t stride = 3 * static_cast<std::size_t>(image.width);
            while (m_jpeg.next_scanline < m_jpeg.image_height) {
                // libjpeg wants a pointer to writable rows and only reads them.
                JSAMPROW row = const_cast<JSAMPROW>(image.rgb.data() + m_jpeg.next_scanline * stride);
                jpeg_write_scanlines(&m_jpeg, &row, 1);
            }
            jpeg_finish_compress(&m_jpeg);
        });
        return {m_bytes, m_bytes + m_size};
    }

  private:
    JpegErrorManager m_errors;
    jpeg_compress_struct m_jpeg{};
    unsigned char* m_bytes = nullptr;
    unsigned long m_size = 0;
};

} // namespace

Result<std::vector<std::uint8_t>> encodeJpeg(const Image& image, int quality, int dpi) {
    return guarded([&] {
        if (quality < 1 || quality > 100 || dpi < 1 || dpi > 65'535)
            throw Exception(
                Error{ErrorCode::valueInvalid, "JPEG settings out of range", {{"field", "quality, dpi"}}});
        if (image.width < 1 || image.height < 1 || image.width > 65'500 || image.height > 65'500 ||
            image.rgb.size() !=
                3 * static_cast<std::size_t>(image.width) * static_cast<std::size_t>(image.height))
            throw Exception(ErrorCode::internal, "image whose pixels do not match its size");
        return JpegEncoder().run(image, quality, dpi);
    });
}

} // namespace esek::imaging
