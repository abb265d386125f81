#include "imaging/Crop.h"

#include "imaging/Frame.h"

#include <cmath>

namespace esek::imaging {

domain::CropParams centredCrop(int width, int height, double aspect) {
    domain::CropParams crop;
    if (width <= 0 || height <= 0 || !std::isfinite(aspect) || aspect <= 0)
        return crop;
    const double own = static_cast<double>(width) / height;
    if (own > aspect)
        crop.w = aspect / own;
    else
        crop.h = own / aspect;
    crop.x = (1 - crop.w) / 2;
    crop.y = (1 - crop.h) / 2;
    return crop;
}

Result<Image> crop(const Image& image, const domain::CropParams& params, int outWidth, int outHeight) {
    return guarded([&] {
        checkCrop(params, outWidth, outHeight);
        if (image.width < 1 || image.height < 1 ||
            image.rgb.size() !=
                3 * static_cast<std::size_t>(image.width) * static_cast<std::size_t>(image.height))
            throw Exception(ErrorCode::internal, "image whose pixels do not match its size");
        return cut({image.rgb.data(), image.width, image.height}, Frame::of(params, 1), image.width,
                   image.height, outWidth, outHeight);
    });
}

} // namespace esek::imaging
