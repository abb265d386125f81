#pragma once
#include "demo/Portrait.h"
#include "demo/paint/Canvas.h"

namespace esek::demo {

/// Hair that falls over the ears.
inline bool coversEars(HairStyle s) {
    return s == HairStyle::longStraight || s == HairStyle::longWavy || s == HairStyle::bob ||
           s == HairStyle::curly;
}

inline Rgb toRgb(const Colour& c) {
    return {c[0], c[1], c[2]};
}

/// The oval of the face as an implicit curve: (x/width)^2 + |y/height|^power = 1.
class HeadShape {
  public:
    explicit HeadShape(const PortraitParams& p) : m_width(p.faceWidth), m_jaw(p.jaw) {}

    struct Point {
        float inside;   ///< 0 in the middle .. 1 on the edge
        float distance; ///< to the edge, negative inside
        float gx;       ///< direction outwards, length 1
        float gy;
    };
    Point at(float x, float y) const {
        const float power = y > 0 ? m_jaw : 2.2f;
        const float ty = std::abs(y) / (y > 0 ? 1.0f : kSkullHeight);
        const float yTerm = std::pow(ty, power);
        const float inside = x * x / (m_width * m_width) + yTerm;
        const float gx = 2 * x / (m_width * m_width);
        const float gy = ty > 1e-4f ? power * yTerm / ty * (y > 0 ? 1.0f : -1.0f / kSkullHeight) : 0;
        const float length = std::sqrt(gx * gx + gy * gy) + 1e-5f;
        return {inside, (inside - 1) / length, gx / length, gy / length};
    }
    float width() const { return m_width; }

  private:
    static constexpr float kSkullHeight = 1.06f;
    float m_width;
    float m_jaw;
};

/// Light of one lamp with a bright room around it.
struct Light {
    explicit Light(const PortraitParams& p);
    /// -1 turned away .. 1 towards the lamp; the normal needs no length.
    float on(float nx, float ny, float nz) const;
    float x, y, z;
};

/// Skin from its shadow to its highlight; `light` 0..1, 0.6 is the plain colour.
Rgb litSkin(Rgb skin, float light);

// The layers, from the back to the front.
void paintBackdrop(Canvas&, const PortraitParams&);
void paintHairBehind(Canvas&, const PortraitParams&);
void paintNeck(Canvas&, const PortraitParams&);
void paintClothes(Canvas&, const PortraitParams&);
void paintEars(Canvas&, const PortraitParams&);
void paintFace(Canvas&, const PortraitParams&);
void paintEyes(Canvas&, const PortraitParams&);
void paintBrows(Canvas&, const PortraitParams&);
void paintNose(Canvas&, const PortraitParams&);
void paintMouth(Canvas&, const PortraitParams&);
void paintHair(Canvas&, const PortraitParams&);
void paintGlasses(Canvas&, const PortraitParams&);

} // namespace esek::demo
