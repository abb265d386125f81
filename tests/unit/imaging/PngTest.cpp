#include "imaging/Decode.h"
#include "imaging/Probe.h"
#include "support/Pictures.h"
#include "unit/imaging/JpegFile.h"
#include "unit/imaging/RasterFiles.h"

#include <catch2/catch.hpp>

#include <algorithm>
#include <string_view>

using namespace esek;
using namespace esek::imaging;
using esek::test::paintedPicture;
using esek::test::PngFile;

namespace {

Image decoded(const test::Bytes& bytes) {
    auto result = decode(bytes, "picture.png");
    if (!result)
        FAIL("not decoded: " << name(result.error().code) << ", " << result.error().message);
    return std::move(*result);
}

} // namespace

TEST_CASE("PNG: RGB, straight and interlaced, comes out to the bit") {
    const Image picture = paintedPicture(101, 67);
    const bool interlaced = GENERATE(false, true);
    const auto bytes = PngFile::rgb(picture, interlaced);
    CHECK(decoded(bytes).rgb == picture.rgb);
    const auto info = probe(bytes, "");
    REQUIRE(info);
    CHECK(info->kind == FileKind::png);
    CHECK(info->width == 101);
    CHECK(info->height == 67);
    CHECK(info->progressive == interlaced);
    CHECK(info->channels == 3);
}

TEST_CASE("PNG: a JPEG's name changes nothing") {
    const Image picture = paintedPicture(40, 30);
    const auto result = decode(PngFile::rgb(picture), "zdjecie.jpg");
    REQUIRE(result);
    CHECK(result->rgb == picture.rgb);
}

TEST_CASE("PNG: 16-bit is rounded, not cut") {
    PngFile file{20, 20, 16, 2, false, {}};
    test::Bytes samples;
    for (int i = 0; i < 400 * 3; ++i)
        samples.insert(samples.end(), {0x80, 0xF0}); // 128.94 of 255
    CHECK(decoded(file.write(samples)).rgb == test::Bytes(1200, 0x80));
}

TEST_CASE("PNG: palette, with and without transparency") {
    PngFile file{16, 16, 8, 3, false, {{"PLTE", {200, 100, 50, 0, 0, 0}}}};
    const test::Bytes samples(256, 0);
    const Image plain = decoded(file.write(samples));
    CHECK(plain.rgb[0] == 200);
    CHECK(plain.rgb[1] == 100);
    CHECK(plain.rgb[2] == 50);
    file.chunks.push_back({"tRNS", {0}});
    CHECK(decoded(file.write(samples)).rgb == test::Bytes(768, 255));
}

TEST_CASE("PNG: alpha is laid on white") {
    PngFile file{16, 16, 8, 6, false, {}};
    test::Bytes samples;
    for (int i = 0; i < 256; ++i)
        samples.insert(samples.end(), {100, 0, 255, 128});
    const Image image = decoded(file.write(samples));
    // 100 * 128/255 + 255 * 127/255
    CHECK(int{image.rgb[0]} == 177);
    CHECK(int{image.rgb[1]} == 127);
    CHECK(int{image.rgb[2]} == 255);
    SECTION("grey with alpha") {
        PngFile grey{16, 16, 8, 4, false, {}};
        test::Bytes pairs;
        for (int i = 0; i < 256; ++i)
            pairs.insert(pairs.end(), {10, 0});
        CHECK(decoded(grey.write(pairs)).rgb == test::Bytes(768, 255));
    }
    SECTION("16-bit alpha, interlaced or not, is alpha too") {
        PngFile deep{16, 16, 16, 6, false, {}};
        test::Bytes wide;
        for (int i = 0; i < 256; ++i)
            wide.insert(wide.end(), {0, 0, 0, 0, 0, 0, 0x80, 0x80});
        CHECK(std::abs(int{decoded(deep.write(wide)).rgb[0]} - 127) <= 1);
    }
}

TEST_CASE("PNG: one bit per pixel") {
    PngFile file{16, 16, 1, 0, false, {}};
    test::Bytes samples;
    for (int y = 0; y < 16; ++y)
        samples.insert(samples.end(), {0xFF, 0x00});
    const Image image = decoded(file.write(samples));
    CHECK(image.rgb[0] == 255);
    CHECK(image.rgb[3 * 8] == 0);
    CHECK(probe(file.write(samples), "").value().greyscale);
}

