#include "imaging/TiffSource.h"

#include "base/Translate.h"

#include <algorithm>
#include <cstring>

namespace esek::imaging {
namespace {

constexpr unsigned kMaxSamples = 16;
constexpr unsigned kFull = 65535; ///< a sample is worked on as 16 bits
/// Tables of the packers and libtiff's own rows.
constexpr std::uint64_t kLibraryBytes = std::uint64_t{2} << 20;

[[noreturn]] void notRead(const char* what) {
    throw Exception(Error{
        ErrorCode::fileKindUnknown,
        std::string("TIFF: ") + what,
        {{"hint", tr("This variety of TIFF (packed or coloured in a way that scanners do not use) is not "
                     "read. Open the picture in any viewer and save it as JPEG or PNG.")}}});
}

/// The packings that are read. The others that libtiff knows are never met in photos of pupils, and every
/// reader less is one less to be attacked.
bool isRead(std::uint16_t compression) {
    switch (compression) {
    case COMPRESSION_NONE:
    case COMPRESSION_CCITTRLE:
    case COMPRESSION_CCITTFAX3:
    case COMPRESSION_CCITTFAX4:
    case COMPRESSION_LZW:
    case COMPRESSION_JPEG:
    case COMPRESSION_ADOBE_DEFLATE:
    case COMPRESSION_DEFLATE:
    case COMPRESSION_PACKBITS:
        return true;
    default:
        return false;
    }
}

unsigned coloursOf(std::uint16_t photometric) {
    switch (photometric) {
    case PHOTOMETRIC_MINISWHITE:
    case PHOTOMETRIC_MINISBLACK:
    case PHOTOMETRIC_PALETTE:
        return 1;
    case PHOTOMETRIC_SEPARATED:
        return 4;
    case PHOTOMETRIC_RGB:
    case PHOTOMETRIC_YCBCR:
    case PHOTOMETRIC_CIELAB:
        return 3;
    default:
        notRead("colours");
    }
}

} // namespace

TiffSource::TiffSource(std::span<const std::uint8_t> file) : m_tiff(file) {
    readLayout();
    describe();
}

void TiffSource::readLayout() {
    TIFF* const tiff = m_tiff.get();
    m_compression = m_tiff.field<std::uint16_t>(TIFFTAG_COMPRESSION, COMPRESSION_NONE);
    if (!isRead(m_compression))
        notRead("packing");
    m_width = m_tiff.field<std::uint32_t>(TIFFTAG_IMAGEWIDTH, 0);
    m_height = m_tiff.field<std::uint32_t>(TIFFTAG_IMAGELENGTH, 0);
    checkSize(m_width, m_height);
    m_samples = m_tiff.field<std::uint16_t>(TIFFTAG_SAMPLESPERPIXEL, 1);
    m_bits = m_tiff.field<std::uint16_t>(TIFFTAG_BITSPERSAMPLE, 1);
    m_photometric = m_samples < 3 ? PHOTOMETRIC_MINISBLACK : PHOTOMETRIC_RGB;
    TIFFGetField(tiff, TIFFTAG_PHOTOMETRIC, &m_photometric);
    const bool separate =
        m_tiff.field<std::uint16_t>(TIFFTAG_PLANARCONFIG, PLANARCONFIG_CONTIG) == PLANARCONFIG_SEPARATE;
    const auto format = m_tiff.field<std::uint16_t>(TIFFTAG_SAMPLEFORMAT, SAMPLEFORMAT_UINT);
    if (m_bits != 1 && m_bits != 2 && m_bits != 4 && m_bits != 8 && m_bits != 16)
        notRead("bits");
    if (format != SAMPLEFORMAT_UINT && format != SAMPLEFORMAT_VOID)
        notRead("sample format");
    if (m_samples == 0 || m_samples > kMaxSamples || m_samples < coloursOf(m_photometric))
        throw Exception(ErrorCode::fileCorrupt, "TIFF with an impossible number of samples");
    if (m_photometric == PHOTOMETRIC_SEPARATED &&
        m_tiff.field<std::uint16_t>(TIFFTAG_INKSET, INKSET_CMYK) != INKSET_CMYK)
        notRead("inks");
    if (m_photometric == PHOTOMETRIC_PALETTE) {
        std::uint16_t *red = nullptr, *green = nullptr, *blue = nullptr;
        if (m_bits > 8 || !TIFFGetField(tiff, TIFFTAG_COLORMAP, &red, &green, &blue))
            throw Exception(ErrorCode::fileCorrupt, "TIFF without its palette");
        m_palette = {red, green, blue};
        const auto narrow = [&](const std::uint16_t* map) {
            return std::all_of(map, map + (1u << m_bits), [](std::uint16_t v) { return v < 256; });
        };
        m_paletteScale = narrow(red) && narrow(green) && narrow(blue) ? 1 : 257;
    }

    const bool tiled = TIFFIsTiled(tiff) != 0;
    m_unitRows = tiled ? m_tiff.field<std::uint32_t>(TIFFTAG_TILELENGTH, 0)
                       : std::min(m_tiff.field<std::uint32_t>(TIFFTAG_ROWSPERSTRIP, m_height), m_height);
    m_unitWidth = tiled ? m_tiff.field<std::uint32_t>(TIFFTAG_TILEWIDTH, 0) : m_width;
    if (m_unitRows == 0 || m_unitWidth == 0)
        throw Exception(ErrorCode::fileCorrupt, "TIFF with pieces of no size");
    m_planeCount = separate ? m_samples : 1;
    m_access = tiled ? Access::tiles : m_planeCount > 1 ? Access::strips : Access::rows;
    if (m_photometric == PHOTOMETRIC_YCBCR && m_compression == COMPRESSION_JPEG && !separate)
        TIFFSetField(tiff, TIFFTAG_JPEGCOLORMODE, JPEGCOLORMODE_RGB); // rows come as RGB from here on
    else if (m_photometric == PHOTOMETRIC_YCBCR || m_photometric == PHOTOMETRIC_CIELAB)
        m_access = Access::whole;
    if (m_access == Access::whole && (m_bits != 8 || separate))
        notRead("YCbCr or Lab in planes");
    m_alpha = alphaKind();
    m_alphaAt = coloursOf(m_photometric);
    if (m_access != Access::whole && unitBytes() == 0)
        throw Exception(ErrorCode::fileCorrupt, "TIFF with pieces of an impossible size");
    m_tiff.checkPieces();
}

Alpha TiffSource::alphaKind() const {
    std::uint16_t count = 0;
    std::uint16_t* kinds = nullptr;
    const bool laidOn = m_photometric == PHOTOMETRIC_RGB || m_photometric == PHOTOMETRIC_MINISBLACK;
    if (!laidOn || m_samples <= coloursOf(m_photometric) ||
        !TIFFGetField(m_tiff.get(), TIFFTAG_EXTRASAMPLES, &count, &kinds) || count == 0)
        return Alpha::none;
    return kinds[0] == EXTRASAMPLE_UNASSALPHA   ? Alpha::straight
           : kinds[0] == EXTRASAMPLE_ASSOCALPHA ? Alpha::multiplied
                                                : Alpha::none;
}

void TiffSource::describe() {
    ImageInfo& info = m_picture.info;
    info.kind = FileKind::tiff;
    info.width = static_cast<int>(m_width);
    info.height = static_cast<int>(m_height);
    info.channels = m_samples;
    m_picture.layout = m_photometric == PHOTOMETRIC_SEPARATED                     ? PixelLayout::cmyk
                       : coloursOf(m_photometric) == 3 || m_palette[0] != nullptr ? PixelLayout::rgb
                                                                                  : PixelLayout::grey;
    info.greyscale = m_picture.layout == PixelLayout::grey;
    const auto orientation = m_tiff.field<std::uint16_t>(TIFFTAG_ORIENTATION, ORIENTATION_TOPLEFT);
    info.orientation = orientation >= 1 && orientation <= 8 ? orientation : 1;
    if (const double dpi = m_tiff.dpi(TIFFTAG_XRESOLUTION); dpi > 0)
        info.dpiX = dpi;
    if (const double dpi = m_tiff.dpi(TIFFTAG_YRESOLUTION); dpi > 0)
        info.dpiY = dpi;
    std::uint64_t gps = 0;
    info.hasGps = TIFFGetField(m_tiff.get(), TIFFTAG_GPSIFD, &gps) != 0;
    std::uint32_t size = 0;
    void* profile = nullptr;
    // A profile of Lab says nothing about the RGB that libtiff makes of it.
    if (m_photometric != PHOTOMETRIC_CIELAB &&
        TIFFGetField(m_tiff.get(), TIFFTAG_ICCPROFILE, &size, &profile) && profile) {
        const auto* bytes = static_cast<const std::uint8_t*>(profile);
        m_picture.profile.assign(bytes, bytes + size);
    }
    info.hasProfile = !m_picture.profile.empty();
    info.pages = m_tiff.pages();
    // Counting has read other directories; what the packer was told about the first is told again, and the
    // palette lies elsewhere now.
    if (m_photometric == PHOTOMETRIC_YCBCR && m_access != Access::whole)
        TIFFSetField(m_tiff.get(), TIFFTAG_JPEGCOLORMODE, JPEGCOLORMODE_RGB);
    if (m_palette[0]) {
        std::uint16_t *red = nullptr, *green = nullptr, *blue = nullptr;
        if (!TIFFGetField(m_tiff.get(), TIFFTAG_COLORMAP, &red, &green, &blue))
            m_tiff.fail("the palette is gone");
        m_palette = {red, green, blue};
    }
}

/// What one strip or one row of tiles takes over all planes; 0 when libtiff cannot say.
std::uint64_t TiffSource::unitBytes() const {
    TIFF* const tiff = m_tiff.get();
    switch (m_access) {
    case Access::rows:
        return TIFFScanlineSize64(tiff);
    case Access::strips:
        return TIFFStripSize64(tiff) * m_planeCount;
    case Access::tiles:
        return TIFFTileSize64(tiff) * ((std::uint64_t{m_width} + m_unitWidth - 1) / m_unitWidth) *
               m_planeCount;
    case Access::whole:
        break;
    }
    return std::uint64_t{m_width} * m_height * 4;
}

std::uint64_t TiffSource::decoderBytes(int) const {
    return kLibraryBytes + 2 * std::uint64_t{m_width} * m_samples * 2 + unitBytes();
}

void TiffSource::start(int) {
    // libtiff warns where libjpeg does: of damaged data.
    if (m_compression == COMPRESSION_JPEG)
        m_tiff.warningsAreDamage();
    m_nextRow = 0;
    if (m_access == Access::whole)
        readWhole();
}

void TiffSource::readWhole() {
    m_rgba.resize(std::size_t{m_width} * m_height);
    // The turn is the caller's affair, for every kind of file.
    TIFFSetField(m_tiff.get(), TIFFTAG_ORIENTATION, ORIENTATION_TOPLEFT);
    if (!TIFFReadRGBAImageOriented(m_tiff.get(), m_width, m_height, m_rgba.data(), ORIENTATION_TOPLEFT, 1))
        m_tiff.fail("colours cannot be converted");
}

void TiffSource::readStrips(std::uint32_t y) {
    const auto size = static_cast<std::size_t>(TIFFStripSize(m_tiff.get()));
    const auto row = static_cast<std::size_t>(TIFFScanlineSize(m_tiff.get()));
    if (y % m_unitRows == 0 || m_unit.empty()) {
        m_unit.resize(size * m_planeCount);
        const auto wanted = static_cast<tmsize_t>(row * std::min(m_unitRows, m_height - y));
        for (unsigned p = 0; p < m_planeCount; ++p) {
            const auto strip = TIFFComputeStrip(m_tiff.get(), y, static_cast<std::uint16_t>(p));
            if (TIFFReadEncodedStrip(m_tiff.get(), strip, m_unit.data() + size * p, wanted) != wanted)
                m_tiff.fail("a strip is damaged");
        }
    }
    for (unsigned p = 0; p < m_planeCount; ++p)
        m_planes[p] = m_unit.data() + size * p + row * (y % m_unitRows);
}

void TiffSource::readTiles(std::uint32_t y) {
    const auto size = static_cast<std::size_t>(TIFFTileSize(m_tiff.get()));
    const auto row = static_cast<std::size_t>(TIFFTileRowSize(m_tiff.get()));
    const std::size_t across = (std::size_t{m_width} + m_unitWidth - 1) / m_unitWidth;
    if (y % m_unitRows == 0 || m_unit.empty()) {
        m_unit.resize(size * across * m_planeCount);
        std::uint8_t* to = m_unit.data();
        for (unsigned p = 0; p < m_planeCount; ++p)
            for (std::size_t i = 0; i < across; ++i, to += size)
                if (TIFFReadTile(m_tiff.get(), to, static_cast<std::uint32_t>(i * m_unitWidth), y, 0,
                                 static_cast<std::uint16_t>(p)) != static_cast<tmsize_t>(size))
                    m_tiff.fail("a tile is damaged");
    }
    m_row.resize(row * across * m_planeCount);
    for (std::size_t i = 0; i < across * m_planeCount; ++i)
        std::memcpy(m_row.data() + row * i, m_unit.data() + size * i + row * (y % m_unitRows), row);
    for (unsigned p = 0; p < m_planeCount; ++p)
        m_planes[p] = m_row.data() + row * across * p;
}

void TiffSource::seek(std::uint32_t y) {
    switch (m_access) {
    case Access::rows:
        m_unit.resize(static_cast<std::size_t>(TIFFScanlineSize(m_tiff.get())));
        if (TIFFReadScanline(m_tiff.get(), m_unit.data(), y, 0) < 0)
            m_tiff.fail("a row is damaged");
        m_planes[0] = m_unit.data();
        break;
    case Access::strips:
        readStrips(y);
        break;
    case Access::tiles:
        readTiles(y);
        break;
    case Access::whole:
        break;
    }
    if (m_tiff.damaged())
        m_tiff.fail("damaged JPEG data");
}

unsigned TiffSource::sample(std::size_t x, unsigned channel) const {
    const std::uint8_t* row = m_planes[m_planeCount > 1 ? channel : 0];
    const std::size_t index = m_planeCount > 1 ? x : x * m_samples + channel;
    if (m_bits == 8)
        return row[index] * 257u;
    if (m_bits == 16) {
        std::uint16_t value = 0;
        std::memcpy(&value, row + 2 * index, 2);
        return value;
    }
    const std::size_t bit = index * m_bits;
    const unsigned highest = (1u << m_bits) - 1;
    return (static_cast<unsigned>(row[bit / 8]) >> (8 - m_bits - bit % 8) & highest) * (kFull / highest);
}

void TiffSource::convertPixel(std::size_t x, std::uint8_t* out) const {
    const auto eight = [](unsigned v) { return static_cast<std::uint8_t>((v * 255u + kFull / 2) / kFull); };
    if (m_palette[0]) {
        const unsigned index = sample(x, 0) / (kFull / ((1u << m_bits) - 1));
        for (const auto* map : m_palette)
            *out++ = static_cast<std::uint8_t>(map[index] / m_paletteScale);
        return;
    }
    const unsigned alpha = m_alpha == Alpha::none ? 255 : eight(sample(x, m_alphaAt));
    for (unsigned c = 0; c < static_cast<unsigned>(samplesOf(m_picture.layout)); ++c) {
        const unsigned value = sample(x, c);
        const std::uint8_t colour = eight(m_photometric == PHOTOMETRIC_MINISWHITE ? kFull - value : value);
        *out++ = m_alpha == Alpha::none ? colour : onWhite(colour, alpha, m_alpha);
    }
}

void TiffSource::convert(std::uint8_t* out) const {
    const auto samples = static_cast<std::size_t>(samplesOf(m_picture.layout));
    const bool asStored = m_bits == 8 && m_planeCount == 1 && m_samples == samples && !m_palette[0] &&
                          m_photometric != PHOTOMETRIC_MINISWHITE;
    if (asStored) {
        std::memcpy(out, m_planes[0], m_width * samples);
        return;
    }
    for (std::size_t x = 0; x < m_width; ++x, out += samples)
        convertPixel(x, out);
}

void TiffSource::readRows(int count, std::uint8_t* out) {
    const std::size_t stride = std::size_t{m_width} * static_cast<unsigned>(samplesOf(m_picture.layout));
    for (int i = 0; i < count; ++i, ++m_nextRow, out += stride) {
        if (m_access == Access::whole) {
            const std::uint32_t* pixel = &m_rgba[std::size_t{m_nextRow} * m_width];
            for (std::size_t x = 0; x < m_width; ++x)
                for (unsigned c = 0; c < 3; ++c)
                    out[3 * x + c] = static_cast<std::uint8_t>(pixel[x] >> 8 * c);
            continue;
        }
        seek(m_nextRow);
        convert(out);
    }
}

void TiffSource::finish() {
    if (m_tiff.damaged())
        m_tiff.fail("damaged JPEG data");
}

} // namespace esek::imaging
