#pragma once
#include "quality/Portrait.h"

#include <optional>

namespace esek::quality {

/// How far the colour (a, b of CIE Lab) around the mouth and on the chin is from that of the bare skin above:
/// the smaller of both, against the nearer of forehead and lower lids, so that a beard, a shadow or red lips
/// are not taken for a mask. Empty when these places are outside the picture.
std::optional<double> mouthCover(const Portrait&);

/// How far the skin around the eyes is from that of the cheeks in colour and, at half weight, in brightness;
/// a lens that darkens the eyes themselves counts as well. Of both eyes the one that is more alike.
std::optional<double> lensTint(const Portrait&);

/// Distance of the mean colour of the skin, as logarithms of red and blue over green, from that of the good
/// portraits of the corpus, in their standard deviations. Brightness, and with it the tone of the skin,
/// hardly counts. Empty without skin.
std::optional<double> skinColourDistance(const Portrait&);

/// Root mean square of Cb and Cr about their means for each brightness, 0-255. Natural pictures have several
/// colours of one brightness; grey, sepia and toned ones have one. `mask`: not 0 where to look.
double coloursOfOneBrightness(const cv::Mat& rgb, const cv::Mat& mask);

/// Signs of something before the face, each in shares of its limit, the strongest of them: the networks doubt
/// that a whole face is there and no line of the mouth is seen; skin of a strange colour; a tip of the nose
/// of another colour than the skin above it. Over 1 hair, a hand or a painted thing covers the face nearly
/// always. `score`: of the detector, 0-1.
double faceCover(const Portrait&, double score);

/// Redness (a of CIE Lab) of the eyes' pupils over that of the cheeks: of the redder eye, or one and a half
/// times that of the other one. Empty when an eye or a cheek is outside the picture.
std::optional<double> pupilRedness(const Portrait&);

} // namespace esek::quality
