#pragma once
#include "base/Rng.h"
#include "imaging/Image.h"

#include <array>

namespace esek::demo {

enum class HairStyle { cropped, brushed, parted, fringe, bob, longStraight, longWavy, ponytail, curly, bun };
enum class Clothes { crew, shirt, hoodie, vneck, turtleneck };
enum class Backdrop { plain, gradient, shelves, garden };
enum class Glasses { none, round, oblong };

using Colour = std::array<float, 3>; ///< sRGB, 0..1

/// Everything that makes one painted person. Lengths in units of the painter: the middle of the face to the
/// chin.
struct PortraitParams {
    bool female = false;
    float childlike = 0; ///< 0 grown up .. 1 small child: rounder, larger eyes, smaller nose

    Colour skin{0.94f, 0.78f, 0.68f};
    float faceWidth = 0.74f; ///< half of it
    float jaw = 2.0f;        ///< exponent: small is pointed, large is square
    float freckles = 0;

    Colour iris{0.35f, 0.5f, 0.62f};
    float eyeGap = 0.31f;
    float eyeWidth = 0.15f;
    float eyeOpen = 0.075f;
    float eyeTilt = 0; ///< outer corners up, in units
    float browHeight = -0.27f;
    float browThick = 0.045f;
    float browArch = 0.05f;
    float noseWidth = 0.13f;
    float noseLength = 0.36f; ///< y of its tip
    float mouthWidth = 0.26f;
    float lipFull = 0.06f;
    float smile = 0.03f;
    Colour lips{0.8f, 0.48f, 0.46f};

    HairStyle hair = HairStyle::brushed;
    Colour hairColour{0.3f, 0.2f, 0.13f};
    float hairVolume = 0.1f;
    float parting = 0.2f;

    Glasses glasses = Glasses::none;
    Colour frame{0.15f, 0.13f, 0.14f};
    Clothes clothes = Clothes::crew;
    Colour cloth{0.25f, 0.35f, 0.5f};
    Backdrop backdrop = Backdrop::gradient;
    Colour wall{0.88f, 0.9f, 0.93f};

    float lightX = -0.4f;    ///< where the light comes from: -1 left .. 1 right
    float roll = 0;          ///< radians
    float headShare = 0.74f; ///< top of the hair to the chin, of the picture's height
    float shiftX = 0;        ///< of the picture's width
    std::uint64_t grain = 1; ///< seed of the small irregularities
};

/// A person as they come; `female` decides on hair and face, the rest is by chance.
PortraitParams randomPortrait(SeededRng&, bool female);
PortraitParams randomPortrait(SeededRng&);

/// A head and shoulders portrait as for a document: a digital painting that face detectors take for a face.
/// The same on every run. No person serves as a model.
imaging::Image paintPortrait(const PortraitParams&, int width, int height);

} // namespace esek::demo
