#include "imaging/JpegSource.h"

#include "imaging/Exif.h"
#include "imaging/Limits.h"

#include <algorithm>
#include <cstring>
#include <string_view>

namespace esek::imaging {
namespace {

using namespace std::string_view_literals;

constexpr auto kExifTag = "Exif\0\0"sv;
constexpr auto kIccTag = "ICC_PROFILE\0"sv;
/// A progressive file may go over its picture as often as it likes; encoders need about ten scans.
constexpr int kMaxScans = 100;
/// 8x8 blocks looked at over all scans: ten scans of 64 megapixels in 4:4:4.
constexpr std::uint64_t kMaxBlocksVisited = 35'000'000;
/// Larger ones are not colour profiles of cameras and scanners.
constexpr std::size_t kMaxProfileBytes = std::size_t{4} << 20;

bool startsWith(std::span<const std::uint8_t> bytes, std::string_view tag) {
    return bytes.size() >= tag.size() && std::memcmp(bytes.data(), tag.data(), tag.size()) == 0;
}

std::uint64_t blocksOf(const jpeg_component_info& c) {
    return std::uint64_t{c.width_in_blocks} * c.height_in_blocks;
}

} // namespace

JpegSource::JpegSource(std::span<const std::uint8_t> file) {
    m_exif.reserve(kMaxSegments);
    m_icc.reserve(kMaxSegments);
    m_jpeg.err = m_errors.get();
    try {
        m_errors.call([this, file] {
            jpeg_create_decompress(&m_jpeg);
            m_jpeg.client_data = this;
            m_jpeg.mem->max_memory_to_use = static_cast<long>(kLimits.maxMemoryBytes);
            m_progress.progress_monitor = onProgress;
            m_jpeg.progress = &m_progress;
            jpeg_mem_src(&m_jpeg, file.data(), static_cast<unsigned long>(file.size()));
            jpeg_set_marker_processor(&m_jpeg, JPEG_APP0 + 1, onApp1);
            jpeg_set_marker_processor(&m_jpeg, JPEG_APP0 + 2, onApp2);
            jpeg_read_header(&m_jpeg, TRUE);
        });
        describe();
    } catch (const Exception& e) {
        Error error = e.error();
        if (error.code ==
            ErrorCode::imageTooLarge) // a side over 65,500: libjpeg gives up before we see the size
            error = tooLarge(m_jpeg.image_width, m_jpeg.image_height);
        jpeg_destroy_decompress(&m_jpeg);
        throw Exception(std::move(error));
    }
}

JpegSource::~JpegSource() {
    jpeg_destroy_decompress(&m_jpeg);
}

std::span<const std::uint8_t> JpegSource::takeSegment(j_decompress_ptr jpeg) {
    jpeg_source_mgr& src = *jpeg->src;
    const auto common = reinterpret_cast<j_common_ptr>(jpeg);
    if (src.bytes_in_buffer < 2)
        JpegErrorManager::fail(common, ErrorCode::fileTruncated, "end inside a marker");
    const std::size_t length = std::size_t{src.next_input_byte[0]} << 8 | src.next_input_byte[1];
    if (length < 2)
        JpegErrorManager::fail(common, ErrorCode::fileCorrupt, "marker with an impossible length");
    if (length > src.bytes_in_buffer)
        JpegErrorManager::fail(common, ErrorCode::fileTruncated, "end inside a marker");
    const std::span<const std::uint8_t> segment(src.next_input_byte + 2, length - 2);
    src.next_input_byte += length;
    src.bytes_in_buffer -= length;
    return segment;
}

boolean JpegSource::onApp1(j_decompress_ptr jpeg) {
    auto& self = *static_cast<JpegSource*>(jpeg->client_data);
    const auto segment = takeSegment(jpeg);
    if (startsWith(segment, kExifTag) && self.m_exif.size() < kMaxSegments) // never grows: reserved
        self.m_exif.push_back(segment.subspan(kExifTag.size()));
    return TRUE;
}

boolean JpegSource::onApp2(j_decompress_ptr jpeg) {
    auto& self = *static_cast<JpegSource*>(jpeg->client_data);
    const auto segment = takeSegment(jpeg);
    if (startsWith(segment, kIccTag) && self.m_icc.size() < kMaxSegments)
        self.m_icc.push_back(segment.subspan(kIccTag.size()));
    return TRUE;
}

std::vector<std::uint8_t> JpegSource::profile() const {
    // Each piece: its number from 1, the count of pieces, data. Pieces may come in any order; a gap or a
    // doubled piece makes the profile worthless, not the photo.
    if (m_icc.empty() || m_icc.front().size() < 2)
        return {};
    const std::size_t count = m_icc.front()[1];
    std::vector<std::span<const std::uint8_t>> pieces(count);
    std::size_t total = 0;
    for (const auto& segment : m_icc) {
        if (segment.size() <= 2 || segment[1] != count || segment[0] < 1 || segment[0] > count ||
            !pieces[segment[0] - 1u].empty())
            return {};
        pieces[segment[0] - 1u] = segment.subspan(2);
        total += segment.size() - 2;
    }
    if (total > kMaxProfileBytes)
        return {};
    std::vector<std::uint8_t> whole;
    whole.reserve(total);
    for (const auto& piece : pieces) {
        if (piece.empty())
            return {};
        whole.insert(whole.end(), piece.begin(), piece.end());
    }
    return whole;
}

void JpegSource::describe() {
    ImageInfo& info = m_picture.info;
    info.kind = FileKind::jpeg;
    info.width = static_cast<int>(m_jpeg.image_width);
    info.height = static_cast<int>(m_jpeg.image_height);
    info.channels = m_jpeg.num_components;
    info.progressive = m_jpeg.progressive_mode != FALSE;
    info.greyscale = m_jpeg.jpeg_color_space == JCS_GRAYSCALE;
    for (const auto& segment : m_exif) {
        // Photo programs add a second EXIF block at times; the first that says anything counts.
        const ExifFacts exif = parseExif(segment);
        info.hasGps = info.hasGps || exif.hasGps;
        if (info.orientation == 1)
            info.orientation = exif.orientation;
        if (!info.dpiX)
            info.dpiX = exif.dpiX;
        if (!info.dpiY)
            info.dpiY = exif.dpiY;
    }
    if (m_jpeg.saw_JFIF_marker && (m_jpeg.density_unit == 1 || m_jpeg.density_unit == 2) &&
        m_jpeg.X_density > 0 && m_jpeg.Y_density > 0) {
        const double perInch = m_jpeg.density_unit == 2 ? 2.54 : 1.0;
        info.dpiX = m_jpeg.X_density * perInch;
        info.dpiY = m_jpeg.Y_density * perInch;
    }
    m_picture.profile = profile();
    info.hasProfile = !m_picture.profile.empty();

    switch (m_jpeg.jpeg_color_space) {
    case JCS_GRAYSCALE:
        m_picture.layout = PixelLayout::grey;
        m_jpeg.out_color_space = JCS_GRAYSCALE;
        break;
    case JCS_CMYK:
    case JCS_YCCK:
        m_picture.layout = m_jpeg.saw_Adobe_marker ? PixelLayout::cmykInverted : PixelLayout::cmyk;
        m_jpeg.out_color_space = JCS_CMYK;
        break;
    default:
        // Colour spaces that cannot become RGB fail in start(), as unsupported.
        m_picture.layout = PixelLayout::rgb;
        m_jpeg.out_color_space = JCS_RGB;
        break;
    }
}

std::uint64_t JpegSource::decoderBytes(int) const {
    std::uint64_t bytes = std::uint64_t{m_jpeg.image_width} * 64; // rows at work
    if (jpeg_has_multiple_scans(const_cast<j_decompress_ptr>(&m_jpeg))) {
        for (int i = 0; i < m_jpeg.num_components; ++i)
            bytes += blocksOf(m_jpeg.comp_info[i]) * sizeof(JBLOCK);
    }
    return bytes;
}

void JpegSource::onProgress(j_common_ptr common) {
    const auto jpeg = reinterpret_cast<j_decompress_ptr>(common);
    auto& self = *static_cast<JpegSource*>(jpeg->client_data);
    if (jpeg->input_scan_number == self.m_lastScan)
        return;
    self.m_lastScan = jpeg->input_scan_number;
    for (int i = 0; i < jpeg->comps_in_scan; ++i)
        self.m_blocksVisited += blocksOf(*jpeg->cur_comp_info[i]);
    if (self.m_lastScan > kMaxScans || self.m_blocksVisited > kMaxBlocksVisited)
        JpegErrorManager::fail(common, ErrorCode::fileCorrupt, "more scans than any camera writes");
}

void JpegSource::start(int eighths) {
    m_errors.call([this, eighths] {
        m_jpeg.scale_num = static_cast<unsigned>(eighths);
        m_jpeg.scale_denom = 8;
        m_jpeg.dct_method = JDCT_ISLOW;
        jpeg_start_decompress(&m_jpeg);
    });
}

void JpegSource::readRows(int count, std::uint8_t* out) {
    m_errors.call([this, count, out] {
        const std::size_t stride =
            std::size_t{m_jpeg.output_width} * static_cast<unsigned>(samplesOf(m_picture.layout));
        for (int done = 0; done < count;) {
            JSAMPROW rows[16];
            const int wanted = std::min(count - done, 16);
            for (int i = 0; i < wanted; ++i)
                rows[i] = out + static_cast<std::size_t>(done + i) * stride;
            done += static_cast<int>(jpeg_read_scanlines(&m_jpeg, rows, static_cast<JDIMENSION>(wanted)));
        }
    });
}

bool JpegSource::allCoefficientsCame() const {
    if (!m_jpeg.progressive_mode || !m_jpeg.coef_bits)
        return true;
    for (int c = 0; c < m_jpeg.num_components; ++c) {
        // Per coefficient the lowest bit that has come: -1 nothing yet, 0 all of it.
        const int* bits = m_jpeg.coef_bits[c];
        if (std::any_of(bits, bits + DCTSIZE2, [](int lowest) { return lowest != 0; }))
            return false;
    }
    return true;
}

void JpegSource::finish() {
    // A progressive file that was cut between two scans and closed again shows a blurred picture without any
    // warning.
    if (!allCoefficientsCame())
        throw Exception(ErrorCode::fileTruncated, "progressive JPEG without its last scans");
    m_errors.call([this] { jpeg_finish_decompress(&m_jpeg); });
}

} // namespace esek::imaging
