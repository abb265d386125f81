#pragma once
#include "base/Result.h"
#include "imaging/Image.h"

#include <cstdint>
#include <string_view>
#include <vector>

namespace esek::demo {

/// What is wrong with a photo, as clerks meet it.
enum class Spoil {
    none,
    dark,
    overexposed,
    blurred,
    tiny, ///< fewer pixels than can be printed
    greyscale,
    exifSideways, ///< stored on its side with an orientation tag: comes out upright, not spoiled at all
    sideways,     ///< lies on its side, without a tag
    twoPersons,
    noFace, ///< a view of hills
    busyBackground,
    cutOff, ///< the top of the head is outside
    lowContrast,
    pngNamedJpg,
    truncated, ///< the end of the file is missing
    onePixel,
};

/// Stable, e.g. "lowContrast"; in demo.json.
std::string_view name(Spoil);
const std::vector<Spoil>& allSpoils();

imaging::Image darker(imaging::Image);
imaging::Image overexposed(imaging::Image);
imaging::Image blurred(const imaging::Image&, int radius);
imaging::Image grey(imaging::Image);
imaging::Image lowContrast(imaging::Image);
imaging::Image turned(const imaging::Image&); ///< by 90 degrees counter-clockwise
imaging::Image cropped(const imaging::Image&, int left, int top, int width, int height);
imaging::Image shrunk(const imaging::Image&, int factor); ///< mean of factor x factor pixels
imaging::Image sideBySide(const imaging::Image& left, const imaging::Image& right);
imaging::Image hills(int width, int height);

/// The bytes of a photo file that is spoiled so. `second` is the other person of twoPersons. Errors: those of
/// encodeJpeg.
Result<std::vector<std::uint8_t>> spoiledFile(const imaging::Image&, Spoil, const imaging::Image& second);

} // namespace esek::demo
