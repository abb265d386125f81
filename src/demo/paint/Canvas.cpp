#include "demo/paint/Canvas.h"

namespace esek::demo {

void Canvas::bounds(const Box& box, int& left, int& top, int& right, int& bottom) const {
    float minX = 1e9f, minY = 1e9f, maxX = -1e9f, maxY = -1e9f;
    for (const float x : {box.left, box.right})
        for (const float y : {box.top, box.bottom}) {
            const float px = m_view.centreX + m_view.scale * (m_cos * x - m_sin * y);
            const float py = m_view.centreY + m_view.scale * (m_sin * x + m_cos * y);
            minX = std::min(minX, px);
            maxX = std::max(maxX, px);
            minY = std::min(minY, py);
            maxY = std::max(maxY, py);
        }
    const auto pixel = [](float v, int limit) {
        return static_cast<int>(std::min(std::max(v, 0.0f), static_cast<float>(limit)));
    };
    left = pixel(minX - 1, m_width);
    top = pixel(minY - 1, m_height);
    right = pixel(maxX + 2, m_width);
    bottom = pixel(maxY + 2, m_height);
}

imaging::Image Canvas::toImage() const {
    imaging::Image image;
    image.width = m_width;
    image.height = m_height;
    image.rgb.resize(m_pixels.size() * 3);
    const auto byte = [](float v) { return static_cast<std::uint8_t>(clamp01(v) * 255.0f + 0.5f); };
    for (std::size_t i = 0; i < m_pixels.size(); ++i) {
        image.rgb[3 * i] = byte(m_pixels[i].r);
        image.rgb[3 * i + 1] = byte(m_pixels[i].g);
        image.rgb[3 * i + 2] = byte(m_pixels[i].b);
    }
    return image;
}

} // namespace esek::demo
