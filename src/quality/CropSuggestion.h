#pragma once
#include "domain/CropParams.h"
#include "quality/QualityReport.h"

#include <optional>

namespace esek::quality {

/// A crop of `aspect` (width to height) with the eyes level, the head whole and centred and, where the
/// picture has the room, the head 70-80 % of the height (domain/README.md, Good photos). Without a face: the
/// largest centred rectangle. The rectangle never leaves the picture; tilted near an edge, its corners may.
domain::CropParams suggestCrop(const imaging::Image&, const std::optional<FaceBox>&, double aspect);

/// The same with the head already found. `imageAspect` is width to height of the upright picture.
domain::CropParams suggestCrop(double imageAspect, const FaceBox&, const HeadBox&, double aspect);

} // namespace esek::quality
