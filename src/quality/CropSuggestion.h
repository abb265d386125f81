#pragma once
#include "domain/CropParams.h"
#include "quality/QualityReport.h"

#include <optional>

namespace esek::quality {

/// A crop of `aspect` (width to height) with the eyes level, the head whole and centred and, where the
/// picture has the room, the head 70-80 % of the height (domain/README.md, Good photos). Without a face: the
/// largest centred rectangle. The rectangle never leaves the picture; tilted near an edge, its corners may.
domain::CropParams suggestCrop(const imaging::Image&, const std::optional<FaceBox>&, double aspect);

/// A part of the picture, in fractions of it.
struct Part {
    double x = 0;
    double y = 0;
    double w = 1;
    double h = 1;
};

/// The same that stays within this part of the picture.
domain::CropParams suggestCropWithin(const Part&, double imageAspect, const std::optional<FaceBox>&,
                                     const std::optional<HeadBox>&, double aspect);

/// The same with the head already found. `imageAspect` is width to height of the upright picture.
domain::CropParams suggestCrop(double imageAspect, const FaceBox&, const HeadBox&, double aspect);

} // namespace esek::quality
