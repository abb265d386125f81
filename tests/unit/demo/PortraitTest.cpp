#include "demo/DemoPhotos.h"
#include "imaging/Decode.h"

#include <catch2/catch.hpp>

using namespace esek;
using namespace esek::demo;

namespace {

double meanLuma(const imaging::Image& image) {
    double sum = 0;
    for (std::size_t i = 0; i + 2 < image.rgb.size(); i += 3)
        sum += 0.299 * image.rgb[i] + 0.587 * image.rgb[i + 1] + 0.114 * image.rgb[i + 2];
    return sum / (double(image.width) * image.height);
}

/// Mean luma of a part of the picture, given in 1/100 of its size.
double meanOf(const imaging::Image& image, int left, int top, int right, int bottom) {
    return meanLuma(cropped(image, image.width * left / 100, image.height * top / 100,
                            image.width * (right - left) / 100, image.height * (bottom - top) / 100));
}

double sharpness(const imaging::Image& image) {
    double sum = 0;
    for (std::size_t i = 0; i + 5 < image.rgb.size(); i += 3)
        sum += std::abs(int(image.rgb[i + 4]) - int(image.rgb[i + 1]));
    return sum / (double(image.width) * image.height);
}

PortraitParams somebody(std::uint64_t seed = 5) {
    SeededRng rng(seed);
    return randomPortrait(rng, seed % 2 == 0);
}

} // namespace

TEST_CASE("a painted portrait is the same on every run and differs from person to person") {
    const auto first = paintPortrait(somebody(), 210, 270);
    CHECK(first.width == 210);
    CHECK(first.height == 270);
    CHECK(first.rgb.size() == 210u * 270u * 3u);
    CHECK(first.rgb == paintPortrait(somebody(), 210, 270).rgb);
    CHECK(first.rgb != paintPortrait(somebody(6), 210, 270).rgb);
}

TEST_CASE("the light and dark of a face are where detectors look for them") {
    for (std::uint64_t seed = 1; seed <= 12; ++seed) {
        CAPTURE(seed);
        PortraitParams p = somebody(seed);
        p.shiftX = p.roll = 0;
        p.glasses = Glasses::none;
        const auto image = paintPortrait(p, 210, 270);
        // Eyes are darker than the cheeks below them.
        CHECK(meanOf(image, 33, 44, 67, 50) < meanOf(image, 33, 53, 67, 58));
        // The edge of the photo is a plain bright wall.
        if (p.backdrop == Backdrop::plain)
            CHECK(meanOf(image, 0, 2, 12, 20) > 180);
    }
}

TEST_CASE("spoiled photos are spoiled as they say, and decode or fail as stated") {
    const auto image = paintPortrait(somebody(), 420, 540);
    const auto other = paintPortrait(somebody(6), 420, 540);
    const auto file = [&](Spoil spoil) { return spoiledFile(image, spoil, other).value(); };
    const auto picture = [&](Spoil spoil) { return imaging::decode(file(spoil), "x.jpg"); };
    const auto good = picture(Spoil::none).value();
    const double bright = meanLuma(good);

    CHECK(meanLuma(picture(Spoil::dark).value()) < bright * 0.35);
    CHECK(meanLuma(picture(Spoil::overexposed).value()) > 215);
    CHECK(sharpness(picture(Spoil::blurred).value()) < sharpness(good) * 0.7);
    CHECK(picture(Spoil::tiny)->width < 225);
    CHECK(picture(Spoil::lowContrast).ok());
    CHECK(picture(Spoil::cutOff)->height < 360);
    CHECK(picture(Spoil::twoPersons)->width == 840);
    CHECK(picture(Spoil::noFace)->width == 540);
    CHECK(picture(Spoil::sideways)->width == 540);

    const auto grey = picture(Spoil::greyscale).value();
    CHECK(std::abs(int(grey.rgb[0]) - int(grey.rgb[2])) <= 1);

    // The orientation tag brings the picture upright again.
    const auto upright = picture(Spoil::exifSideways).value();
    CHECK(upright.width == 420);
    CHECK(std::abs(meanOf(upright, 30, 10, 70, 30) - meanOf(good, 30, 10, 70, 30)) < 2);

    CHECK_FALSE(picture(Spoil::truncated).ok());
    CHECK_FALSE(picture(Spoil::onePixel).ok());
    const auto png = file(Spoil::pngNamedJpg);
    CHECK(png[1] == 'P');
    CHECK(imaging::decode(png, "x.jpg").value().rgb == image.rgb);
}
