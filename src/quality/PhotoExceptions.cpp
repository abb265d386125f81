#include "quality/PhotoExceptions.h"

namespace esek::quality {

namespace {

struct Tripped {
    domain::PhotoExceptionKind kind;
    const char* measureId;
    const char* finding; ///< rejection reason; empty: any
};

using Kind = domain::PhotoExceptionKind;

constexpr Tripped kTripped[] = {
    {Kind::headwear, "noHeadCoverings", ""},
    {Kind::headwear, "faceOcclusionPrevention", ""},
    // The mask of the person takes headwear for the head: it is taller and may reach the edge.
    {Kind::headwear, "headSize", "head_cut"},
    {Kind::headwear, "headSizeInCrop", "head_cut"},
    {Kind::headwear, "marginAboveOfTheFaceImage", ""},
    // Its shadow falls on the forehead, the eyes and one cheek.
    {Kind::headwear, "eyesVisible", ""},
    {Kind::headwear, "illuminationUniformity", ""},
    {Kind::headwear, "backgroundShadows", ""},
    {Kind::headwear, "hardShadow", ""},

    {Kind::glasses, "noDarkGlasses", ""},
    {Kind::glasses, "lensTint", ""},
    {Kind::glasses, "eyesVisible", ""},
    {Kind::glasses, "eyesOpen", ""}, // the lids are guessed behind lenses and frames
    {Kind::glasses, "faceOcclusionPrevention", ""},

    {Kind::other, "faceOcclusionPrevention", ""},
    {Kind::other, "mouthOcclusionPrevention", ""},
    {Kind::other, "lensTint", ""},
    {Kind::other, "eyesVisible", ""},
    {Kind::other, "noDarkGlasses", ""},
    {Kind::other, "eyesOpen", ""},
    {Kind::other, "mouthClosed", ""},
    {Kind::other, "headPoseRoll", ""},
    {Kind::other, "headPoseYaw", ""},
    {Kind::other, "headPosePitch", ""},
    {Kind::other, "headPosition", ""},
};

} // namespace

std::vector<PhotoException> exceptionsFor(const std::vector<domain::PhotoExceptionFlag>& flags) {
    std::vector<PhotoException> out;
    for (const auto& flag : flags)
        for (const Tripped& t : kTripped)
            if (t.kind == flag.kind)
                out.push_back({t.measureId, flag.reason, t.finding});
    return out;
}

} // namespace esek::quality
