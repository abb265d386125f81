#include "imaging/Crop.h"
#include "imaging/Resample.h"
#include "support/Pictures.h"

#include <catch2/catch.hpp>

#include <cmath>
#include <limits>
#include <numbers>

using namespace esek;
using namespace esek::imaging;
using domain::CropParams;
using esek::test::paintedPicture;
using esek::test::psnr;

namespace {

const std::uint8_t* at(const Image& image, int x, int y) {
    return &image.rgb[3 * (static_cast<std::size_t>(y) * static_cast<std::size_t>(image.width) +
                           static_cast<std::size_t>(x))];
}

/// A direct sum over the whole neighbourhood in double precision: slow and plain.
Image slowLanczos(const Image& in, const CropParams& p, int outWidth, int outHeight) {
    Image out{outWidth, outHeight,
              std::vector<std::uint8_t>(3u * static_cast<unsigned>(outWidth * outHeight))};
    const double stepX = p.w * in.width / outWidth;
    const double stepY = p.h * in.height / outHeight;
    const double sx = std::max(stepX, 1.0);
    const double sy = std::max(stepY, 1.0);
    const auto kernel = [](double x) {
        x = std::abs(x);
        const double a = std::numbers::pi * x;
        return x < 1e-9 ? 1.0 : x >= 3 ? 0.0 : std::sin(a) / a * std::sin(a / 3) / (a / 3);
    };
    for (int y = 0; y < outHeight; ++y) {
        for (int x = 0; x < outWidth; ++x) {
            const double cx = p.x * in.width + (x + 0.5) * stepX - 0.5;
            const double cy = p.y * in.height + (y + 0.5) * stepY - 0.5;
            double sum[3] = {0, 0, 0};
            double total = 0;
            for (int v = std::max(0, static_cast<int>(cy - 3 * sy));
                 v < std::min<double>(in.height, cy + 3 * sy + 1); ++v) {
                for (int u = std::max(0, static_cast<int>(cx - 3 * sx));
                     u < std::min<double>(in.width, cx + 3 * sx + 1); ++u) {
                    const double w = kernel((u - cx) / sx) * kernel((v - cy) / sy);
                    total += w;
                    for (int c = 0; c < 3; ++c)
                        sum[c] += w * at(in, u, v)[c];
                }
            }
            for (int c = 0; c < 3; ++c)
                out.rgb[3u * static_cast<unsigned>(y * outWidth + x) + static_cast<unsigned>(c)] =
                    static_cast<std::uint8_t>(std::lround(std::min(255.0, std::max(0.0, sum[c] / total))));
        }
    }
    return out;
}

} // namespace

TEST_CASE("the whole picture at its own size is the picture") {
    const Image picture = paintedPicture(70, 50);
    CHECK(crop(picture, {}, 70, 50).value().rgb == picture.rgb);
}

TEST_CASE("a crop on whole pixels is a cut") {
    const Image picture = paintedPicture(80, 60);
    const Image cut = crop(picture, {10 / 80.0, 20 / 60.0, 40 / 80.0, 30 / 60.0}, 40, 30).value();
    for (int y = 0; y < 30; ++y) {
        for (int x = 0; x < 40; ++x) {
            for (int c = 0; c < 3; ++c)
                REQUIRE(at(cut, x, y)[c] == at(picture, x + 10, y + 20)[c]);
        }
    }
}

TEST_CASE("scaling equals a plain Lanczos sum, smaller and larger") {
    const Image picture = paintedPicture(123, 91);
    const CropParams params{0.11, 0.07, 0.63, 0.81};
    for (const auto& [w, h] : {std::pair(31, 44), std::pair(60, 80), std::pair(200, 150), std::pair(5, 7)})
        CHECK(psnr(crop(picture, params, w, h).value(), slowLanczos(picture, params, w, h)) > 55);
}

TEST_CASE("fine detail that cannot be shown becomes grey, not a pattern") {
    Image lines{400, 400, std::vector<std::uint8_t>(3u * 400 * 400)};
    for (std::size_t i = 0; i < lines.rgb.size(); ++i)
        lines.rgb[i] = i / 3 % 2 ? 255 : 0;
    for (const double degrees : {0.0, 7.0}) {
        const Image small = crop(lines, {0.2, 0.2, 0.6, 0.6, 0, degrees}, 37, 37).value();
        for (const std::uint8_t v : small.rgb) {
            CAPTURE(degrees);
            REQUIRE(std::abs(int{v} - 127) < 12);
        }
    }
}

TEST_CASE("quarter turns are clockwise") {
    const Image picture = paintedPicture(60, 40);
    const Image turned = crop(picture, {0, 0, 1, 1, 1, 0}, 40, 60).value();
    for (int c = 0; c < 3; ++c) {
        CHECK(at(turned, 39, 0)[c] == at(picture, 0, 0)[c]);   // the first corner goes to the upper right
        CHECK(at(turned, 39, 59)[c] == at(picture, 59, 0)[c]); // the second to the lower right
        CHECK(at(crop(picture, {0, 0, 1, 1, 2, 0}, 60, 40).value(), 59, 39)[c] == at(picture, 0, 0)[c]);
        CHECK(at(crop(picture, {0, 0, 1, 1, 3, 0}, 40, 60).value(), 0, 59)[c] == at(picture, 0, 0)[c]);
        CHECK(at(crop(picture, {0, 0, 1, 1, -1, 0}, 40, 60).value(), 0, 59)[c] == at(picture, 0, 0)[c]);
    }
    // The rectangle counts in the turned picture.
    const Image corner = crop(picture, {0.5, 0, 0.5, 0.5, 1, 0}, 20, 30).value();
    for (int c = 0; c < 3; ++c)
        CHECK(at(corner, 19, 0)[c] == at(picture, 0, 0)[c]);
}

