#include "decoder/Reader.h"

#include "base/Error.h"
#include "imaging/Decode.h"
#include "imaging/Probe.h"

namespace esek::decoder {

namespace {

/// The kinds that the other programs read too, with the same code.
class KnownReader final : public Reader {
  public:
    Picture read(std::span<const std::uint8_t> file) override {
        return {imaging::decode(file, {}).value(), imaging::probe(file, {}).value().pages};
    }
};

} // namespace

std::unique_ptr<Reader> makeReader(imaging::FileKind kind) {
    switch (kind) {
    case imaging::FileKind::jpeg:
    case imaging::FileKind::png:
    case imaging::FileKind::tiff:
        return std::make_unique<KnownReader>();
    case imaging::FileKind::heic:
    case imaging::FileKind::avif:
        return makeHeifReader();
    case imaging::FileKind::webp:
        return makeWebpReader();
    case imaging::FileKind::gif:
        return makeOiioReader("gif");
    case imaging::FileKind::bmp:
        return makeOiioReader("bmp");
    case imaging::FileKind::jpeg2000:
        return makeOiioReader("jpeg2000");
    case imaging::FileKind::psd: // OpenImageIO reads it from files only, and here are none
    case imaging::FileKind::unknown:
        break;
    }
    throw Exception(ErrorCode::fileKindUnknown, "no reader for this kind");
}

} // namespace esek::decoder
