#pragma once

namespace esek::ui::model {

/// Device pixels or fractions, as each function says.
struct Vec {
    double x = 0;
    double y = 0;
    bool operator==(const Vec&) const = default;
};
struct Size {
    double w = 0;
    double h = 0;
    bool operator==(const Size&) const = default;
};
struct Box {
    double x = 0;
    double y = 0;
    double w = 0;
    double h = 0;
    bool operator==(const Box&) const = default;
};

/// One zoom and one place for any number of pictures that are looked at together. It knows no pixels of its
/// own: zoom 1 shows a whole picture in its pane, and the place is a fraction of the picture, so that two
/// photos of different size show the same part of the face.
class Viewport {
  public:
    static constexpr double kMaxZoom = 12.0;
    static constexpr double kStep = 1.25; ///< one turn of the wheel, one press of +

    double zoom() const { return m_zoom; }
    Vec centre() const { return m_centre; } ///< fraction of the picture that lies in the middle of the pane
    bool fitted() const { return m_zoom == 1.0; }
    void fit();

    /// The point of the picture that lies under `at` (pixels of the pane) stays there.
    void zoomAt(double factor, Size picture, Size pane, Vec at);
    void panBy(Vec pixels, Size picture, Size pane);
    /// Where the whole picture lies in the pane, in pixels of the pane; may reach far outside.
    Box place(Size picture, Size pane) const;
    /// How many pixels of the pane one pixel of the picture takes.
    double scale(Size picture, Size pane) const;

  private:
    void keepInside(Size picture, Size pane);
    double m_zoom = 1.0;
    Vec m_centre{0.5, 0.5};
};

/// The largest box of this shape in the pane, centred.
Box fitInto(Size picture, Size pane);

} // namespace esek::ui::model
