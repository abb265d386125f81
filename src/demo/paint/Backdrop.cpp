#include "demo/paint/Layers.h"
#include "demo/paint/Noise.h"

namespace esek::demo {

namespace {

Rgb plainWall(const PortraitParams& p, float x, float y) {
    const float dx = x - 0.5f - 0.25f * p.lightX;
    const float dy = y - 0.35f;
    return toRgb(p.wall) *
           (1.03f - (p.backdrop == Backdrop::plain ? 0.06f : 0.2f) * (dx * dx + dy * dy) * 1.6f);
}

/// Book spines, as in a library.
Rgb shelves(float x, float y, float offset) {
    const float row = y * 4.5f;
    const float inRow = row - std::floor(row);
    if (inRow < 0.09f)
        return Rgb{0.42f, 0.28f, 0.17f} * (0.7f + 0.3f * inRow / 0.09f);
    const float along = x * 13 + std::floor(row) * 5.3f;
    const float book = std::floor(along);
    const float height = 0.16f + 0.3f * noise(book + 0.5f, std::floor(row) + 0.5f + offset);
    if (inRow < height)
        return {0.16f, 0.11f, 0.08f};
    const float hue = noise(book * 1.7f + offset + 0.3f, std::floor(row) * 3.1f + 0.5f);
    const Rgb spine{0.3f + 0.6f * noise(book + 11.5f, offset), 0.25f + 0.5f * hue, 0.25f + 0.5f * (1 - hue)};
    const float across = along - book;
    return spine * (0.55f + 0.5f * std::sin(across * 3.1416f));
}

Rgb garden(float x, float y, float offset) {
    const float leaf = 0.55f * noise(x * 14 + offset, y * 14) + 0.45f * noise(x * 40, y * 40 + offset);
    const Rgb green = mix(Rgb{0.08f, 0.2f, 0.07f}, Rgb{0.55f, 0.7f, 0.3f}, smoothStep(0.25f, 0.8f, leaf));
    return mix(Rgb{0.7f, 0.84f, 0.95f}, green, smoothStep(0.08f, 0.3f, y + 0.25f * (leaf - 0.5f)));
}

} // namespace

void paintBackdrop(Canvas& canvas, const PortraitParams& p) {
    const float offset = static_cast<float>(p.grain % 41);
    canvas.paintAll([&](float x, float y, Rgb& c) {
        switch (p.backdrop) {
        case Backdrop::shelves:
            c = shelves(x, y, offset);
            break;
        case Backdrop::garden:
            c = garden(x, y, offset);
            break;
        default:
            c = plainWall(p, x, y);
            break;
        }
    });
}

} // namespace esek::demo
