#include "demo/paint/Layers.h"
#include "demo/paint/Noise.h"

#include <span>

namespace esek::demo {

namespace {

/// A rise or hollow of the face; the light on it makes the nose, the cheeks and the sockets of the eyes.
struct Relief {
    float x, y, rx, ry, height;
};

std::array<Relief, 15> reliefs(const PortraitParams& p) {
    const float nose = mix(1.0f, 0.7f, p.childlike);
    const float gap = p.eyeGap;
    return {{
        {0, p.noseLength * 0.45f, 0.12f, p.noseLength * 1.2f, 0.07f * nose},  // bridge
        {0, p.noseLength - 0.03f, p.noseWidth * 1.05f, 0.17f, 0.075f * nose}, // tip
        {-p.noseWidth * 0.72f, p.noseLength, 0.09f, 0.09f, 0.022f * nose},    // wings
        {p.noseWidth * 0.72f, p.noseLength, 0.09f, 0.09f, 0.022f * nose},
        {-gap, -0.06f, 0.25f, 0.19f, -0.045f}, // sockets
        {gap, -0.06f, 0.25f, 0.19f, -0.045f},
        {-gap, -0.04f, 0.17f, 0.1f, 0.02f}, // eyeballs
        {gap, -0.04f, 0.17f, 0.1f, 0.02f},
        {-gap * 1.35f, 0.27f, 0.34f, 0.3f, 0.05f}, // cheeks
        {gap * 1.35f, 0.27f, 0.34f, 0.3f, 0.05f},
        {0, 0.6f, 0.42f, 0.24f, 0.035f},   // muzzle
        {0, 0.735f, 0.2f, 0.08f, -0.025f}, // below the lip
        {0, 0.87f, 0.26f, 0.17f, 0.016f},  // chin
        {0, 0.47f, 0.05f, 0.09f, -0.008f}, // philtrum
        {0, -0.6f, 0.5f, 0.4f, 0.04f},     // forehead
    }};
}

void addRelief(std::span<const Relief> list, float x, float y, float& nx, float& ny) {
    for (const Relief& r : list) {
        const float dx = (x - r.x) / r.rx;
        const float dy = (y - r.y) / r.ry;
        const float k = std::max(0.0f, 1 - dx * dx - dy * dy);
        const float slope = 6 * r.height * k * k;
        nx += slope * dx / r.rx;
        ny += slope * dy / r.ry;
    }
}

/// Where light does not reach: sockets, sides of the nose, below nose, lip and hair. 1 is open.
float openness(const PortraitParams& p, float x, float y) {
    const float ax = std::abs(x);
    float dark = 0.44f * spot(ax, y, p.eyeGap - 0.03f, -0.085f, 0.27f, 0.17f);
    dark += 0.3f * spot(ax, y, 0.105f, -0.05f, 0.11f, 0.17f);
    dark += 0.3f * spot(x, y, 0, p.noseLength + 0.07f, p.noseWidth * 1.3f, 0.06f);
    dark += 0.16f * spot(ax, y, p.noseWidth * 1.35f, p.noseLength - 0.01f, 0.06f, 0.12f);
    dark += 0.2f * spot(x, y, 0, 0.735f, p.mouthWidth * 0.75f, 0.055f);
    dark += 0.14f * spot(ax, y, p.mouthWidth + 0.06f, 0.585f, 0.07f, 0.09f);
    dark += 0.22f * smoothStep(-0.45f, -0.95f, y);
    return 1 - dark;
}

} // namespace

Light::Light(const PortraitParams& p) {
    const float lx = p.lightX;
    const float ly = -0.5f;
    const float lz = 0.85f;
    const float length = std::sqrt(lx * lx + ly * ly + lz * lz);
    x = lx / length;
    y = ly / length;
    z = lz / length;
}

float Light::on(float nx, float ny, float nz) const {
    return (nx * x + ny * y + nz * z) / std::sqrt(nx * nx + ny * ny + nz * nz + 1e-6f);
}

Rgb litSkin(Rgb skin, float light) {
    // Light that has been through skin is red: shadows are warmer than the lit side.
    const Rgb shadow = skin * Rgb{0.60f, 0.46f, 0.42f};
    const Rgb bright = mix(skin, {1, 0.97f, 0.92f}, 0.34f);
    constexpr float kPlain = 0.6f;
    return light < kPlain ? mix(shadow, skin, smoothStep(0, kPlain, light))
                          : mix(skin, bright, smoothStep(kPlain, 1.05f, light));
}

void paintNeck(Canvas& canvas, const PortraitParams& p) {
    const Rgb skin = toRgb(p.skin);
    const Light light(p);
    const float half = mix(p.female ? 0.34f : 0.4f, 0.32f, p.childlike);
    canvas.paint({-1.3f, 0.5f, 1.3f, 1.8f}, [&](float x, float y, Rgb& c) {
        const float flare = std::max(0.0f, y - 1.1f);
        const float width = half + 1.6f * flare * flare;
        const float cover = canvas.cover(std::abs(x) - width);
        if (cover <= 0)
            return;
        const float nx = x / width * 0.85f;
        const float lit = 0.34f + 0.36f * light.on(nx, 0.05f, std::sqrt(1 - nx * nx));
        const float chin =
            1 - 0.62f * (1 - smoothStep(0.95f, 1.34f, y + 0.22f * x * x - 0.1f * x * p.lightX));
        const float tendon = 1 - 0.1f * spot(std::abs(x), y, 0.2f - 0.12f * (y - 1), 1.25f, 0.06f, 0.3f);
        c = mix(c, litSkin(skin, lit * chin * tendon), cover);
    });
}

void paintEars(Canvas& canvas, const PortraitParams& p) {
    if (coversEars(p.hair))
        return;
    const Rgb skin = toRgb(p.skin);
    const float size = mix(1.0f, 1.08f, p.childlike);
    canvas.paint({-1.1f, -0.4f, 1.1f, 0.5f}, [&](float x, float y, Rgb& c) {
        const float ex = (std::abs(x) - p.faceWidth * 0.985f - 0.015f * y) / (0.115f * size);
        const float ey = (y - 0.06f) / (0.21f * size);
        const float r = std::sqrt(ex * ex + ey * ey);
        const float cover = canvas.cover((r - 1) * 0.12f);
        if (cover <= 0)
            return;
        const float rim = smoothStep(0.55f, 0.85f, r) - 0.6f * smoothStep(0.86f, 1.0f, r);
        const float side = x * p.lightX > 0 ? 0.08f : -0.06f;
        Rgb colour = litSkin(skin, 0.36f + side + 0.2f * rim);
        colour = mix(colour, {0.8f, 0.4f, 0.36f}, 0.14f);
        c = mix(c, colour, cover);
    });
}

void paintFace(Canvas& canvas, const PortraitParams& p) {
    const HeadShape head(p);
    const Light light(p);
    const Rgb skin = toRgb(p.skin);
    const auto relief = reliefs(p);
    const float offset = static_cast<float>(p.grain % 97);
    const Rgb blush{0.88f, 0.42f, 0.4f};
    canvas.paint({-p.faceWidth - 0.05f, -1.15f, p.faceWidth + 0.05f, 1.05f}, [&](float x, float y, Rgb& c) {
        const auto point = head.at(x, y);
        const float cover = canvas.cover(point.distance);
        if (cover <= 0)
            return;
        const float turned = std::min(point.inside, 1.0f);
        const float bend = std::sqrt(turned) * turned * 0.9f;
        float nx = point.gx * bend;
        float ny = point.gy * bend * (y > 0 ? 0.62f : 0.7f);
        const float nz = std::sqrt(1 - std::min(0.93f, nx * nx + ny * ny));
        addRelief(relief, x, y, nx, ny);
        float lit = 0.14f + 0.6f * light.on(nx, ny, nz);
        lit *= openness(p, x, y);
        lit += 0.03f * (cloud(x * 6 + offset, y * 6) - 0.5f);

        Rgb colour = litSkin(skin, clamp01(lit));
        const float ax = std::abs(x);
        const float red = 0.26f * spot(ax, y, p.eyeGap * 1.45f, 0.25f, 0.33f, 0.26f) +
                          0.16f * spot(x, y, 0, p.noseLength, 0.16f, 0.14f) +
                          0.1f * spot(x, y, 0, 0.9f, 0.2f, 0.14f);
        colour =
            mix(colour, colour * Rgb{1.02f, 0.86f, 0.84f}, std::min(1.0f, (p.female ? 1.9f : 1.4f) * red));
        colour = mix(colour, blush, (p.female ? 0.16f : 0.06f) * red);
        if (p.freckles > 0) {
            const float where = spot(ax, y, 0.26f, 0.2f, 0.34f, 0.22f);
            const float dot = smoothStep(0.72f, 0.92f, noise(x * 55 + offset, y * 55));
            colour = mix(colour, colour * Rgb{0.74f, 0.6f, 0.5f}, p.freckles * where * dot);
        }
        c = mix(c, colour, cover);
    });
}

} // namespace esek::demo
