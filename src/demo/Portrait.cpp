#include "demo/Portrait.h"

#include "demo/Dice.h"
#include "demo/paint/Layers.h"
#include "demo/paint/Noise.h"

namespace esek::demo {

namespace {

constexpr std::array<Colour, 7> kSkins{{{0.97f, 0.83f, 0.75f},
                                        {0.95f, 0.79f, 0.69f},
                                        {0.93f, 0.76f, 0.65f},
                                        {0.90f, 0.72f, 0.60f},
                                        {0.82f, 0.62f, 0.49f},
                                        {0.62f, 0.44f, 0.33f},
                                        {0.47f, 0.32f, 0.24f}}};
constexpr std::array<Colour, 8> kHairs{{{0.16f, 0.11f, 0.09f},
                                        {0.27f, 0.18f, 0.12f},
                                        {0.38f, 0.26f, 0.17f},
                                        {0.50f, 0.36f, 0.22f},
                                        {0.68f, 0.52f, 0.32f},
                                        {0.82f, 0.68f, 0.46f},
                                        {0.58f, 0.27f, 0.13f},
                                        {0.09f, 0.08f, 0.09f}}};
constexpr std::array<Colour, 6> kIrises{{{0.24f, 0.42f, 0.60f},
                                         {0.34f, 0.46f, 0.50f},
                                         {0.30f, 0.42f, 0.24f},
                                         {0.42f, 0.27f, 0.12f},
                                         {0.28f, 0.16f, 0.09f},
                                         {0.20f, 0.11f, 0.07f}}};
constexpr std::array<Colour, 10> kCloths{{{0.20f, 0.30f, 0.48f},
                                          {0.55f, 0.17f, 0.20f},
                                          {0.22f, 0.40f, 0.33f},
                                          {0.87f, 0.86f, 0.84f},
                                          {0.30f, 0.30f, 0.33f},
                                          {0.76f, 0.60f, 0.25f},
                                          {0.47f, 0.32f, 0.52f},
                                          {0.60f, 0.72f, 0.82f},
                                          {0.13f, 0.14f, 0.18f},
                                          {0.80f, 0.52f, 0.50f}}};
constexpr std::array<Colour, 5> kWalls{{{0.93f, 0.94f, 0.95f},
                                        {0.86f, 0.90f, 0.95f},
                                        {0.93f, 0.92f, 0.89f},
                                        {0.84f, 0.87f, 0.88f},
                                        {0.90f, 0.93f, 0.90f}}};

} // namespace

PortraitParams randomPortrait(SeededRng& rng) {
    const bool female = rng.next() % 2 == 0;
    return randomPortrait(rng, female);
}

PortraitParams randomPortrait(SeededRng& rng, bool female) {
    Dice dice(rng);
    PortraitParams p;
    p.female = female;
    p.childlike = dice.between(0, 0.7f);

    const std::size_t complexion = dice.chance(0.88f) ? dice.index(4) : 4 + dice.index(3);
    p.skin = kSkins[complexion];
    const bool dark = complexion >= 5;
    p.hairColour = dark ? kHairs[dice.chance(0.5f) ? 0 : 7] : kHairs[dice.index(kHairs.size())];
    p.iris = dark ? kIrises[5] : kIrises[dice.index(kIrises.size())];
    p.freckles = p.hairColour == kHairs[6] || dice.chance(0.1f) ? dice.between(0.4f, 0.8f) : 0;

    p.faceWidth = dice.between(0.655f, 0.715f) + 0.035f * p.childlike;
    p.jaw = female ? dice.between(1.9f, 2.35f) : dice.between(2.2f, 2.85f);
    p.eyeGap = dice.between(0.28f, 0.305f);
    p.eyeWidth = dice.between(0.148f, 0.163f) * (1 + 0.06f * p.childlike);
    p.eyeOpen = dice.between(0.068f, 0.082f) * (1 + 0.12f * p.childlike);
    p.eyeTilt = dice.between(-0.006f, 0.016f);
    p.browHeight = dice.between(-0.285f, -0.25f);
    p.browThick = female ? dice.between(0.028f, 0.04f) : dice.between(0.042f, 0.056f);
    p.browArch = dice.between(0.03f, 0.065f);
    p.noseWidth = dice.between(0.115f, 0.15f) * (1 - 0.1f * p.childlike);
    p.noseLength = dice.between(0.33f, 0.39f) - 0.04f * p.childlike;
    p.mouthWidth = dice.between(0.235f, 0.29f);
    p.lipFull = female ? dice.between(0.068f, 0.088f) : dice.between(0.054f, 0.07f);
    p.smile = dice.between(0.005f, 0.05f);
    const float red = female ? dice.between(0.5f, 0.75f) : dice.between(0.35f, 0.5f);
    for (std::size_t i = 0; i < 3; ++i)
        p.lips[i] = p.skin[i] * (1 - red) + Colour{0.78f, 0.34f, 0.36f}[i] * red;

    using enum HairStyle;
    static constexpr std::array<HairStyle, 7> kGirls{fringe,   bob, longStraight, longWavy,
                                                     ponytail, bun, longStraight};
    static constexpr std::array<HairStyle, 6> kBoys{cropped, brushed, parted, brushed, parted, fringe};
    p.hair = female ? kGirls[dice.index(kGirls.size())] : kBoys[dice.index(kBoys.size())];
    if (dice.chance(dark ? 0.6f : 0.1f))
        p.hair = female || dice.chance(0.5f) ? curly : cropped;
    if (female && p.hair == fringe)
        p.hair = bob;
    p.parting = dice.between(0.08f, 0.3f) * (dice.chance(0.5f) ? 1.0f : -1.0f);
    p.hairVolume = p.hair == cropped                     ? 0.025f
                   : p.hair == curly                     ? dice.between(0.18f, 0.28f)
                   : p.hair == bun || p.hair == ponytail ? dice.between(0.04f, 0.07f)
                                                         : dice.between(0.07f, 0.14f);

    p.glasses = dice.chance(0.2f) ? (dice.chance(0.5f) ? Glasses::round : Glasses::oblong) : Glasses::none;
    p.frame = dice.chance(0.6f) ? Colour{0.12f, 0.11f, 0.12f} : Colour{0.42f, 0.25f, 0.16f};
    p.clothes = static_cast<Clothes>(dice.index(5));
    p.cloth = kCloths[dice.index(kCloths.size())];
    p.backdrop = dice.chance(0.5f) ? Backdrop::plain : Backdrop::gradient;
    p.wall = kWalls[dice.index(kWalls.size())];
    p.lightX = dice.between(0.12f, 0.5f) * (dice.chance(0.5f) ? 1.0f : -1.0f);
    p.roll = dice.between(-0.03f, 0.03f);
    p.headShare = dice.between(0.71f, 0.77f);
    p.shiftX = dice.between(-0.015f, 0.015f);
    p.grain = dice.index(100000);
    return p;
}

imaging::Image paintPortrait(const PortraitParams& p, int width, int height) {
    Canvas canvas(width, height);
    paintBackdrop(canvas, p);

    View view;
    const float top = -1.12f - p.hairVolume - (p.hair == HairStyle::bun ? 0.25f : 0.0f);
    view.scale = p.headShare * static_cast<float>(height) / (1 - top);
    view.centreX = (0.5f + p.shiftX) * static_cast<float>(width);
    view.centreY = (0.5f - 0.53f * p.headShare) * static_cast<float>(height) - top * view.scale;
    view.roll = p.roll;
    canvas.setView(view);

    paintHairBehind(canvas, p);
    paintNeck(canvas, p);
    paintClothes(canvas, p);
    paintEars(canvas, p);
    paintFace(canvas, p);
    paintNose(canvas, p);
    paintMouth(canvas, p);
    paintEyes(canvas, p);
    paintBrows(canvas, p);
    paintHair(canvas, p);
    paintGlasses(canvas, p);

    // A touch of grain, as any camera gives; flat areas would band in JPEG.
    SeededRng rng(p.grain);
    for (int y = 0; y < height; ++y)
        for (int x = 0; x < width; ++x) {
            const auto bits = static_cast<std::uint32_t>(rng.next());
            const float n =
                (static_cast<float>(bits & 0xff) + static_cast<float>(bits >> 8 & 0xff) - 255.0f) / 255.0f;
            Rgb& c = canvas.at(x, y);
            c = c + Rgb{n, n, n} * 0.012f;
        }
    return canvas.toImage();
}

} // namespace esek::demo
