#pragma once
#include "imaging/Image.h"
#include "imaging/Probe.h"
#include "quality/BlazeFaceDetector.h"
#include "quality/EyeState.h"
#include "quality/Portrait.h"

#include <optional>
#include <span>

namespace esek::quality {

class FaceSearch;

/// Everything that measures share, computed once per photo.
struct Analysis {
    imaging::ImageInfo info;
    std::span<const std::uint8_t> bytes;
    imaging::Image image;       ///< reduced while decoding; the full size is in `info`
    double reduction = 1;       ///< pixels of `image` per pixel of the full picture
    std::vector<FaceBox> faces; ///< confirmed ones in the picture, largest first
    int quarterTurns = 0;       ///< clockwise, to make the main face upright
    cv::Mat upright;            ///< `image` after these turns
    cv::Rect content;           ///< part of `upright` that is the photo itself, without bands
    std::optional<Portrait> portrait;
    std::optional<double> eyesOpen; ///< how open the eyes of the main face look (EyeState.h)
    std::optional<FaceBox> face;    ///< the main one, refined by the mesh; in the picture
    std::optional<HeadBox> head;    ///< in the picture
    std::optional<double> cutShare; ///< without a face: part of a likely one that lies beyond the edges
    domain::CropParams crop;        ///< suggested
};

/// Owns the networks. Not thread safe.
class Analyzer {
  public:
    /// Throws Exception for what imaging cannot read.
    Analysis run(std::span<const std::uint8_t> bytes, const std::string& name, double cropAspect);
    /// The same with the whole picture decoded elsewhere; of `bytes` only the headers are read.
    Analysis run(const imaging::Image& picture, std::span<const std::uint8_t> bytes, const std::string& name,
                 double cropAspect);
    /// The part that needs the picture only; fills everything from `faces` to `crop`.
    void run(Analysis&, double cropAspect);

  private:
    struct Candidate {
        FaceBox box; ///< in the upright picture
        Mesh mesh;
    };
    std::vector<Candidate> candidates(std::vector<FaceBox>, const cv::Mat& picture, int& quarters);
    static bool sure(const std::vector<Candidate>&, bool detectorSure);
    void searchTurns(FaceSearch&, const cv::Mat& picture, std::vector<Candidate>& people, int& quarterTurns);

    BlazeFaceDetector m_detector;
    FaceMesh m_mesh;
    PersonMask m_segmenter;
    EyeState m_eyes;
};

} // namespace esek::quality
