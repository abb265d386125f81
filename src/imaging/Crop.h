#pragma once
#include "base/Result.h"
#include "domain/CropParams.h"
#include "imaging/Image.h"

namespace esek::imaging {

/// The largest centred crop of the given aspect (width / height) in a picture of this upright size.
domain::CropParams centredCrop(int width, int height, double aspect);

/// Cuts, turns and scales in one pass of a Lanczos-3 filter (antialiased when it gets smaller). What a tilted
/// frame takes from outside the picture repeats its edge. Errors: valueInvalid. Thread-safe.
///
/// Geometry: the picture is turned by quarterTurns; x, y, w, h are fractions of its size after that. Positive
/// fineDegrees turn the picture clockwise about the centre of the crop, that is, the frame keeps its centre
/// and size and tilts the other way.
Result<Image> crop(const Image&, const domain::CropParams&, int outWidth, int outHeight);

} // namespace esek::imaging
