#include "imaging/OutsideSource.h"

#include "base/Sha256.h"

#include <algorithm>
#include <mutex>
#include <utility>

namespace esek::imaging {
namespace {

std::shared_ptr<const OutsidePicture> decodeOnce(std::span<const std::uint8_t> file) {
    static std::mutex mutex;
    static std::pair<Digest, std::shared_ptr<const OutsidePicture>> last;
    const Digest digest = Sha256::of(file);
    {
        const std::lock_guard lock(mutex);
        if (last.second && last.first == digest)
            return last.second;
    }
    static const OutsideDecoder decoder;
    auto picture = decoder.decodeOrThrow(file);
    const std::lock_guard lock(mutex);
    last = {digest, picture};
    return picture;
}

} // namespace

OutsideSource::OutsideSource(std::span<const std::uint8_t> file) {
    try {
        m_decoded = decodeOnce(file);
    } catch (const Exception& e) {
        if (e.error().code != ErrorCode::programMissing)
            throw;
        throw Exception(Error{
            ErrorCode::fileKindUnknown, "the decoder is not installed", {{"hint", notInstalledHint(file)}}});
    }
    m_picture.info = m_decoded->info;
    m_picture.layout = PixelLayout::rgb;
}

void OutsideSource::readRows(int count, std::uint8_t* out) {
    const std::size_t stride = 3 * static_cast<std::size_t>(m_decoded->image.width);
    std::copy_n(m_decoded->image.rgb.data() + stride * static_cast<std::size_t>(m_nextRow),
                stride * static_cast<std::size_t>(count), out);
    m_nextRow += count;
}

} // namespace esek::imaging
