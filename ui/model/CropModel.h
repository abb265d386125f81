#pragma once
#include "domain/CropParams.h"
#include "ui/model/Viewport.h"

#include <array>
#include <optional>

namespace esek::ui::model {

/// The frame of the card over a photo while a clerk moves it. Points are pixels of the upright picture after
/// its quarter turns. The frame keeps the card's aspect; without tilt it never leaves the picture.
class CropModel {
  public:
    static constexpr double kCardAspect = 19.0 / 26.0; ///< 19 x 26 mm: domain/README.md, Cards and law
    static constexpr double kMaxFine = 15.0;
    static constexpr double kSmallest = 0.1; ///< of the largest frame that fits

    enum class Grip { none, move, topLeft, topRight, bottomLeft, bottomRight };

    CropModel() = default;
    /// Size of the upright picture. `suggested` is what reset() goes back to and, without `stored`, the
    /// start.
    CropModel(int width, int height, std::optional<domain::CropParams> stored,
              std::optional<domain::CropParams> suggested = std::nullopt, double aspect = kCardAspect);

    const domain::CropParams& params() const { return m_crop; }
    bool changed() const { return !(m_crop == m_start); }
    Size turned() const;                ///< the picture after its quarter turns
    Box frame() const;                  ///< before the tilt
    std::array<Vec, 4> corners() const; ///< tilted; clockwise from the top left one
    bool leavesPicture() const;         ///< a tilted corner stands outside: the edge would be repeated
    /// Pixels of the photo for one inch of the card's window, a measure of what print will look like.
    double dpi(double windowHeightMm) const;

    Grip gripAt(Vec, double tolerance) const;
    void beginDrag(Grip, Vec);
    void drag(Vec);
    void endDrag() { m_grip = Grip::none; }
    bool dragging() const { return m_grip != Grip::none; }

    void nudge(double dx, double dy);
    void grow(double factor); ///< about its centre
    void turn(int quarters);  ///< clockwise
    void setFine(double degrees);
    void reset();

  private:
    void setFrame(double cx, double cy, double h);
    double largestHeight() const;
    int m_width = 1;
    int m_height = 1;
    double m_aspect = kCardAspect;
    domain::CropParams m_crop;
    domain::CropParams m_start;
    std::optional<domain::CropParams> m_suggested;
    Grip m_grip = Grip::none;
    Vec m_dragFrom;
    Box m_dragFrame;
};

/// The largest centred frame of the aspect in a picture of this size.
domain::CropParams centredFrame(int width, int height, double aspect);
/// Corners of a frame in pixels of the turned picture of size `turned`; clockwise from the top left one.
std::array<Vec, 4> frameCorners(const domain::CropParams&, Size turned);
Size turnedSize(int width, int height, int quarterTurns);

} // namespace esek::ui::model
