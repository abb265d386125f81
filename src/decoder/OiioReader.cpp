#include "base/Error.h"
#include "base/platform/Library.h"
#include "decoder/Finish.h"
#include "decoder/Reader.h"
#include "decoder/oiio/Bridge.h"
#include "imaging/Turn.h"

#include <algorithm>

namespace esek::decoder {

namespace {

const EsekRasterApi& loadApi() {
    std::string problem;
    void* function = platform::ownLibraryFunction("esek_oiio", "esekRasterApi", problem);
    if (!function)
        throw Exception(ErrorCode::fileKindUnknown, "OpenImageIO: " + problem);
    const EsekRasterApi* api = reinterpret_cast<EsekRasterApiFunction>(function)();
    if (api->version != kEsekRasterVersion)
        throw Exception(ErrorCode::fileKindUnknown, "OpenImageIO of another version");
    return *api;
}

/// OpenImageIO, in a library that is loaded only for these kinds: it brings 261 others along.
class OiioReader final : public Reader {
  public:
    explicit OiioReader(const char* format) : m_format(format), m_api(loadApi()) {}

    Picture read(std::span<const std::uint8_t> file) override {
        EsekRasterMessage message{};
        EsekRasterHeader header{};
        void* handle = nullptr;
        if (!m_api.open(m_format, file.data(), file.size(), &handle, &header, &message))
            throw Exception(ErrorCode::fileCorrupt, std::string("OpenImageIO: ") + message.text);
        checkPicture(header.width, header.height);
        if (header.channels < 1 || header.channels > 4)
            throw Exception(ErrorCode::fileKindUnknown, "OpenImageIO: channels");
        const std::size_t stride =
            static_cast<std::size_t>(header.width) * static_cast<std::size_t>(header.channels);
        std::vector<std::uint8_t> rows(stride * static_cast<std::size_t>(header.height));
        if (!m_api.read(handle, 0, header.height, rows.data(), &message))
            throw Exception(ErrorCode::fileCorrupt, std::string("OpenImageIO: ") + message.text);
        // The process ends after this picture: closing it would only be one more step to go wrong.
        const auto image = finished(rows.data(), stride, header.width, header.height, header.channels,
                                    {header.profile, header.profileBytes});
        const auto turn = imaging::Turn::fromExif(header.orientation);
        Picture picture;
        picture.image.width = turn.transpose ? header.height : header.width;
        picture.image.height = turn.transpose ? header.width : header.height;
        picture.image.rgb.resize(image.rgb.size());
        imaging::placeRows(image.rgb.data(), 0, header.height, header.width, header.height, turn,
                           picture.image.rgb.data());
        return picture;
    }

  private:
    const char* m_format;
    const EsekRasterApi& m_api;
};

} // namespace

std::unique_ptr<Reader> makeOiioReader(const char* format) {
    return std::make_unique<OiioReader>(format);
}

} // namespace esek::decoder
