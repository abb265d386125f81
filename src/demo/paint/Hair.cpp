#include "demo/paint/Layers.h"
#include "demo/paint/Noise.h"

namespace esek::demo {

namespace {

constexpr float kSkullMiddle = -0.12f;

/// The hair of one person: its outline, where it ends on the face, and its colour at each point.
class Hair {
  public:
    explicit Hair(const PortraitParams& p)
        : m_p(p), m_base(toRgb(p.hairColour)), m_light(p), m_offset(static_cast<float>(p.grain % 83)) {}

    /// Distance to the outline of the hair round the skull.
    float outline(float x, float y) const {
        if (y < -1.6f || std::abs(x) > m_p.faceWidth + 0.5f)
            return 1;
        const float vol = m_p.hairVolume + wave(x, y);
        const float wide = m_p.faceWidth + 0.045f + vol * (coversEars(m_p.hair) ? 0.9f : 0.6f);
        const float dx = x / wide;
        const float dy = (y - kSkullMiddle) / (1.0f + vol);
        return (std::sqrt(dx * dx + dy * dy) - 1) * 0.85f;
    }

    /// Distance to the edge of the hair that falls beside the face, down to its ends.
    float sides(float x, float y) const {
        const float end = m_p.hair == HairStyle::bob ? 0.72f : m_p.hair == HairStyle::curly ? 0.55f : 1.9f;
        const float flare = m_p.hair == HairStyle::bob ? 0.05f : 0.12f;
        const float sway = m_p.hair == HairStyle::longWavy ? 0.05f * std::sin(y * 7 + (x > 0 ? 0.8f : 0)) : 0;
        const float wide = m_p.faceWidth + 0.045f + (m_p.hairVolume + wave(x, y)) * 0.9f +
                           flare * smoothStep(kSkullMiddle, 1, y) + sway * smoothStep(kSkullMiddle, 0.3f, y);
        const float tips = end + 0.05f * (noise(x * 26 + m_offset, 4) - 0.5f) - 0.08f * x * x;
        return std::max({std::abs(x) - wide, y - tips, kSkullMiddle - y});
    }

    /// y of the hairline above x; hair is above it.
    float hairline(float x) const {
        const float w = m_p.faceWidth;
        const float ax = std::min(std::abs(x) / w, 1.1f);
        const float temples = 0.8f * ax * ax * ax * ax;
        const float jag =
            (0.022f * (noise(x * 30 + m_offset, 9) - 0.5f) + 0.022f * (noise(x * 75 + m_offset, 3) - 0.5f));
        const float fromPart = x - m_p.parting;
        switch (m_p.hair) {
        case HairStyle::fringe:
        case HairStyle::bob:
            return -0.4f + 0.09f * ax * ax + 1.6f * jag + (ax > 0.8f ? (ax - 0.8f) * 2.5f : 0);
        case HairStyle::parted: {
            const float sweep = m_p.parting > 0 ? -fromPart : fromPart;
            return -0.78f + 0.3f * smoothStep(-0.15f, 0.7f, sweep) + 0.62f * ax * ax * ax * ax + jag;
        }
        case HairStyle::longStraight:
        case HairStyle::longWavy:
            return -0.86f + 0.56f * std::pow(std::abs(fromPart) / w, 1.35f) + temples * 0.4f + jag * 0.6f;
        case HairStyle::curly:
            return -0.6f + temples + 2.6f * jag;
        case HairStyle::cropped:
            return -0.72f + temples + 0.5f * jag;
        case HairStyle::ponytail:
        case HairStyle::bun:
            return -0.73f + 0.62f * temples + 0.5f * jag;
        case HairStyle::brushed:
            break;
        }
        return -0.7f + temples + 1.8f * jag;
    }

    Rgb colour(float x, float y, bool falling) const {
        const float crownX = m_p.parting * 0.45f;
        const float dx = x - crownX;
        const float dy = y + 1.25f + m_p.hairVolume;
        const float radius = std::sqrt(dx * dx + dy * dy);
        float along = radius;
        float across = dx / (std::max(0.0f, dy) + 0.3f);
        if (falling) { // below the ears hair hangs
            const float hang = smoothStep(-0.35f, 0.25f, y);
            across = mix(across, x * 0.75f, hang);
            along = mix(along, y + 1.1f, hang);
        }
        if (m_p.hair == HairStyle::longWavy)
            across += 0.045f * std::sin(along * 7);
        float strand;
        if (m_p.hair == HairStyle::curly)
            strand = 0.5f + 0.12f * std::sin(17 * noise(x * 9 + m_offset, y * 9)) +
                     0.4f * (noise(x * 27, y * 27 + m_offset) - 0.5f);
        else
            strand = 0.5f * noise(across * 24 + m_offset, along * 1.6f) +
                     0.3f * noise(across * 61, along * 3 + m_offset) +
                     0.2f * noise(across * 130 + m_offset, along * 5);
        const float edge = std::abs(x) / (m_p.faceWidth + 0.2f);
        float lit = 0.5f + 0.85f * (strand - 0.5f) + 0.2f * x * m_p.lightX - 0.3f * edge * edge * edge;
        lit += 0.42f * bump((radius - 0.55f) * (radius - 0.55f) / 0.07f) * (0.25f + strand);
        lit -= 0.25f * smoothStep(0.2f, 1.2f, y);
        const Rgb dark = m_base * 0.42f;
        const Rgb bright = mix(m_base, {1, 0.93f, 0.82f}, 0.3f);
        return lit < 0.55f ? mix(dark, m_base, smoothStep(0, 0.55f, lit))
                           : mix(m_base, bright, smoothStep(0.55f, 1.15f, lit));
    }

