#include "demo/paint/Layers.h"
#include "demo/paint/Noise.h"

namespace esek::demo {

namespace {

constexpr float kEyeY = -0.05f;
constexpr float kMouthY = 0.6f;

Rgb lashColour(const PortraitParams& p) {
    return mix(toRgb(p.hairColour) * 0.35f, {0.08f, 0.05f, 0.05f}, 0.6f);
}

/// One eye in its own measure: x outwards from its middle, y down.
class Eye {
  public:
    Eye(const PortraitParams& p, float side) : m_p(p), m_side(side) {}

    void paint(Canvas& canvas) const {
        const float cx = m_side * m_p.eyeGap;
        const float w = m_p.eyeWidth * 1.4f;
        canvas.paint({cx - w, kEyeY - 0.2f, cx + w, kEyeY + 0.16f}, [&](float px, float py, Rgb& c) {
            const float x = (px - cx) * m_side;
            const float y = py - kEyeY + m_p.eyeTilt * x / m_p.eyeWidth;
            layers(canvas, x, y, c);
        });
    }

  private:
    float lidTop(float t) const { return -m_p.eyeOpen * (1 - t * t) * (1.12f - 0.16f * t); }
    float lidBottom(float t) const { return m_p.eyeOpen * 0.72f * (1 - t * t) * (1 + 0.14f * t); }

    void layers(const Canvas& canvas, float x, float y, Rgb& c) const {
        const float t = std::clamp(x / m_p.eyeWidth, -1.0f, 1.0f);
        const float beyond = std::max(0.0f, std::abs(x) - m_p.eyeWidth);
        const float top = lidTop(t);
        const float bottom = lidBottom(t);
        const float gap = std::max({top - y, y - bottom, std::abs(x) - m_p.eyeWidth});

        // Fold of the lid and the soft shadow that the lashes throw below.
        const float crease = std::abs(y - (lidTop(t * 0.96f) - 0.042f + 0.012f * t));
        c = mix(c, c * Rgb{0.56f, 0.42f, 0.4f},
                0.6f * canvas.soft(crease - 0.002f, 0.022f) *
                    smoothStep(1.25f, 0.7f, std::abs(x) / m_p.eyeWidth));

        const float open = canvas.soft(gap * 0.9f, 0.008f);
        if (open > 0)
            c = mix(c, ball(canvas, x, y, top), open);

        // Corner at the nose.
        const float corner = spot(x, y, -m_p.eyeWidth * 0.97f, 0.006f, 0.03f, 0.016f);
        c = mix(c, {0.78f, 0.48f, 0.46f}, 0.7f * corner);

        const Rgb lash = lashColour(m_p);
        const float thick = (m_p.female ? 0.0135f : 0.0095f) * (0.75f + 0.5f * smoothStep(-1, 0.8f, t));
        const float ends = smoothStep(m_p.female && x > 0 ? 0.035f : 0.012f, 0, beyond);
        const float rise = m_p.female && x > m_p.eyeWidth ? (x - m_p.eyeWidth) * 0.9f : 0;
        c = mix(c, lash, 0.93f * ends * canvas.soft(std::abs(y - top + rise + thick * 0.4f) - thick, 0.01f));
        c = mix(c, mix(lash, toRgb(m_p.skin), 0.35f),
                0.5f * ends * canvas.soft(std::abs(y - bottom) - 0.003f, 0.01f));
    }

    Rgb ball(const Canvas& canvas, float x, float y, float top) const {
        Rgb colour =
            Rgb{0.95f, 0.94f, 0.93f} * (0.92f - 0.22f * smoothStep(0.5f, 1.0f, std::abs(x) / m_p.eyeWidth));
        const float radius = std::max(m_p.eyeOpen * 1.06f, m_p.eyeWidth * 0.46f);
        const float dy = y + 0.004f;
        const float r = std::sqrt(x * x + dy * dy) / radius;
        if (r < 1.1f) {
            Rgb iris = toRgb(m_p.iris) * (0.72f + 0.55f * smoothStep(-0.5f, 0.9f, dy / radius));
            iris = iris * (0.9f + 0.2f * noise(std::atan2(dy, x) * 9 + 40, r * 2));
            iris = mix(iris, iris * 0.35f, smoothStep(0.74f, 1.0f, r));
            colour = mix(colour, iris, canvas.soft((r - 1) * radius, 0.008f));
            colour = mix(colour, {0.03f, 0.02f, 0.03f}, canvas.soft((r - 0.42f) * radius, 0.008f));
        }
        // The upper lid throws a shadow on the eyeball.
        colour = colour * (1 - 0.5f * smoothStep(0.055f, 0, y - top));
        const float lx = x * m_side - m_p.lightX * radius * 0.55f;
        const float ly = dy + radius * 0.34f;
        return mix(colour, {1, 1, 1},
                   0.95f * canvas.soft(std::sqrt(lx * lx + ly * ly) - radius * 0.17f, 0.008f));
    }

