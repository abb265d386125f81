#include "imaging/PrintJpeg.h"

#include "imaging/Border.h"
#include "imaging/Encode.h"
#include "imaging/Frame.h"

#include <algorithm>
#include <cmath>

namespace esek::imaging {
namespace {

constexpr double kMmPerInch = 25.4;
/// How much larger than needed a JPEG is decoded at least: the scaled DCT is a cruder filter than the one
/// that follows, and without this fine texture falls under 36 dB against a full decode.
constexpr double kHeadroom = 2.0;

int pixels(double mm, int dpi) {
    const double exact = mm * dpi / kMmPerInch;
    return std::isfinite(exact) && exact >= 0 && exact <= kMaxOutputSide
               ? static_cast<int>(std::lround(exact))
               : 0;
}

} // namespace

Result<PrintJpeg> renderForPrint(std::span<const std::uint8_t> original, const std::string& name,
                                 const domain::CropParams& params, const PrintJpegOptions& options) {
    return guardedForFile(name, [&] {
        PrintJpeg print{
            {}, pixels(options.widthMm, options.dpi), pixels(options.heightMm, options.dpi), options.dpi};
        checkCrop(params, print.width, print.height);
        const auto source = openSource(original);
        const ImageInfo& info = source->picture().info;
        const Frame frame = Frame::of(params, info.orientation);
        const int width = frame.turn.transpose ? print.height : print.width;
        const int height = frame.turn.transpose ? print.width : print.height;
        const double scale = std::max(width / (frame.w * info.width), height / (frame.h * info.height));
        const Raster raster = readRaster(*source, eighthsFor(*source, scale * kHeadroom));
        Image image = cut({raster.rgb.data(), raster.width, raster.height}, frame, info.width * raster.scale,
                          info.height * raster.scale, print.width, print.height);
        if (raster.colours)
            raster.colours->toSrgb(image.rgb.data(), image.rgb.data(), image.rgb.size() / 3);
        print.bytes = encodeJpeg(image, options.quality, options.dpi).value();
        return print;
    });
}

} // namespace esek::imaging
