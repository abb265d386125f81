#include "imaging/PngSource.h"

#include "imaging/Exif.h"
#include "imaging/Limits.h"
#include "imaging/Samples.h"

#include <zlib.h>

#include <algorithm>
#include <cstring>
#include <limits>

namespace esek::imaging {
namespace {

constexpr std::size_t kSignature = 8;
constexpr std::size_t kChunkFrame = 12; // length, name, checksum
constexpr double kMetresPerInch = 0.0254;
/// Side chunks: a colour profile is the largest that a photo needs.
constexpr std::size_t kMaxSideChunk = std::size_t{4} << 20;
constexpr unsigned kMaxSideChunks = 200;
/// Buffers of zlib and libpng that do not depend on the size of the picture.
constexpr std::uint64_t kLibraryBytes = std::uint64_t{1} << 20;

std::uint32_t u32(const std::uint8_t* p) {
    return std::uint32_t{p[0]} << 24 | std::uint32_t{p[1]} << 16 | std::uint32_t{p[2]} << 8 | p[3];
}

/// The one thing that libpng tells too late: some programs write the camera's EXIF behind the pixels, and the
/// orientation must be known before them. Walking there also shows a file that was cut off before a pixel is
/// decoded. Returns the EXIF data, empty when there are none. Throws fileTruncated.
std::span<const std::uint8_t> findExif(std::span<const std::uint8_t> file) {
    std::span<const std::uint8_t> exif;
    for (std::size_t at = kSignature;;) {
        if (file.size() - at < kChunkFrame)
            throw Exception(ErrorCode::fileTruncated, "PNG without its end");
        const std::size_t length = u32(&file[at]);
        if (length > file.size() - at - kChunkFrame)
            throw Exception(ErrorCode::fileTruncated, "PNG ends inside a chunk");
        const auto is = [&](const char* name) { return std::memcmp(&file[at + 4], name, 4) == 0; };
        if (is("IEND"))
            return exif;
        // The checksum covers the name and the data.
        if (is("eXIf") && crc32_z(0, &file[at + 4], length + 4) == u32(&file[at + 8 + length]))
            exif = file.subspan(at + 8, length);
        at += kChunkFrame + length;
    }
}

} // namespace

PngSource::PngSource(std::span<const std::uint8_t> file) : m_file(file) {
    m_png = png_create_read_struct(PNG_LIBPNG_VER_STRING, this, onError, [](png_structp, png_const_charp) {});
    m_info = m_png ? png_create_info_struct(m_png) : nullptr;
    try {
        if (!m_info)
            throw std::bad_alloc();
        call([this] {
            png_set_read_fn(m_png, this, onRead);
            // Limits on the picture are checked by openSource(), which knows how to say so.
            png_set_user_limits(m_png, std::numeric_limits<std::int32_t>::max(),
                                std::numeric_limits<std::int32_t>::max());
            png_set_chunk_malloc_max(m_png, kMaxSideChunk);
            png_set_chunk_cache_max(m_png, kMaxSideChunks);
            png_set_crc_action(m_png, PNG_CRC_ERROR_QUIT, PNG_CRC_WARN_DISCARD);
            png_read_info(m_png, m_info);
        });
        describe();
    } catch (...) {
        png_destroy_read_struct(&m_png, &m_info, nullptr);
        throw;
    }
}

PngSource::~PngSource() {
    png_destroy_read_struct(&m_png, &m_info, nullptr);
}

void PngSource::onError(png_structp png, png_const_charp text) {
    auto& self = *static_cast<PngSource*>(png_get_error_ptr(png));
    self.m_problem = text; // a literal of libpng's
    png_longjmp(png, 1);
}

void PngSource::onRead(png_structp png, png_bytep out, std::size_t count) {
    auto& self = *static_cast<PngSource*>(png_get_io_ptr(png));
    if (count > self.m_file.size() - self.m_at) {
        self.m_endMissing = true;
        png_error(png, "the file ends too early");
    }
    std::memcpy(out, self.m_file.data() + self.m_at, count);
    self.m_at += count;
}

void PngSource::rethrow() const {
    throw Exception(m_endMissing ? ErrorCode::fileTruncated : ErrorCode::fileCorrupt,
                    std::string("PNG: ") + m_problem);
}

void PngSource::describe() {
    ImageInfo& info = m_picture.info;
    info.kind = FileKind::png;
    info.width = static_cast<int>(png_get_image_width(m_png, m_info));
    info.height = static_cast<int>(png_get_image_height(m_png, m_info));
    info.channels = png_get_channels(m_png, m_info);
    info.progressive = png_get_interlace_type(m_png, m_info) != PNG_INTERLACE_NONE;
    m_bitDepth = png_get_bit_depth(m_png, m_info);
    const int colour = png_get_color_type(m_png, m_info);
    info.greyscale = (colour & PNG_COLOR_MASK_COLOR) == 0;
    m_picture.layout = info.greyscale ? PixelLayout::grey : PixelLayout::rgb;
    m_hasAlpha = (colour & PNG_COLOR_MASK_ALPHA) != 0 || png_get_valid(m_png, m_info, PNG_INFO_tRNS) != 0;
    png_uint_32 x = 0;
    png_uint_32 y = 0;
    int unit = 0;
    if (png_get_pHYs(m_png, m_info, &x, &y, &unit) != 0 && unit == PNG_RESOLUTION_METER) {
        info.dpiX = x * kMetresPerInch;
        info.dpiY = y * kMetresPerInch;
    }
    png_charp name = nullptr;
    png_bytep profile = nullptr;
    png_uint_32 size = 0;
    int compression = 0;
    if (png_get_iCCP(m_png, m_info, &name, &compression, &profile, &size) != 0)
        m_picture.profile.assign(profile, profile + size);
    info.hasProfile = !m_picture.profile.empty();
    const ExifFacts exif = parseExif(findExif(m_file));
    info.orientation = exif.orientation;
    info.hasGps = exif.hasGps;
}

std::uint64_t PngSource::decoderBytes(int) const {
    const ImageInfo& info = m_picture.info;
    const auto samples = static_cast<std::uint64_t>(samplesOf(m_picture.layout) + (m_hasAlpha ? 1 : 0));
    const std::uint64_t row = static_cast<std::uint64_t>(info.width) * samples;
    // An interlaced picture is whole in memory before its first row is known. libpng keeps two more rows, as
    // deep as they are stored.
    return kLibraryBytes + row * static_cast<std::uint64_t>(info.progressive ? info.height : 1) +
           3 * row * (m_bitDepth == 16 ? 2 : 1);
}

void PngSource::start(int) {
    call([this] {
        png_set_expand(m_png); // palette, fewer than 8 bits, transparent colours
        png_set_scale_16(m_png);
        png_set_interlace_handling(m_png);
        png_read_update_info(m_png, m_info);
    });
    m_stride = png_get_rowbytes(m_png, m_info);
    m_nextRow = 0;
    if (m_picture.info.progressive)
        readInterlaced();
    else if (m_hasAlpha)
        m_rows.resize(m_stride);
}

void PngSource::readInterlaced() {
    m_rows.resize(m_stride * static_cast<std::size_t>(m_picture.info.height));
    call([this] {
        for (int pass = 0; pass < PNG_INTERLACE_ADAM7_PASSES; ++pass)
            for (std::size_t at = 0; at < m_rows.size(); at += m_stride)
                png_read_row(m_png, m_rows.data() + at, nullptr);
    });
}

void PngSource::readRows(int count, std::uint8_t* out) {
    const auto samples = static_cast<std::size_t>(samplesOf(m_picture.layout));
    const std::size_t width = static_cast<std::size_t>(m_picture.info.width);
    for (int i = 0; i < count; ++i, ++m_nextRow, out += width * samples) {
        const std::uint8_t* in = m_rows.data();
        if (m_picture.info.progressive)
            in += m_stride * static_cast<std::size_t>(m_nextRow);
        else
            call([&] { png_read_row(m_png, m_hasAlpha ? m_rows.data() : out, nullptr); });
        if (!m_hasAlpha) {
            if (m_picture.info.progressive)
                std::copy_n(in, width * samples, out);
            continue;
        }
        for (std::size_t x = 0; x < width; ++x, in += samples + 1)
            for (std::size_t c = 0; c < samples; ++c)
                out[x * samples + c] = onWhite(in[c], in[samples], Alpha::straight);
    }
}

void PngSource::finish() {
    call([this] { png_read_end(m_png, nullptr); });
}

} // namespace esek::imaging
