#include "demo/paint/Layers.h"
#include "demo/paint/Noise.h"

namespace esek::demo {

namespace {

float shoulders(float x, float childlike) {
    const float ax = std::abs(x) * (1 + 0.15f * childlike);
    const float past = std::max(0.0f, ax - 0.85f);
    return 1.14f + 0.17f * ax * ax + 0.75f * past * past;
}

/// How far (x, y) is below the edge of the collar, negative outside the cloth.
float collar(const PortraitParams& p, float x, float y) {
    const float ax = std::abs(x);
    const auto oval = [&](float rx, float bottom) {
        const float dx = x / rx;
        const float dy = (y - 1.0f) / (bottom - 1.0f);
        return (std::sqrt(dx * dx + dy * dy) - 1) * 0.35f;
    };
    switch (p.clothes) {
    case Clothes::vneck:
        return (y - 1.62f + 1.25f * ax) * 0.6f;
    case Clothes::shirt:
        return (y - 1.42f + 0.75f * ax) * 0.7f;
    case Clothes::hoodie:
        return oval(0.5f, 1.4f);
    case Clothes::turtleneck:
        return (y - 1.07f - 0.15f * x * x);
    case Clothes::crew:
        break;
    }
    return oval(0.48f, 1.36f);
}

} // namespace

void paintClothes(Canvas& canvas, const PortraitParams& p) {
    const Rgb cloth = toRgb(p.cloth);
    const float offset = static_cast<float>(p.grain % 53);
    canvas.paint({-1.8f, 0.95f, 1.8f, 2.4f}, [&](float x, float y, Rgb& c) {
        const float ax = std::abs(x);
        const bool turtle = p.clothes == Clothes::turtleneck;
        float body = (shoulders(x, p.childlike) - y) * 0.85f;
        if (turtle)
            body = std::min(body, std::max(ax - 0.47f - 0.1f * (y - 1), 1.07f + 0.15f * x * x - y));
        const float neck = collar(p, x, y);
        const float cover = canvas.cover(std::max(body, -neck));
        if (cover > 0) {
            const float fold = cloud(x * 3.2f + offset, y * 2.2f) - 0.5f;
            const float weave = noise(x * 90, y * 90) - 0.5f;
            float lit = 0.82f + 0.24f * fold + 0.04f * weave + 0.16f * x * p.lightX;
            lit -= 0.22f * smoothStep(0.12f, -0.02f, -body) +
                   0.3f * smoothStep(0.1f, 0, neck) * smoothStep(0.6f, 0.1f, ax);
            if (p.clothes == Clothes::hoodie) // thick folds of the hood
                lit += 0.16f * smoothStep(0.03f, 0.1f, neck) * smoothStep(0.2f, 0.12f, neck) -
                       0.22f * bump((neck - 0.2f) * (neck - 0.2f) / 0.0012f);
            if (p.clothes == Clothes::crew || turtle) { // ribbed band
                const float band = smoothStep(0.075f, 0.06f, neck);
                lit += band * 0.05f * std::sin(x * 120) -
                       0.14f * bump((neck - 0.07f) * (neck - 0.07f) / 0.0001f);
            }
            c = mix(c, cloth * std::max(0.25f, lit), cover);
        }
        if (p.clothes == Clothes::shirt) {
            const float flap = std::max({(1.06f + 0.2f * ax - y), (y - 1.34f - 0.4f * (0.45f - ax)) * 0.8f,
                                         0.7f * (0.26f - ax) + 0.45f * (1.33f - y), ax - 0.56f});
            const float on = canvas.cover(flap);
            const Rgb linen = mix(cloth, {0.97f, 0.97f, 0.98f}, 0.7f);
            c = mix(c, c * 0.7f, 0.5f * canvas.soft(flap - 0.02f, 0.06f) * (1 - on));
            c = mix(c, linen * (0.93f + 0.1f * x * p.lightX - 0.1f * smoothStep(0.05f, 0, -flap)), on);
            const float placket =
                canvas.soft(std::abs(ax - 0.004f) - 0.004f, 0.008f) * (y > 1.4f ? 1.0f : 0.0f);
            c = mix(c, c * 0.75f, placket * 0.6f);
        }
        if (p.clothes == Clothes::hoodie) {
            const float string =
                canvas.cover(std::max(std::abs(ax - 0.2f - 0.03f * (y - 1.3f)) - 0.014f, 1.33f - y));
            c = mix(c, mix(cloth, {1, 1, 1}, 0.75f), string * 0.9f);
        }
    });
}

} // namespace esek::demo
