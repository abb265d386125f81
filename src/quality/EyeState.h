#pragma once
#include "quality/Portrait.h"

#include <optional>

namespace esek::quality {

/// Lids and iris of one eye (MediaPipe's iris network). Not thread safe.
class EyeState {
  public:
    /// How open the eyes look, mean of both: height between the lids and half of the iris' radius, over the
    /// width of the eye, less a tenth of the brightness of the iris against the skin below, because a lid is
    /// as bright as the skin. About 0.4 for open eyes. Empty when an eye is outside the picture.
    std::optional<double> openness(const Portrait&);

  private:
    enum class Side { viewersLeft, viewersRight };
    std::optional<double> openness(const Portrait&, Side);

    Network m_network{"eye_iris_64.onnx"};
};

} // namespace esek::quality
