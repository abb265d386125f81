#pragma once
#include <memory>
#include <vector>

namespace esek::imaging {
struct Image;
}

namespace esek::quality {

/// Fractions of the upright picture: x of its width, y of its height.
struct Point {
    double x = 0;
    double y = 0;
    bool operator==(const Point&) const = default;
};

/// Where a face is; position only, nothing that tells persons apart is computed or kept (domain/README.md,
/// Data protection). Left and right are the viewer's. All in fractions of the upright picture.
struct FaceBox {
    double x = 0; ///< box from the middle of the forehead to the chin, ear to ear
    double y = 0;
    double w = 0;
    double h = 0;
    Point leftEye;
    Point rightEye;
    Point nose;  ///< tip
    Point mouth; ///< centre
    Point leftEar;
    Point rightEar;
    double score = 0;       ///< 0-1, how sure the detector is
    double rollDegrees = 0; ///< line of the eyes, clockwise, -180 to 180; 180 is upside down
};

/// Not thread safe: one detector per thread (the network keeps its buffers).
class FaceDetector {
  public:
    virtual ~FaceDetector() = default;
    /// Faces in any of the four quarter turns, largest first.
    virtual std::vector<FaceBox> detect(const imaging::Image&) = 0;
};

/// BlazeFace run by OpenCV; see README.md for the choice. Throws Exception when the model is missing.
std::unique_ptr<FaceDetector> makeFaceDetector();

} // namespace esek::quality
