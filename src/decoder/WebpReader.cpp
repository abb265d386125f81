#include "base/Error.h"
#include "decoder/Finish.h"
#include "decoder/Reader.h"
#include "imaging/Exif.h"
#include "imaging/Turn.h"

#include <webp/decode.h>
#include <webp/demux.h>

namespace esek::decoder {

namespace {

struct FreeWebp {
    void operator()(std::uint8_t* p) const { WebPFree(p); }
};
struct FreeDemux {
    void operator()(WebPDemuxer* d) const { WebPDemuxDelete(d); }
};

/// A chunk of the container, or nothing.
std::vector<std::uint8_t> chunk(const WebPDemuxer* demux, const char* name) {
    WebPChunkIterator it;
    std::vector<std::uint8_t> bytes;
    if (WebPDemuxGetChunk(demux, name, 1, &it))
        bytes.assign(it.chunk.bytes, it.chunk.bytes + it.chunk.size);
    WebPDemuxReleaseChunkIterator(&it);
    return bytes;
}

[[noreturn]] void refuse(VP8StatusCode status) {
    throw Exception(status == VP8_STATUS_NOT_ENOUGH_DATA ? ErrorCode::fileTruncated : ErrorCode::fileCorrupt,
                    "WebP");
}

/// Frame by frame pictures ("stickers") give their first frame.
class WebpReader final : public Reader {
  public:
    Picture read(std::span<const std::uint8_t> file) override {
        const WebPData data{file.data(), file.size()};
        WebPDemuxState state{};
        const std::unique_ptr<WebPDemuxer, FreeDemux> demux(WebPDemuxPartial(&data, &state));
        if (!demux || state == WEBP_DEMUX_PARSE_ERROR)
            refuse(VP8_STATUS_BITSTREAM_ERROR);
        if (state != WEBP_DEMUX_DONE)
            refuse(VP8_STATUS_NOT_ENOUGH_DATA);
        WebPIterator frame;
        if (!WebPDemuxGetFrame(demux.get(), 1, &frame))
            refuse(VP8_STATUS_NOT_ENOUGH_DATA);
        const std::span<const std::uint8_t> bits(frame.fragment.bytes, frame.fragment.size);
        WebPBitstreamFeatures features;
        const auto known = WebPGetFeatures(bits.data(), bits.size(), &features);
        if (known != VP8_STATUS_OK) {
            WebPDemuxReleaseIterator(&frame);
            refuse(known);
        }
        checkPicture(features.width, features.height);
        int width = 0;
        int height = 0;
        const std::unique_ptr<std::uint8_t, FreeWebp> rgba(
            WebPDecodeRGBA(bits.data(), bits.size(), &width, &height));
        WebPDemuxReleaseIterator(&frame);
        if (!rgba)
            refuse(VP8_STATUS_BITSTREAM_ERROR);
        const auto image = finished(rgba.get(), 4 * static_cast<std::size_t>(width), width, height, 4,
                                    chunk(demux.get(), "ICCP"));
        Picture picture;
        picture.pages = static_cast<int>(WebPDemuxGetI(demux.get(), WEBP_FF_FRAME_COUNT));
        const auto turn = imaging::Turn::fromExif(imaging::parseExif(chunk(demux.get(), "EXIF")).orientation);
        picture.image.width = turn.transpose ? height : width;
        picture.image.height = turn.transpose ? width : height;
        picture.image.rgb.resize(image.rgb.size());
        imaging::placeRows(image.rgb.data(), 0, height, width, height, turn, picture.image.rgb.data());
        return picture;
    }
};

} // namespace

std::unique_ptr<Reader> makeWebpReader() {
    return std::make_unique<WebpReader>();
}

} // namespace esek::decoder
