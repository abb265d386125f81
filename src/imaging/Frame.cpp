#include "imaging/Frame.h"

#include "base/Translate.h"

#include <cmath>
#include <utility>

namespace esek::imaging {
namespace {

/// Fractions that were computed elsewhere may miss the edge by rounding.
constexpr double kSlack = 1e-6;
constexpr double kMaxFineDegrees = 15;

[[noreturn]] void refuse(const char* field, const char* reason) {
    throw Exception(Error{ErrorCode::valueInvalid, reason, {{"field", tr(field)}, {"reason", tr(reason)}}});
}

} // namespace

void checkCrop(const domain::CropParams& crop, int outWidth, int outHeight) {
    if (!std::isfinite(crop.x) || !std::isfinite(crop.y) || !std::isfinite(crop.w) ||
        !std::isfinite(crop.h) || !std::isfinite(crop.fineDegrees))
        refuse(ESEK_N_("crop"), ESEK_N_("not a number"));
    if (crop.w <= 0 || crop.h <= 0 || crop.x < -kSlack || crop.y < -kSlack || crop.x + crop.w > 1 + kSlack ||
        crop.y + crop.h > 1 + kSlack)
        refuse(ESEK_N_("crop"), ESEK_N_("the frame is outside the picture"));
    if (std::abs(crop.fineDegrees) > kMaxFineDegrees + kSlack)
        refuse(ESEK_N_("straightening"), ESEK_N_("more than 15 degrees"));
    if (outWidth < 1 || outHeight < 1 || outWidth > kMaxOutputSide || outHeight > kMaxOutputSide)
        refuse(ESEK_N_("size of the picture"), ESEK_N_("no picture can have this size"));
}

Frame Frame::of(const domain::CropParams& crop, int orientation) {
    Frame frame{Turn::fromExif(orientation).thenClockwise(crop.quarterTurns),
                crop.x,
                crop.y,
                crop.w,
                crop.h,
                crop.fineDegrees};
    if (frame.turn.flipX)
        frame.x = 1 - frame.x - frame.w;
    if (frame.turn.flipY)
        frame.y = 1 - frame.y - frame.h;
    if (frame.turn.transpose) {
        std::swap(frame.x, frame.y);
        std::swap(frame.w, frame.h);
    }
    // Seen in a mirror, clockwise is the other way round.
    if (frame.turn.mirrors())
        frame.degrees = -frame.degrees;
    return frame;
}

Image cut(const RgbView& picture, const Frame& frame, double pixelsWide, double pixelsHigh, int outWidth,
          int outHeight) {
    const Region region{frame.x * pixelsWide, frame.y * pixelsHigh, frame.w * pixelsWide,
                        frame.h * pixelsHigh};
    const int width = frame.turn.transpose ? outHeight : outWidth;
    const int height = frame.turn.transpose ? outWidth : outHeight;
    std::vector<std::uint8_t> small = frame.degrees == 0
                                          ? resample(picture, region, width, height)
                                          : resampleTilted(picture, region, frame.degrees, width, height);
    Image image{outWidth, outHeight, {}};
    if (frame.turn == Turn{}) {
        image.rgb = std::move(small);
    } else {
        image.rgb.resize(small.size());
        placeRows(small.data(), 0, height, width, height, frame.turn, image.rgb.data());
    }
    return image;
}

} // namespace esek::imaging
