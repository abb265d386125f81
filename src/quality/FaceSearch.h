#pragma once
#include "quality/BlazeFaceDetector.h"

#include <array>
#include <optional>

namespace esek::quality {

/// One picture and what the networks find in its four quarter turns. Each pass of a network is made when its
/// answer is first needed and kept, because a turn is looked at for several reasons.
class FaceSearch {
  public:
    /// Both must live as long.
    FaceSearch(BlazeFaceDetector&, const cv::Mat& picture);

    /// What all passes find in this turn (clockwise), as it lies in the picture, largest first.
    std::vector<FaceBox> boxes(int turn);
    /// So sure of the picture as it is that the other turns need no look.
    bool surelyUpright();
    /// Level eyes are there upright, though perhaps not surely: under a mask, behind a hand or dark lenses.
    bool uprightEyes();
    /// As sure of this turn as whole faces nearly always make it; what only resembles one stays below.
    bool surely(int turn);
    /// The turn in which the networks are surest; upright wins a tie.
    int likeliestTurn();
    /// The share of a likely face that would lie beyond the edges, when there is one. Upright only.
    std::optional<double> cutShare();

  private:
    using Found = std::optional<std::vector<RawFace>>;
    struct Turn {
        cv::Mat picture;
        Found whole, bordered, far;
    };
    Turn& at(int turn);
    const std::vector<RawFace>& whole(int turn);
    const std::vector<RawFace>& bordered(int turn);
    const std::vector<RawFace>& far(int turn);
    double sureness(int turn);
    bool farIsWorthIt(int turn);

    BlazeFaceDetector& m_detector;
    cv::Mat m_reduced;
    std::array<Turn, 4> m_turns;
};

} // namespace esek::quality
