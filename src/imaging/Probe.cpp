#include "imaging/Probe.h"

#include "imaging/Border.h"
#include "imaging/PixelSource.h"
#include "imaging/Turn.h"

#include <utility>

namespace esek::imaging {

Result<ImageInfo> probe(std::span<const std::uint8_t> file, const std::string& name) {
    return guardedForFile(name, [&] {
        ImageInfo info = openSource(file)->picture().info;
        if (Turn::fromExif(info.orientation).transpose)
            std::swap(info.width, info.height);
        return info;
    });
}

} // namespace esek::imaging