    const PortraitParams& m_p;
    float m_side;
};

} // namespace

void paintEyes(Canvas& canvas, const PortraitParams& p) {
    Eye(p, -1).paint(canvas);
    Eye(p, 1).paint(canvas);
}

void paintBrows(Canvas& canvas, const PortraitParams& p) {
    const Rgb hair = toRgb(p.hairColour);
    const Rgb colour = mix(hair * 0.62f, hair * Rgb{0.8f, 0.7f, 0.62f}, smoothStep(0.3f, 0.7f, luma(hair)));
    const float start = p.eyeGap - 0.17f;
    const float length = 0.36f;
    const float offset = static_cast<float>(p.grain % 61);
    canvas.paint({-0.75f, p.browHeight - 0.2f, 0.75f, p.browHeight + 0.2f}, [&](float x, float y, Rgb& c) {
        const float t = (std::abs(x) - start) / length;
        if (t < -0.12f || t > 1.05f)
            return;
        const float middle = p.browHeight + 0.03f - p.browArch * (1 - (t - 0.62f) * (t - 0.62f) / 0.385f);
        const float thick =
            p.browThick * (0.9f - 0.88f * smoothStep(0.4f, 1.04f, t)) * smoothStep(-0.25f, 0.15f, t);
        const float strand = 0.5f * noise(x * 95 + y * 75 * (x > 0 ? 1.0f : -1.0f) + offset, y * 9) +
                             0.5f * noise(x * 190 + y * 120 * (x > 0 ? 1.0f : -1.0f), y * 20 + offset);
        const float cover = canvas.soft(std::abs(y - middle) - thick * (0.7f + 0.35f * strand), 0.024f);
        c = mix(c, colour, cover * (0.74f + 0.22f * strand) * smoothStep(-0.12f, 0.08f, t));
    });
}

void paintNose(Canvas& canvas, const PortraitParams& p) {
    const Rgb skin = toRgb(p.skin);
    const Rgb dark = skin * Rgb{0.3f, 0.17f, 0.15f};
    const float tip = p.noseLength;
    canvas.paint({-0.3f, tip - 0.2f, 0.3f, tip + 0.14f}, [&](float x, float y, Rgb& c) {
        const float ax = std::abs(x);
        const float dx = (ax - p.noseWidth * 0.52f) / 0.046f;
        const float dy = (y - tip - 0.05f + 0.22f * (ax - p.noseWidth * 0.5f)) / 0.019f;
        c = mix(c, dark, 0.8f * canvas.soft((std::sqrt(dx * dx + dy * dy) - 1) * 0.022f, 0.016f));
        // Fold round the wing.
        const float wx = (ax - p.noseWidth * 0.62f) / (p.noseWidth * 0.5f);
        const float wy = (y - tip + 0.005f) / 0.085f;
        const float wing = std::abs(std::sqrt(wx * wx + wy * wy) - 1);
        c = mix(c, c * Rgb{0.66f, 0.52f, 0.5f},
                0.55f * smoothStep(0.2f, 0, wing) * smoothStep(0.2f, 0.9f, wx) * smoothStep(1.0f, 0.1f, wy));
        const float shine = spot(x, y, p.lightX * 0.05f, tip - 0.055f, 0.06f, 0.055f);
        c = mix(c, {1, 0.97f, 0.94f}, 0.3f * shine);
    });
}

void paintMouth(Canvas& canvas, const PortraitParams& p) {
    const Rgb lips = toRgb(p.lips);
    canvas.paint({-0.5f, 0.4f, 0.5f, 0.85f}, [&](float x, float y, Rgb& c) {
        const float t = std::clamp(x / p.mouthWidth, -1.0f, 1.0f);
        const float beyond = std::max(0.0f, std::abs(x) - p.mouthWidth);
        const float round = 1 - t * t;
        const float line = kMouthY - p.smile * t * t + 0.012f * round + 0.008f * bump(t * t / 0.05f);
        const float bow = 1 - 0.3f * bump(t * t / 0.04f);
        const float top = line - p.lipFull * 0.82f * (0.65f * round + 0.35f * round * round) * bow;
        const float bottom = line + p.lipFull * 1.15f * std::sqrt(round) * (0.45f + 0.55f * round);
        const float edge = canvas.soft(std::max({top - y, y - bottom, std::abs(x) - p.mouthWidth}), 0.016f);
        if (edge > 0) {
            const bool upper = y < line;
            const float depth = upper ? (line - y) / std::max(0.01f, line - top)
                                      : (y - line) / std::max(0.01f, bottom - line);
            Rgb colour = lips * (upper ? 0.74f + 0.16f * clamp01(depth) : 1.02f - 0.16f * clamp01(depth));
            colour = colour * (0.97f + 0.06f * noise(x * 60, 3));
            if (!upper) {
                const float shine =
                    bump((depth - 0.42f) * (depth - 0.42f) / 0.12f) * bump((t + 0.1f) * (t + 0.1f) / 0.3f);
                colour = mix(colour, {1, 0.9f, 0.88f}, 0.24f * shine);
            }
            c = mix(c, colour, 0.86f * edge);
        }
        const float between = canvas.soft(std::abs(y - line) - 0.0055f * (0.5f + 0.5f * round), 0.012f);
        c = mix(c, lips * Rgb{0.36f, 0.27f, 0.27f}, 0.85f * between * smoothStep(0.03f, 0, beyond));
        const float corner = spot(std::abs(x), y, p.mouthWidth + 0.005f, kMouthY - p.smile, 0.045f, 0.035f);
        c = mix(c, c * Rgb{0.58f, 0.42f, 0.4f}, 0.6f * corner);
    });
}

void paintGlasses(Canvas& canvas, const PortraitParams& p) {
    if (p.glasses == Glasses::none)
        return;
    const bool round = p.glasses == Glasses::round;
    const float rx = round ? 0.225f : 0.25f;
    const float ry = round ? 0.2f : 0.15f;
    const float power = round ? 2.2f : 4.0f;
    const Rgb frame = toRgb(p.frame);
    canvas.paint({-1, -0.35f, 1, 0.25f}, [&](float x, float y, Rgb& c) {
        const float ax = std::abs(x);
        const float ex = std::abs(ax - p.eyeGap - 0.005f) / rx;
        const float ey = std::abs(y + 0.03f) / ry;
        const float r = std::pow(std::pow(ex, power) + std::pow(ey, power), 1 / power);
        const float d = (r - 1) * ry;
        // Clear lenses: a breath of tint and one faint reflection that leaves the eyes alone.
        if (d < 0) {
            c = mix(c, {0.9f, 0.94f, 0.97f}, 0.05f);
            const float band = std::abs((x - (x > 0 ? p.eyeGap : -p.eyeGap)) * 0.8f + y + 0.13f);
            c = mix(c, {1, 1, 1}, 0.16f * smoothStep(0.03f, 0.0f, band));
        }
        // Shadow of the frame on the cheek, then the frame.
        c = mix(c, c * Rgb{0.72f, 0.62f, 0.6f}, 0.5f * canvas.soft(std::abs(d - 0.02f) - 0.012f, 0.03f));
        float stroke = std::abs(d) - 0.014f;
        const float bridge =
            std::max(std::abs(y + 0.075f + 0.6f * x * x) - 0.012f, ax - (p.eyeGap - rx + 0.03f));
        const float arm =
            std::max({std::abs(y + 0.09f) - 0.013f, p.eyeGap + rx - 0.03f - ax, ax - p.faceWidth * 1.02f});
        stroke = std::min({stroke, bridge, arm});
        const float cover = canvas.cover(stroke);
        if (cover > 0)
            c = mix(c, mix(frame, {1, 1, 1}, 0.2f * smoothStep(-0.004f, 0.01f, -(y + 0.03f) * 0.1f)), cover);
    });
}

} // namespace esek::demo
