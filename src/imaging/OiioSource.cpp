#include "imaging/OiioSource.h"

#include "imaging/Limits.h"
#include "imaging/PngHeader.h"

#include <OpenImageIO/filesystem.h>
#include <OpenImageIO/imageio.h>

#include <algorithm>
#include <cmath>
#include <mutex>

namespace esek::imaging {
namespace {

/// Once in the process: photos are decoded in parallel by the caller's threads, not inside one photo.
void setUpOnce() {
    static std::once_flag once;
    std::call_once(once, [] {
        OIIO::attribute("threads", 1);
        OIIO::attribute("exr_threads", 1);
        OIIO::attribute("limits:channels", 64);
    });
}

/// Rows read at a time from a file in scanlines.
constexpr int kStripRows = 16;

} // namespace

struct OiioSource::Input {
    explicit Input(std::span<const std::uint8_t> bytes) : proxy(bytes.data(), bytes.size()) {}
    OIIO::Filesystem::IOMemReader proxy;
    std::unique_ptr<OIIO::ImageInput> reader; // after the proxy: closes first
    FileKind kind = FileKind::unknown;
    /// Native rows at hand, 8 bits, all channels.
    std::vector<std::uint8_t> strip;
    int stripFirst = 0;
    int stripRows = 0;
    int unitRows = kStripRows; ///< rows that are decoded together