TEST_CASE("PNG: resolution, orientation and profile") {
    const Image picture = paintedPicture(40, 20);
    PngFile file{40, 20, 8, 2, false, {}};
    file.chunks.push_back({"pHYs", {0, 0, 0x2E, 0x23, 0, 0, 0x2E, 0x23, 1}}); // 11,811 per metre
    const auto exif = test::exifSegment(6);
    file.chunks.push_back({"eXIf", test::Bytes(exif.begin() + 6, exif.end())});
    test::Bytes profile{'x', 0, 0};
    const auto packed = test::deflated(test::swappedProfile());
    profile.insert(profile.end(), packed.begin(), packed.end());
    file.chunks.push_back({"iCCP", profile});
    const auto bytes = file.write(picture.rgb);
    const auto info = probe(bytes, "");
    REQUIRE(info);
    CHECK(info->dpiX.value() == Approx(300).margin(0.1));
    CHECK(info->orientation == 6);
    CHECK(info->width == 20);
    CHECK(info->height == 40);
    CHECK(info->hasProfile);
    const Image image = decoded(bytes);
    REQUIRE(image.width == 20);
    // Upper right of the turned picture is the stored first pixel; its red and blue are exchanged by the
    // profile.
    const std::uint8_t* corner = &image.rgb[3 * 19];
    CHECK(std::abs(int{corner[0]} - int{picture.rgb[2]}) <= 3);
    CHECK(std::abs(int{corner[2]} - int{picture.rgb[0]}) <= 3);
}

TEST_CASE("PNG: half a file is an error, wherever it ends") {
    const auto whole = PngFile::rgb(paintedPicture(64, 64));
    for (std::size_t length = 9; length < whole.size(); length += 37) {
        const auto result = decode(std::span(whole).first(length), "");
        REQUIRE_FALSE(result);
        REQUIRE(result.error().code == ErrorCode::fileTruncated);
    }
    CHECK(decode(whole, "").ok());
}

TEST_CASE("PNG: closed properly over half of the pixels is an error") {
    PngFile file{64, 64, 8, 2, false, {}};
    auto samples = paintedPicture(64, 64).rgb;
    file.height = 32;
    auto bytes = file.write(samples);
    // The header promises twice the rows; its checksum is made good again.
    PngFile tall = file;
    tall.height = 64;
    samples.resize(3 * 64 * 64);
    const auto good = tall.write(samples);
    std::copy(good.begin() + 8, good.begin() + 33, bytes.begin() + 8);
    const auto result = decode(bytes, "");
    REQUIRE_FALSE(result);
}

namespace {

/// Changes one byte in the data of the first chunk of that name, so that its checksum is wrong.
test::Bytes spoiled(test::Bytes png, std::string_view name) {
    const auto at = std::search(png.begin(), png.end(), name.begin(), name.end());
    REQUIRE(at != png.end());
    *(at + 6) ^= 0x55;
    return png;
}

} // namespace

TEST_CASE("PNG: a spoiled side chunk is left out, spoiled pixels are damage") {
    const Image picture = paintedPicture(40, 20);
    PngFile file{40, 20, 8, 2, false, {}};
    file.chunks.push_back({"tEXt", {'T', 'i', 't', 'l', 'e', 0, 'x', 'y', 'z'}});
    test::Bytes profile{'x', 0, 0};
    const auto packed = test::deflated(test::swappedProfile());
    profile.insert(profile.end(), packed.begin(), packed.end());
    file.chunks.push_back({"iCCP", profile});
    const auto exif = test::exifSegment(6);
    file.chunks.push_back({"eXIf", test::Bytes(exif.begin() + 6, exif.end())});
    const auto whole = file.write(picture.rgb);
    CHECK(decoded(spoiled(whole, "tEXt")).width == 20); // still turned
    CHECK(decoded(spoiled(spoiled(whole, "iCCP"), "eXIf")).rgb == picture.rgb);
    for (const char* name : {"IHDR", "IDAT"})
        CHECK(decode(spoiled(whole, name), "").error().code == ErrorCode::fileCorrupt);
}

TEST_CASE("PNG: EXIF behind the pixels turns the picture too") {
    const Image picture = paintedPicture(40, 20);
    const auto exif = test::exifSegment(6);
    PngFile file{40, 20, 8, 2, false, {{"eXIf", test::Bytes(exif.begin() + 6, exif.end())}}};
    const auto before = file.write(picture.rgb);
    const std::string_view name = "eXIf";
    const auto chunk = std::search(before.begin(), before.end(), name.begin(), name.end()) - 4;
    const auto length = static_cast<std::ptrdiff_t>(exif.size()) - 6 + 12;
    test::Bytes after(before.begin(), chunk);
    after.insert(after.end(), chunk + length, before.end() - 12);
    after.insert(after.end(), chunk, chunk + length);
    after.insert(after.end(), before.end() - 12, before.end());
    CHECK(probe(after, "")->orientation == 6);
    CHECK(decoded(after).rgb == decoded(before).rgb);
}
