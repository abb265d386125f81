#pragma once
#include "quality/FaceMesh.h"
#include "quality/PersonMask.h"
#include "quality/QualityReport.h"

namespace esek::quality {

/// The head with its surroundings at the size in which it is printed, eyes level: every measure of the face
/// and the background works on this one picture, so that their limits do not depend on the size of the file.
struct Portrait {
    static constexpr int kWidth = 400;
    static constexpr int kHeight = 480;
    /// Forehead (mesh point 10) to chin (152). The head is then about 230 pixels: 75 % of 26 mm at 300 dpi.
    static constexpr double kFace = 160;
    static constexpr double kChinLine = 340; ///< row of the chin

    cv::Mat rgb;            ///< 8 bits; outside the picture its edge is repeated
    cv::Mat luma;           ///< 8 bits
    cv::Mat lab;            ///< CIE Lab in 8 bits: L 0-255, a and b about 128
    cv::Mat inside;         ///< 255 where the picture is, without bands beside it (Bands.h)
    cv::Mat person;         ///< 255 surely person
    Mesh mesh;              ///< in these pixels
    cv::Matx23d toPortrait; ///< from the upright picture
    cv::Matx23d toPicture;  ///< and back
    double scale = 1;       ///< pixels here per pixel of the upright picture; over 1 the face was enlarged
    cv::Rect2d head;        ///< crown to chin, side to side, with hair; may reach outside the picture
    bool crownCut = false;  ///< the person goes on at the upper edge of the picture
};

/// `upright`: the picture turned so that the face stands. `mesh` and `content`, the part that is the photo
/// itself, in its pixels.
Portrait makePortrait(const cv::Mat& upright, const cv::Rect& content, const Mesh& mesh,
                      PersonMask& segmenter);

/// Crown and sides of the head: from the person's mask, where it is plausible, else from the face's
/// proportions.
void findHead(Portrait&);

} // namespace esek::quality