    const OIIO::ImageSpec& spec() const { return reader->spec(); }
    [[noreturn]] void fail(ErrorCode code) const {
        throw Exception(code, "image reader: " + reader->geterror());
    }
};

OiioSource::OiioSource(std::span<const std::uint8_t> file, FileKind kind) {
    setUpOnce();
    m_input = std::make_unique<Input>(file);
    m_input->kind = kind;
    m_picture.info.kind = kind;
    if (kind == FileKind::png) {
        const PngHeader header = readPngHeader(file);
        m_picture.info = header.info;
        m_picture.layout = header.info.greyscale ? PixelLayout::grey : PixelLayout::rgb;
        m_pngBytesPerPixel =
            (samplesOf(m_picture.layout) + (header.hasAlpha ? 1 : 0)) * (header.bitDepth == 16 ? 2 : 1);
    } else {
        openInput();
        describeTiff();
    }
}

OiioSource::~OiioSource() = default;

void OiioSource::openInput() {
    // By format, not by name: a file that one reader refuses is not to be tried by all the others.
    m_input->reader = OIIO::ImageInput::create(m_input->kind == FileKind::png ? "png" : "tiff");
    if (!m_input->reader)
        throw Exception(ErrorCode::internal, "OpenImageIO has no reader for this kind");
    OIIO::ImageSpec config;
    config.attribute("oiio:UnassociatedAlpha", 1); // we lay it on white ourselves, in the file's own values
    m_input->reader->set_ioproxy(&m_input->proxy);
    OIIO::ImageSpec spec;
    if (!m_input->reader->open(m_input->kind == FileKind::png ? "memory.png" : "memory.tif", spec, config))
        m_input->fail(ErrorCode::fileCorrupt);

    const OIIO::ImageSpec& opened = m_input->spec();
    if (opened.nchannels < 1)
        throw Exception(ErrorCode::fileCorrupt, "picture without channels");
    if (opened.tile_width > 0)
        m_input->unitRows = std::max(1, opened.tile_height);
    if (const auto* icc = opened.find_attribute("ICCProfile");
        icc && icc->type().basetype == OIIO::TypeDesc::UINT8) {
        const auto* bytes = static_cast<const std::uint8_t*>(icc->data());
        m_picture.profile.assign(bytes, bytes + icc->type().size());
    }
}

void OiioSource::describeTiff() {
    const OIIO::ImageSpec& spec = m_input->spec();
    ImageInfo& info = m_picture.info;
    info.width = spec.width;
    info.height = spec.height;
    info.channels = spec.nchannels;
    m_picture.layout = spec.nchannels >= 3 ? PixelLayout::rgb : PixelLayout::grey;
    info.greyscale = m_picture.layout == PixelLayout::grey;
    const int orientation = spec.get_int_attribute("Orientation", 1);
    info.orientation = orientation >= 1 && orientation <= 8 ? orientation : 1;
    info.hasProfile = !m_picture.profile.empty();
    info.hasGps = spec.find_attribute("GPS:Latitude") != nullptr;
    const auto unit = spec.get_string_attribute("ResolutionUnit");
    const double perInch = unit == "in" ? 1.0 : unit == "cm" ? 2.54 : 0.0;
    const double x = perInch * static_cast<double>(spec.get_float_attribute("XResolution"));
    const double y = perInch * static_cast<double>(spec.get_float_attribute("YResolution"));
    if (std::isfinite(x) && x > 0)
        info.dpiX = x;
    if (std::isfinite(y) && y > 0)
        info.dpiY = y;
}

std::uint64_t OiioSource::decoderBytes(int) const {
    const ImageInfo& info = m_picture.info;
    const std::uint64_t pixels =
        static_cast<std::uint64_t>(info.width) * static_cast<std::uint64_t>(info.height);
    const std::uint64_t width = static_cast<std::uint64_t>(info.width);
    if (info.kind == FileKind::png) {
        // An interlaced picture is whole in memory before its first row is known.
        const auto perPixel = static_cast<std::uint64_t>(m_pngBytesPerPixel);
        return info.progressive ? pixels * perPixel : width * kStripRows * perPixel;
    }
    const OIIO::ImageSpec& spec = m_input->spec();
    const auto native = static_cast<std::uint64_t>(spec.pixel_bytes(true));
    // libtiff turns these into RGBA in one piece.
    const int photometric = spec.get_int_attribute("tiff:PhotometricInterpretation", 2);
    const bool whole = photometric > 3 && photometric != 5;
    const std::uint64_t tileWidth = static_cast<std::uint64_t>(std::max(spec.tile_width, 1));
    const std::uint64_t rowWidth = (width + tileWidth - 1) / tileWidth * tileWidth;
    const std::uint64_t stripRows = static_cast<std::uint64_t>(std::max(
        m_input->unitRows, std::min(info.height, spec.get_int_attribute("tiff:RowsPerStrip", kStripRows))));
    return rowWidth * stripRows * (native + static_cast<std::uint64_t>(spec.nchannels)) +
           (whole ? pixels * 4 : 0);
}

void OiioSource::start(int) {
    if (!m_input->reader) {
        openInput();
        // The chunks were read by us, the pixels come from libpng: both must speak of the same picture.
        const OIIO::ImageSpec& spec = m_input->spec();
        if (spec.width != m_picture.info.width || spec.height != m_picture.info.height)
            throw Exception(ErrorCode::fileCorrupt, "PNG with two sizes");
        m_picture.layout = spec.nchannels >= 3 ? PixelLayout::rgb : PixelLayout::grey;
    }
    m_nextRow = 0;
}

void OiioSource::readNative(int firstRow, int count) {
    const OIIO::ImageSpec& spec = m_input->spec();
    m_input->strip.resize(static_cast<std::size_t>(spec.width) * static_cast<std::size_t>(count) *
                          static_cast<std::size_t>(spec.nchannels));
    const int y = spec.y + firstRow;
    const bool ok =
        spec.tile_width > 0
            ? m_input->reader->read_tiles(0, 0, spec.x, spec.x + spec.width, y, y + count, spec.z, spec.z + 1,
                                          0, spec.nchannels, OIIO::TypeDesc::UINT8, m_input->strip.data())
            : m_input->reader->read_scanlines(0, 0, y, y + count, spec.z, 0, spec.nchannels,
                                              OIIO::TypeDesc::UINT8, m_input->strip.data());
    if (!ok)
        m_input->fail(ErrorCode::fileCorrupt);
    m_input->stripFirst = firstRow;
    m_input->stripRows = count;
}

void OiioSource::readRows(int count, std::uint8_t* out) {
    const OIIO::ImageSpec& spec = m_input->spec();
    const auto channels = static_cast<std::size_t>(spec.nchannels);
    const auto samples = static_cast<std::size_t>(samplesOf(m_picture.layout));
    const int alphaAt = spec.alpha_channel;
    const bool hasAlpha = alphaAt >= static_cast<int>(samples) && alphaAt < spec.nchannels;
    for (int row = 0; row < count; ++row, ++m_nextRow) {
        if (m_nextRow < m_input->stripFirst || m_nextRow >= m_input->stripFirst + m_input->stripRows) {
            const int first = m_nextRow / m_input->unitRows * m_input->unitRows;
            readNative(first, std::min(m_input->unitRows, spec.height - first));
        }
        const std::uint8_t* in =
            m_input->strip.data() + static_cast<std::size_t>(m_nextRow - m_input->stripFirst) *
                                        static_cast<std::size_t>(spec.width) * channels;
        for (int x = 0; x < spec.width; ++x, in += channels, out += samples) {
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
