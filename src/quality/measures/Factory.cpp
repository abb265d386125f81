#include "quality/measures/Factory.h"

namespace esek::quality {

std::vector<std::unique_ptr<Measure>> allMeasures() {
    std::vector<std::unique_ptr<Measure>> out;
    for (auto* make : {makeFileKind,
                       makeFileSize,
                       makeImageSize,
                       makePrintResolution,
                       makeDpiTag,
                       makeCompressionArtifacts,
                       makeCompressionBlocks,
                       makeNoise,
                       makeNaturalColour,
                       makeSkinColour,
                       makeSingleFacePresent,
                       makeOrientation,
                       makeHeadSize,
                       makeHeadSizeInCrop,
                       makeMarginAbove,
                       makeFaceInPicture,
                       makeHeadPosition,
                       makeHeadPoseRoll,
                       makeHeadPoseYaw,
                       makeHeadPosePitch,
                       makeEyesOpen,
                       makeEyesVisible,
                       makeNoDarkGlasses,
                       makeLensTint,
                       makeRedEyes,
                       makeMouthClosed,
                       makeMouthOcclusion,
                       makeNoHeadCoverings,
                       makeFaceOcclusion,
                       makeSharpness,
                       makeUnderExposure,
                       makeOverExposure,
                       makeDynamicRange,
                       makeIlluminationUniformity,
                       makeBackgroundUniformity,
                       makeBackgroundBrightness,
                       makeBackgroundShadows,
                       makeHardShadow})
        out.push_back(make());
    return out;
}

} // namespace esek::quality
