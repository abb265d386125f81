#include "imaging/OiioSource.h"

#include "base/platform/Library.h"
#include "imaging/Limits.h"
#include "imaging/PngHeader.h"
#include "imaging/TiffHeader.h"

#include <algorithm>

namespace esek::imaging {
namespace {

/// Rows read at a time from a file that is not in larger units.
constexpr int kLeastRows = 16;

/// What OpenImageIO and the libraries that it brings along take once they are loaded; measured at 115 MB
/// resident. A JPEG does without, so its pixels may take more.
constexpr std::uint64_t kReaderBytes = std::uint64_t{90} << 20;

const EsekRasterApi* rasterApi() {
    static const EsekRasterApi* const api = []() -> const EsekRasterApi* {
        std::string problem;
        void* function = platform::ownLibraryFunction("esek_oiio", "esekRasterApi", problem);
        if (!function)
            throw Exception(ErrorCode::internal, "PNG and TIFF reader: " + problem);
        const EsekRasterApi* loaded = reinterpret_cast<EsekRasterApiFunction>(function)();
        if (loaded->version != kEsekRasterVersion)
            throw Exception(ErrorCode::internal, "PNG and TIFF reader of another version");
        return loaded;
    }();
    return api;
}

} // namespace

OiioSource::OiioSource(std::span<const std::uint8_t> file, FileKind kind) : m_file(file) {
    m_picture.info.kind = kind;
    if (kind == FileKind::png) {
        const PngHeader header = readPngHeader(file);
        m_picture.info = header.info;
        m_picture.layout = header.info.greyscale ? PixelLayout::grey : PixelLayout::rgb;
        m_pngBytesPerPixel = static_cast<std::uint64_t>(
            (samplesOf(m_picture.layout) + (header.hasAlpha ? 1 : 0)) * (header.bitDepth == 16 ? 2 : 1));
    } else {
        const TiffSize size = checkTiff(file);
        checkSize(size.width, size.height);
        open();
        describeTiff();
    }
}

OiioSource::~OiioSource() {
    if (m_handle)
        m_api->close(m_handle);
}

void OiioSource::open() {
    m_api = rasterApi();
    EsekRasterMessage message{};
    const char* format = m_picture.info.kind == FileKind::png ? "png" : "tiff";
    if (!m_api->open(format, m_file.data(), m_file.size(), &m_handle, &m_header, &message))
        throw Exception(ErrorCode::fileCorrupt, std::string("image reader: ") + message.text);
    if (m_header.channels < 1 || m_header.width < 1 || m_header.height < 1)
        throw Exception(ErrorCode::fileCorrupt, "picture without pixels");
    m_picture.layout = m_header.channels >= 3 ? PixelLayout::rgb : PixelLayout::grey;
    m_picture.profile.assign(m_header.profile, m_header.profile + m_header.profileBytes);
}

void OiioSource::describeTiff() {
    ImageInfo& info = m_picture.info;
    info.width = m_header.width;
    info.height = m_header.height;
    info.channels = m_header.channels;
    info.greyscale = m_picture.layout == PixelLayout::grey;
    info.orientation = m_header.orientation >= 1 && m_header.orientation <= 8 ? m_header.orientation : 1;
    info.hasProfile = !m_picture.profile.empty();
    info.hasGps = m_header.hasGps != 0;
    if (m_header.dpiX > 0)
        info.dpiX = m_header.dpiX;
    if (m_header.dpiY > 0)
        info.dpiY = m_header.dpiY;
}

std::uint64_t OiioSource::decoderBytes(int) const {
    const ImageInfo& info = m_picture.info;
    const auto width = static_cast<std::uint64_t>(info.width);
    if (info.kind == FileKind::png) {
        // An interlaced picture is whole in memory before its first row is known.
        const auto rows = static_cast<std::uint64_t>(info.progressive ? info.height : kLeastRows);
        return kReaderBytes + width * rows * m_pngBytesPerPixel;
    }
    return kReaderBytes + m_header.unitBytes + m_header.wholeBytes;
}

void OiioSource::start(int) {
    if (!m_handle) {
        checkPngChecksums(m_file);
        open();
        // The chunks were read by us, the pixels come from libpng: both must speak of the same picture.
        if (m_header.width != m_picture.info.width || m_header.height != m_picture.info.height)
            throw Exception(ErrorCode::fileCorrupt, "PNG with two sizes");
    }
    m_nextRow = 0;
}

void OiioSource::readUnit(int row) {
    const int unit = m_header.tiled ? m_header.unitRows : std::max(m_header.unitRows, kLeastRows);
    m_unitFirst = row / unit * unit;
    m_unitRows = std::min(unit, m_header.height - m_unitFirst);
    m_unit.resize(static_cast<std::size_t>(m_header.width) * static_cast<std::size_t>(m_unitRows) *
                  static_cast<std::size_t>(m_header.channels));
    EsekRasterMessage message{};
    if (!m_api->read(m_handle, m_unitFirst, m_unitRows, m_unit.data(), &message))
        throw Exception(ErrorCode::fileCorrupt, std::string("image reader: ") + message.text);
}

void OiioSource::readRows(int count, std::uint8_t* out) {
    const auto channels = static_cast<std::size_t>(m_header.channels);
    const auto samples = static_cast<std::size_t>(samplesOf(m_picture.layout));
    const auto alphaAt = static_cast<std::size_t>(std::max(m_header.alphaChannel, 0));
    const bool hasAlpha = m_header.alphaChannel >= static_cast<int>(samples) && alphaAt < channels;
    const std::size_t stride = static_cast<std::size_t>(m_header.width) * channels;
    for (int i = 0; i < count; ++i, ++m_nextRow) {
        if (m_nextRow >= m_unitFirst + m_unitRows)
            readUnit(m_nextRow);
        const std::uint8_t* in = m_unit.data() + static_cast<std::size_t>(m_nextRow - m_unitFirst) * stride;
        for (int x = 0; x < m_header.width; ++x, in += channels, out += samples) {
            if (!hasAlpha) {
                std::copy_n(in, samples, out);
                continue;
            }
            const unsigned alpha = in[alphaAt];
            for (std::size_t c = 0; c < samples; ++c)
                out[c] = static_cast<std::uint8_t>((in[c] * alpha + 255u * (255u - alpha) + 127u) / 255u);
        }
    }
}

} // namespace esek::imaging
