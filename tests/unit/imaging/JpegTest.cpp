// What cameras and scanners write comes out right and upright.
#include "imaging/Decode.h"
#include "imaging/Probe.h"
#include "support/Pictures.h"
#include "unit/imaging/JpegFile.h"

#include <catch2/catch.hpp>

#include <algorithm>

using namespace esek;
using namespace esek::imaging;
using esek::test::JpegFile;
using esek::test::paintedPicture;
using esek::test::psnr;
using Colours = JpegFile::Colours;

namespace {

Image decoded(const test::Bytes& bytes, const DecodeOptions& options = {}) {
    auto result = decode(bytes, "photo.jpg", options);
    if (!result)
        FAIL("not decoded: " << name(result.error().code) << ", " << result.error().message);
    return std::move(*result);
}

/// The picture as it is stored when the camera was held so that `orientation` makes it upright again. Written
/// out for every orientation from the EXIF standard's table (what row 0 and column 0 are), not by the code
/// under test.
Image stored(const Image& upright, int orientation) {
    const bool sideways = orientation >= 5;
    const int w = sideways ? upright.height : upright.width;
    const int h = sideways ? upright.width : upright.height;
    Image out{w, h, std::vector<std::uint8_t>(upright.rgb.size())};
    for (int y = 0; y < h; ++y) {
        for (int x = 0; x < w; ++x) {
            int ux = 0;
            int uy = 0;
            switch (orientation) {
            case 1:
                ux = x, uy = y;
                break;
            case 2:
                ux = w - 1 - x, uy = y;
                break;
            case 3:
                ux = w - 1 - x, uy = h - 1 - y;
                break;
            case 4:
                ux = x, uy = h - 1 - y;
                break;
            case 5:
                ux = y, uy = x;
                break;
            case 6:
                ux = h - 1 - y, uy = x;
                break;
            case 7:
                ux = h - 1 - y, uy = w - 1 - x;
                break;
            case 8:
                ux = y, uy = w - 1 - x;
                break;
            }
            const std::size_t from =
                3 * (static_cast<std::size_t>(uy) * static_cast<std::size_t>(upright.width) +
                     static_cast<std::size_t>(ux));
            const std::size_t to =
                3 * (static_cast<std::size_t>(y) * static_cast<std::size_t>(w) + static_cast<std::size_t>(x));
            std::copy_n(&upright.rgb[from], 3, &out.rgb[to]);
        }
    }
    return out;
}

} // namespace

TEST_CASE("JPEG of every colour coding decodes to the picture") {
    const Image picture = paintedPicture(167, 121); // no multiple of a block
    const auto [colours, least] = GENERATE(table<Colours, double>(
        {{Colours::ycc, 33}, {Colours::rgb, 36}, {Colours::cmyk, 36}, {Colours::ycck, 33}}));
    const bool progressive = GENERATE(false, true);
    JpegFile file;
    file.colours = colours;
    file.progressive = progressive;
    const auto bytes = file.write(picture);
    CAPTURE(static_cast<int>(colours), progressive);
    CHECK(psnr(decoded(bytes), picture) > least);
    const auto info = probe(bytes, "photo.jpg");
    REQUIRE(info);
    CHECK(info->kind == FileKind::jpeg);
    CHECK(info->progressive == progressive);
    CHECK(info->channels == (colours == Colours::cmyk || colours == Colours::ycck ? 4 : 3));
    CHECK_FALSE(info->greyscale);
}

TEST_CASE("greyscale JPEG becomes grey RGB") {
    const Image picture = paintedPicture(64, 48);
    JpegFile file;
    file.colours = Colours::grey;
    const Image image = decoded(file.write(picture));
    REQUIRE(image.rgb.size() == picture.rgb.size());
    for (std::size_t i = 0; i < image.rgb.size(); i += 3) {
        REQUIRE(image.rgb[i] == image.rgb[i + 1]);
        REQUIRE(image.rgb[i] == image.rgb[i + 2]);
        REQUIRE(std::abs(int{image.rgb[i]} - int{picture.rgb[i + 1]}) < 24);
    }
    CHECK(probe(file.write(picture), "").value().greyscale);
}

TEST_CASE("JPEG with unusual subsampling, restart markers and arithmetic coding") {
    const Image picture = paintedPicture(150, 110);
    JpegFile file;
    SECTION("4:1:1") {
        file.horizontal = 4, file.vertical = 1;
    }
    SECTION("4:4:0") {
        file.horizontal = 1, file.vertical = 2;
    }
    SECTION("4:2:2") {
        file.horizontal = 2, file.vertical = 1;
    }
    SECTION("4:4:4") {
        file.horizontal = 1, file.vertical = 1;
    }
    SECTION("restart markers") {
        file.restartRows = 1;
    }
    SECTION("arithmetic") {
        file.arithmetic = true;
    }
    SECTION("arithmetic progressive") {
        file.arithmetic = file.progressive = true;
    }
    CHECK(psnr(decoded(file.write(picture)), picture) > 32);
}

TEST_CASE("every EXIF orientation comes out upright") {
    const Image upright = paintedPicture(96, 64);
    const int orientation = GENERATE(1, 2, 3, 4, 5, 6, 7, 8);
    const bool bigEndian = GENERATE(false, true);
    JpegFile file;
    file.segments = {{1, test::exifSegment(orientation, 0, false, bigEndian)}};
    const auto bytes = file.write(stored(upright, orientation));
    CAPTURE(orientation, bigEndian);
    CHECK(psnr(decoded(bytes), upright) > 32);
    const auto info = probe(bytes, "");
    REQUIRE(info);
    CHECK(info->orientation == orientation);
    CHECK(info->width == 96);
    CHECK(info->height == 64);
    // Scaled: the same, at half the size.
    const Image half = decoded(bytes, {48, 32});
    CHECK(half.width == 48);
    CHECK(half.height == 32);
}