TEST_CASE("fine degrees turn the picture clockwise about the middle of the crop") {
    // A white dot right of the crop's centre; turned clockwise by 10 degrees it sinks.
    Image dark{200, 200, std::vector<std::uint8_t>(3u * 200 * 200)};
    const int cx = 80;
    const int cy = 110; // the centre of the crop below
    for (int y = cy - 2; y < cy + 2; ++y) {
        for (int x = cx + 38; x < cx + 42; ++x) {
            for (int c = 0; c < 3; ++c)
                dark.rgb[3u * static_cast<unsigned>(200 * y + x) + static_cast<unsigned>(c)] = 255;
        }
    }
    const auto brightest = [](const Image& image) {
        double sx = 0, sy = 0, n = 0;
        for (int y = 0; y < image.height; ++y) {
            for (int x = 0; x < image.width; ++x) {
                const double v = at(image, x, y)[0];
                sx += v * (x + 0.5), sy += v * (y + 0.5), n += v;
            }
        }
        return std::pair(sx / n, sy / n);
    };
    const CropParams params{30 / 200.0, 60 / 200.0, 100 / 200.0, 100 / 200.0, 0, 10};
    const auto [x, y] = brightest(crop(dark, params, 100, 100).value());
    const double angle = 10 * std::numbers::pi / 180;
    CHECK(x == Approx(50 + 40 * std::cos(angle)).margin(0.5));
    CHECK(y == Approx(50 + 40 * std::sin(angle)).margin(0.5));
}

TEST_CASE("a tilt of nothing and a tilt there and back keep the picture") {
    const Image picture = paintedPicture(300, 260);
    const CropParams params{0.2, 0.2, 0.6, 0.6};
    const Image straight = crop(picture, params, 180, 156).value();
    CropParams hair = params;
    hair.fineDegrees = 1e-9; // the other code, the same answer
    CHECK(psnr(crop(picture, hair, 180, 156).value(), straight) > 50);
    CropParams there{0, 0, 1, 1, 0, 9};
    const Image tilted = crop(picture, there, 300, 260).value();
    CHECK(psnr(tilted, picture) < 30);
    CropParams back{0, 0, 1, 1, 0, -9};
    const Image again = crop(tilted, back, 300, 260).value();
    CHECK(psnr(crop(again, params, 180, 156).value(), straight) > 32);
}

TEST_CASE("a tilted crop of a large picture is the same as of a small one") {
    // Above four to one the large picture is reduced in blocks first.
    const CropParams params{0.1, 0.15, 0.7, 0.6, 0, 8};
    const Image fromLarge = crop(paintedPicture(1200, 900), params, 100, 80).value();
    const Image fromSmall = crop(paintedPicture(300, 225), params, 100, 80).value();
    CHECK(psnr(fromLarge, fromSmall) > 30);
}

TEST_CASE("beside the picture a tilted frame repeats its edge") {
    const Image picture{50, 50, std::vector<std::uint8_t>(3u * 50 * 50, 77)};
    for (const std::uint8_t v : crop(picture, {0, 0, 1, 1, 0, 15}, 40, 40).value().rgb)
        REQUIRE(v == 77);
}

TEST_CASE("crops that cannot be are refused") {
    const Image picture = paintedPicture(50, 50);
    const double nan = std::numeric_limits<double>::quiet_NaN();
    for (const CropParams& bad : {CropParams{0, 0, 0, 1}, CropParams{0, 0, 1, -1}, CropParams{0.5, 0, 0.6, 1},
                                  CropParams{-0.1, 0, 1, 1}, CropParams{0, 0, 1, 1, 0, 16},
                                  CropParams{nan, 0, 1, 1}, CropParams{0, 0, 1, 1, 0, nan}}) {
        const auto result = crop(picture, bad, 10, 10);
        REQUIRE_FALSE(result);
        CHECK(result.error().code == ErrorCode::valueInvalid);
    }
    CHECK_FALSE(crop(picture, {}, 0, 10).ok());
    CHECK_FALSE(crop(picture, {}, 10, 20'000).ok());
    CHECK_FALSE(crop(Image{50, 50, {}}, {}, 10, 10).ok());
}

TEST_CASE("the centred crop has the aspect and touches two edges") {
    const auto wide = centredCrop(400, 300, 19.0 / 26);
    CHECK(wide.h == 1);
    CHECK(wide.w * 400 / (wide.h * 300) == Approx(19.0 / 26));
    CHECK(wide.x == Approx((1 - wide.w) / 2));
    const auto tall = centredCrop(300, 900, 19.0 / 26);
    CHECK(tall.w == 1);
    CHECK(tall.w * 300 / (tall.h * 900) == Approx(19.0 / 26));
    CHECK(tall.y == Approx((1 - tall.h) / 2));
}
