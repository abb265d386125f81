#include "imaging/Crop.h"
#include "server/central/Families.h"

#include <algorithm>

namespace esek::server {

namespace {

constexpr double kMostZoom = 4;

/// The size after the quarter turns.
std::pair<int, int> turned(int width, int height, int quarterTurns) {
    return quarterTurns % 2 == 0 ? std::pair(width, height) : std::pair(height, width);
}

domain::CropParams largest(int width, int height, int quarterTurns) {
    const auto [w, h] = turned(width, height, quarterTurns);
    return imaging::centredCrop(w, h, Families::kCardAspect);
}

double share(double at, double room) {
    return room > 1e-9 ? std::clamp(at / room, 0.0, 1.0) : 0.5;
}

} // namespace

double greatestZoom(int width, int height, int quarterTurns) {
    const auto whole = largest(width, height, quarterTurns);
    const auto [w, h] = turned(width, height, quarterTurns);
    const double printed =
        std::min(whole.w * w / Families::kPrintWidth, whole.h * h / Families::kPrintHeight);
    return std::clamp(printed, 1.0, kMostZoom);
}

domain::CropParams cropFrom(const CropSliders& s, int width, int height) {
    const int turns = ((s.quarterTurns % 4) + 4) % 4;
    domain::CropParams crop = largest(width, height, turns);
    const double zoom = std::clamp(s.zoom, 1.0, greatestZoom(width, height, turns));
    crop.w /= zoom;
    crop.h /= zoom;
    crop.x = (1 - crop.w) * std::clamp(s.across, 0.0, 1.0);
    crop.y = (1 - crop.h) * std::clamp(s.down, 0.0, 1.0);
    crop.quarterTurns = turns;
    crop.fineDegrees = s.fineDegrees;
    return crop;
}

CropSliders slidersFrom(const domain::CropParams& crop, int width, int height) {
    const auto whole = largest(width, height, crop.quarterTurns);
    return {std::max(1.0, whole.w / crop.w), share(crop.x, 1 - crop.w), share(crop.y, 1 - crop.h),
            crop.quarterTurns, crop.fineDegrees};
}

} // namespace esek::server
