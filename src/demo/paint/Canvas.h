#pragma once
#include "demo/paint/Rgb.h"
#include "imaging/Image.h"

#include <vector>

namespace esek::demo {

/// A rectangle in the painter's units.
struct Box {
    float left;
    float top;
    float right;
    float bottom;
};

/// Where the person is in the picture. Unit: from the middle of the face to the chin; x to the right, y down,
/// the origin between eyes and nose.
struct View {
    float centreX = 0; ///< pixels
    float centreY = 0; ///< pixels
    float scale = 1;   ///< pixels per unit
    float roll = 0;    ///< radians, clockwise
};

/// A float picture that layers are laid on.
class Canvas {
  public:
    Canvas(int width, int height)
        : m_width(width), m_height(height), m_pixels(static_cast<std::size_t>(width) * height) {}

    int width() const { return m_width; }
    int height() const { return m_height; }
    void setView(const View& view) {
        m_view = view;
        m_cos = std::cos(view.roll);
        m_sin = std::sin(view.roll);
    }
    const View& view() const { return m_view; }

    /// Coverage of a pixel by a shape whose edge is at `distance` (units, negative inside).
    float cover(float distance) const { return clamp01(0.5f - distance * m_view.scale); }
    /// The same with an edge as wide as `soft` units.
    float soft(float distance, float soft) const {
        return smoothStep(0, 1, clamp01(0.5f - distance / std::max(soft, 1 / m_view.scale)));
    }

    /// Calls `layer(x, y, colour)` for the pixels of the box; it changes the colour in place.
    template <class Layer>
    void paint(const Box& box, Layer&& layer) {
        int left, top, right, bottom;
        bounds(box, left, top, right, bottom);
        const float step = 1 / m_view.scale;
        for (int py = top; py < bottom; ++py) {
            const float dy = (static_cast<float>(py) + 0.5f - m_view.centreY) * step;
            Rgb* row = &m_pixels[static_cast<std::size_t>(py) * m_width];
            for (int px = left; px < right; ++px) {
                const float dx = (static_cast<float>(px) + 0.5f - m_view.centreX) * step;
                layer(m_cos * dx + m_sin * dy, m_cos * dy - m_sin * dx, row[px]);
            }
        }
    }
    /// The same for every pixel, in parts of the picture's width and height (0..1).
    template <class Layer>
    void paintAll(Layer&& layer) {
        for (int py = 0; py < m_height; ++py)
            for (int px = 0; px < m_width; ++px)
                layer((static_cast<float>(px) + 0.5f) / static_cast<float>(m_width),
                      (static_cast<float>(py) + 0.5f) / static_cast<float>(m_height), at(px, py));
    }

    Rgb& at(int x, int y) { return m_pixels[static_cast<std::size_t>(y) * m_width + x]; }
    imaging::Image toImage() const;

  private:
    void bounds(const Box&, int& left, int& top, int& right, int& bottom) const;

    int m_width;
    int m_height;
    View m_view;
    float m_cos = 1;
    float m_sin = 0;
    std::vector<Rgb> m_pixels;
};

} // namespace esek::demo