TEST_CASE("what EXIF says wrongly or twice") {
    const Image picture = paintedPicture(64, 48);
    JpegFile file;
    SECTION("an orientation that is none counts as upright") {
        file.segments = {{1, test::exifSegment(99)}};
        CHECK(probe(file.write(picture), "").value().orientation == 1);
    }
    SECTION("of two EXIF blocks the one that says something counts") {
        file.segments = {{1, test::exifSegment(0)}, {1, test::exifSegment(6)}};
        CHECK(probe(file.write(picture), "").value().orientation == 6);
    }
    SECTION("XMP in the same kind of segment is not EXIF") {
        const std::string xmp = "http://ns.adobe.com/xap/1.0/";
        file.segments = {{1, test::Bytes(xmp.begin(), xmp.end())}, {1, test::exifSegment(3)}};
        CHECK(probe(file.write(picture), "").value().orientation == 3);
    }
    SECTION("EXIF cut anywhere is no reason to refuse the photo") {
        const auto whole = test::exifSegment(6, 300, true);
        for (std::size_t length = 6; length < whole.size(); ++length) {
            file.segments = {
                {1, test::Bytes(whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(length))}};
            REQUIRE(decode(file.write(picture), "").ok());
        }
    }
}

TEST_CASE("resolution and place are read") {
    const Image picture = paintedPicture(64, 48);
    JpegFile file;
    CHECK_FALSE(probe(file.write(picture), "").value().dpiX);
    CHECK_FALSE(probe(file.write(picture), "").value().hasGps);
    file.segments = {{1, test::exifSegment(1, 72, true)}};
    CHECK(probe(file.write(picture), "").value().dpiX == 72.0);
    CHECK(probe(file.write(picture), "").value().hasGps);
    file.dpi = 300; // JFIF and EXIF disagree
    CHECK(probe(file.write(picture), "").value().dpiX == 300.0);
    CHECK(probe(file.write(picture), "").value().dpiY == 300.0);
}

TEST_CASE("an embedded profile is applied") {
    const Image picture = paintedPicture(80, 60);
    Image swapped = picture;
    for (std::size_t i = 0; i < swapped.rgb.size(); i += 3)
        std::swap(swapped.rgb[i], swapped.rgb[i + 2]);
    JpegFile file;
    file.horizontal = file.vertical = 1;
    file.segments = {{2, test::iccSegment(test::swappedProfile())}};
    CHECK(psnr(decoded(file.write(swapped)), picture) > 33);
    CHECK(probe(file.write(swapped), "").value().hasProfile);

    SECTION("sRGB changes nothing at all") {
        JpegFile plain = file;
        plain.segments.clear();
        file.segments = {{2, test::iccSegment(test::srgbProfile())}};
        CHECK(decoded(file.write(picture)).rgb == decoded(plain.write(picture)).rgb);
    }
    SECTION("a damaged profile, or one with a piece missing, is left out") {
        JpegFile plain = file;
        plain.segments.clear();
        const Image expected = decoded(plain.write(picture));
        auto profile = test::swappedProfile();
        profile.resize(100);
        file.segments = {{2, test::iccSegment(profile)}};
        CHECK(decoded(file.write(picture)).rgb == expected.rgb);
        auto piece = test::iccSegment(test::swappedProfile());
        piece[13] = 2; // "1 of 2"
        file.segments = {{2, piece}};
        CHECK(decoded(file.write(picture)).rgb == expected.rgb);
    }
    SECTION("a profile for other channels is left out") {
        file.colours = Colours::grey;
        CHECK(decode(file.write(picture), "").ok());
    }
}

TEST_CASE("scaled decoding is never smaller than asked and keeps the picture") {
    const Image picture = paintedPicture(803, 601);
    JpegFile file;
    const auto bytes = file.write(picture);
    for (const int width : {1, 100, 101, 200, 201, 202, 401, 402, 403, 803, 2000}) {
        const Image image = decoded(bytes, {width, 0});
        CAPTURE(width, image.width);
        CHECK(image.width >= std::min(width, 803));
        CHECK(image.width < std::max(2 * width + 2, 102));
        CHECK(std::abs(image.width / 803.0 - image.height / 601.0) < 0.01);
    }
    CHECK(decoded(bytes).width == 803);
    const Image byHeight = decoded(bytes, {10, 400});
    CHECK(byHeight.height == 601);
}

TEST_CASE("thumbnails keep the aspect, are upright and never enlarge") {
    JpegFile file;
    file.segments = {{1, test::exifSegment(6)}};
    const auto bytes = file.write(paintedPicture(640, 480));
    const auto small = thumbnail(bytes, "", 128);
    REQUIRE(small);
    CHECK(small->width == 96);
    CHECK(small->height == 128);
    CHECK(small->rgb.size() == 3u * 96 * 128);
    CHECK(thumbnail(bytes, "", 5000).value().width == 480);
    CHECK(thumbnail(bytes, "", 0).error().code == ErrorCode::internal);
}

TEST_CASE("a thumbnail looks like the picture") {
    const Image picture = paintedPicture(640, 480);
    const auto small = thumbnail(JpegFile{}.write(picture), "", 160);
    REQUIRE(small);
    CHECK(psnr(*small, paintedPicture(160, 120)) > 28);
}
