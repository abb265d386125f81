#pragma once
#include "domain/CropParams.h"
#include "imaging/Raster.h"
#include "imaging/Resample.h"
#include "imaging/Turn.h"

namespace esek::imaging {

/// Largest side that a crop is made in, pixels: a crop is for print or screen, not a way around the limits.
inline constexpr int kMaxOutputSide = 10'000;

/// Throws valueInvalid: numbers that are not, rectangles outside the picture, sizes that cannot be.
void checkCrop(const domain::CropParams&, int outWidth, int outHeight);

/// A crop in the terms of the stored picture: the rectangle (fractions) and the tilt before anything is
/// turned.
struct Frame {
    Turn turn; ///< from the stored to the finished picture
    double x, y, w, h;
    double degrees;

    /// `orientation` is the EXIF value of the picture that the crop is about.
    static Frame of(const domain::CropParams&, int orientation);
};

/// Cuts a frame out: resampled as stored, then turned - the small picture only. `pixelsWide` and `pixelsHigh`
/// are what the fractions refer to: the size of the picture before it was rounded to whole pixels.
Image cut(const RgbView&, const Frame&, double pixelsWide, double pixelsHigh, int outWidth, int outHeight);

} // namespace esek::imaging