  private:
    float wave(float x, float y) const {
        switch (m_p.hair) {
        case HairStyle::curly:
            return 0.1f * (noise(x * 7 + m_offset, y * 7) - 0.5f) + 0.05f * (noise(x * 17, y * 17) - 0.5f);
        case HairStyle::cropped:
            return 0.008f * (noise(x * 60 + m_offset, y * 60) - 0.5f);
        default:
            return 0.022f * (noise(x * 9 + m_offset, y * 9) - 0.5f);
        }
    }

    const PortraitParams& m_p;
    Rgb m_base;
    Light m_light;
    float m_offset;
};

} // namespace

void paintHairBehind(Canvas& canvas, const PortraitParams& p) {
    const Hair hair(p);
    const bool sides = coversEars(p.hair);
    canvas.paint({-1.3f, -1.6f, 1.3f, 2.0f}, [&](float x, float y, Rgb& c) {
        if (y > -0.4f && y < 0.6f && std::abs(x) < 0.5f)
            return; // behind the face
        float d = std::max(hair.outline(x, y),
                           y - (sides ? 0.3f : 0.1f - 2.2f * std::max(0.0f, std::abs(x) - p.faceWidth)));
        if (sides)
            d = std::min(d, hair.sides(x, y));
        if (p.hair == HairStyle::bun)
            d = std::min(d,
                         std::sqrt(x * x + (y + 1.28f) * (y + 1.28f)) - 0.2f - 0.02f * noise(x * 12, y * 12));
        if (p.hair == HairStyle::ponytail) {
            const float side = p.parting > 0 ? -1.0f : 1.0f;
            const float sx = (x * side - p.faceWidth - 0.1f - 0.1f * std::sin(y * 3)) /
                             (0.17f * smoothStep(-0.5f, 0.3f, y) + 0.01f);
            d = std::min(d, std::max((std::abs(sx) - 1) * 0.17f, std::abs(y - 0.55f) - 0.95f));
        }
        const float cover = canvas.soft(d, 0.014f);
        if (cover > 0)
            c = mix(c, hair.colour(x, y, true) * (y > kSkullMiddle ? 0.72f : 0.9f), cover);
    });
}

void paintHair(Canvas& canvas, const PortraitParams& p) {
    const Hair hair(p);
    const float fade = p.hair == HairStyle::cropped ? 0.09f : 0.022f;
    const float reach = coversEars(p.hair) ? 0.9f : 0.15f;
    // The shadow that the hair throws on the forehead.
    canvas.paint({-p.faceWidth, -0.95f, p.faceWidth, 0.3f}, [&](float x, float y, Rgb& c) {
        const float below = y - hair.hairline(x);
        if (below > -0.02f && below < 0.13f && std::abs(x) < p.faceWidth * 0.97f)
            c = mix(c, c * Rgb{0.66f, 0.54f, 0.5f}, 0.55f * smoothStep(0.13f, -0.01f, below));
    });
    canvas.paint({-1.3f, -1.6f, 1.3f, std::min(1.95f, reach + 1.1f)}, [&](float x, float y, Rgb& c) {
        if (y > 0.15f && std::abs(x) < 0.8f * p.faceWidth)
            return;
        const float skull = hair.outline(x, y);
        if (!coversEars(p.hair) && skull > 0.1f)
            return;
        float d = std::max(skull, y - hair.hairline(x));
        if (!coversEars(p.hair))
            d = std::max(d,
                         y - 0.14f + 3 * std::max(0.0f, std::abs(x) - 0.97f * p.faceWidth)); // sideburns end
        else {
            const float inner = p.faceWidth * (p.hair == HairStyle::curly ? 0.97f : 0.9f) +
                                0.03f * std::sin(y * 3.1f + 1) + 0.16f * smoothStep(0.45f, 1.1f, y);
            const float round = y < kSkullMiddle ? skull : hair.sides(x, y);
            const float lock = std::max(round, inner - std::abs(x));
            d = std::min(d, lock);
        }
        const float cover = canvas.soft(d, fade);
        if (cover > 0)
            c = mix(c, hair.colour(x, y, coversEars(p.hair)),
                    cover * (p.hair == HairStyle::cropped ? 0.93f : 1.0f));
    });
}

} // namespace esek::demo
