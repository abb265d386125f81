#pragma once
#include "quality/Measure.h"

namespace esek::quality {

// One function per measure, defined in the file of its name.
std::unique_ptr<Measure> makeFileKind();
std::unique_ptr<Measure> makeFileSize();
std::unique_ptr<Measure> makeImageSize();
std::unique_ptr<Measure> makePrintResolution();
std::unique_ptr<Measure> makeDpiTag();
std::unique_ptr<Measure> makeCompressionArtifacts();
std::unique_ptr<Measure> makeCompressionBlocks();
std::unique_ptr<Measure> makeNoise();
std::unique_ptr<Measure> makeNaturalColour();
std::unique_ptr<Measure> makeSkinColour();
std::unique_ptr<Measure> makeSingleFacePresent();
std::unique_ptr<Measure> makeOrientation();
std::unique_ptr<Measure> makeHeadSize();
std::unique_ptr<Measure> makeHeadSizeInCrop();
std::unique_ptr<Measure> makeMarginAbove();
std::unique_ptr<Measure> makeFaceInPicture();
std::unique_ptr<Measure> makeHeadPosition();
std::unique_ptr<Measure> makeHeadPoseRoll();
std::unique_ptr<Measure> makeHeadPoseYaw();
std::unique_ptr<Measure> makeHeadPosePitch();
std::unique_ptr<Measure> makeEyesOpen();
std::unique_ptr<Measure> makeEyesVisible();
std::unique_ptr<Measure> makeNoDarkGlasses();
std::unique_ptr<Measure> makeLensTint();
std::unique_ptr<Measure> makeRedEyes();
std::unique_ptr<Measure> makeMouthClosed();
std::unique_ptr<Measure> makeMouthOcclusion();
std::unique_ptr<Measure> makeNoHeadCoverings();
std::unique_ptr<Measure> makeFaceOcclusion();
std::unique_ptr<Measure> makeSharpness();
std::unique_ptr<Measure> makeUnderExposure();
std::unique_ptr<Measure> makeOverExposure();
std::unique_ptr<Measure> makeDynamicRange();
std::unique_ptr<Measure> makeIlluminationUniformity();
std::unique_ptr<Measure> makeBackgroundUniformity();
std::unique_ptr<Measure> makeBackgroundBrightness();
std::unique_ptr<Measure> makeBackgroundShadows();
std::unique_ptr<Measure> makeHardShadow();

} // namespace esek::quality
