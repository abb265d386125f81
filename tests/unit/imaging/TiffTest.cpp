// What office scanners write.
#include "imaging/Decode.h"
#include "imaging/Probe.h"
#include "support/Pictures.h"
#include "unit/imaging/JpegFile.h"
#include "unit/imaging/RasterFiles.h"

#include <catch2/catch.hpp>

#include <string_view>

using namespace esek;
using namespace esek::imaging;
using esek::test::paintedPicture;
using esek::test::TiffFile;

namespace {

Image decoded(const test::Bytes& bytes) {
    auto result = decode(bytes, "scan.tif");
    if (!result)
        FAIL("not decoded: " << name(result.error().code) << ", " << result.error().message);
    return std::move(*result);
}

TiffFile rgbFile(const Image& image) {
    TiffFile file;
    file.width = image.width;
    file.height = image.height;
    return file;
}

} // namespace

TEST_CASE("TIFF: plain RGB in both byte orders") {
    const Image picture = paintedPicture(50, 40);
    TiffFile file = rgbFile(picture);
    file.bigEndian = GENERATE(false, true);
    file.dpi = 300;
    const auto bytes = file.write({picture.rgb});
    CHECK(decoded(bytes).rgb == picture.rgb);
    const auto info = probe(bytes, "");
    REQUIRE(info);
    CHECK(info->kind == FileKind::tiff);
    CHECK(info->dpiX == 300.0);
    CHECK(info->channels == 3);
    CHECK(info->width == 50);
}

TEST_CASE("TIFF: strips with deflate and LZW") {
    const Image picture = paintedPicture(50, 40);
    TiffFile file = rgbFile(picture);
    file.rowsPerStrip = 16;
    const bool useLzw = GENERATE(false, true);
    file.compression = useLzw ? 5 : 8;
    std::vector<test::Bytes> strips;
    for (int y = 0; y < 40; y += 16) {
        const auto first = picture.rgb.begin() + y * 150;
        const test::Bytes strip(first, first + std::min(16, 40 - y) * 150);
        strips.push_back(useLzw ? test::lzw(strip) : test::deflated(strip));
    }
    CHECK(decoded(file.write(strips)).rgb == picture.rgb);
}

TEST_CASE("TIFF: tiles") {
    const Image picture = paintedPicture(50, 40);
    TiffFile file = rgbFile(picture);
    file.tile = 32;
    std::vector<test::Bytes> tiles;
    for (int ty = 0; ty < 40; ty += 32) {
        for (int tx = 0; tx < 50; tx += 32) {
            test::Bytes tile(3 * 32 * 32);
            for (int y = 0; y < std::min(32, 40 - ty); ++y)
                std::copy_n(picture.rgb.begin() + 3 * ((ty + y) * 50 + tx), 3 * std::min(32, 50 - tx),
                            tile.begin() + 3 * 32 * y);
            tiles.push_back(tile);
        }
    }
    CHECK(decoded(file.write(tiles)).rgb == picture.rgb);
}

TEST_CASE("TIFF: 16 bits, grey, white is zero, CMYK and alpha") {
    TiffFile file;
    file.width = 20;
    file.height = 20;
    SECTION("16-bit RGB") {
        file.bits = 16;
        test::Bytes samples;
        for (int i = 0; i < 1200; ++i)
            samples.insert(samples.end(), {0xF0, 0x80}); // little-endian 0x80F0
        CHECK(decoded(file.write({samples})).rgb == test::Bytes(1200, 0x80));
    }
    SECTION("grey") {
        file.samples = file.photometric = 1;
        CHECK(decoded(file.write({test::Bytes(400, 77)})).rgb == test::Bytes(1200, 77));
        CHECK(probe(file.write({test::Bytes(400, 77)}), "").value().greyscale);
    }
    SECTION("grey, white is zero") {
        file.samples = 1;
        file.photometric = 0;
        CHECK(decoded(file.write({test::Bytes(400, 55)})).rgb == test::Bytes(1200, 200));
    }
    SECTION("CMYK") {
        file.samples = 4;
        file.photometric = 5;
        test::Bytes samples;
        for (int i = 0; i < 400; ++i)
            samples.insert(samples.end(), {0, 255, 255, 0});
        const Image image = decoded(file.write({samples}));
        CHECK(image.rgb[0] > 240);
        CHECK(image.rgb[1] < 15);
        CHECK(image.rgb[2] < 15);
    }
    SECTION("alpha") {
        file.samples = 4;
        test::Bytes samples;
        for (int i = 0; i < 400; ++i)
            samples.insert(samples.end(), {100, 0, 255, 128});
        const Image image = decoded(file.write({samples}));
        CHECK(std::abs(int{image.rgb[0]} - 177) <= 1);
        CHECK(std::abs(int{image.rgb[1]} - 127) <= 1);
        CHECK(int{image.rgb[2]} == 255);
    }
}

TEST_CASE("TIFF: black and white in CCITT coding") {
    TiffFile file;
    file.width = 64;
    file.height = 32;
    file.bits = file.samples = 1;
    file.photometric = 0;
    file.compression = 2;
    // Each row: white 16, black 16, white 16, black 16; a row starts on a byte.
    constexpr std::string_view kRow = "101010"
                                      "0000010111"
                                      "101010"
                                      "0000010111";
    test::Bytes row((kRow.size() + 7) / 8);
    for (std::size_t i = 0; i < kRow.size(); ++i)
        row[i / 8] = static_cast<std::uint8_t>(row[i / 8] | (kRow[i] == '1' ? 0x80 >> i % 8 : 0));
    test::Bytes rows;
    for (int y = 0; y < 32; ++y)
        rows.insert(rows.end(), row.begin(), row.end());
    const Image image = decoded(file.write({rows}));
    for (int x = 0; x < 64; ++x)
        REQUIRE(int{image.rgb[3u * (64u * 31 + static_cast<unsigned>(x))]} == (x / 16 % 2 == 0 ? 255 : 0));
}

TEST_CASE("TIFF: orientation and profile") {
    const Image picture = paintedPicture(40, 20);
    TiffFile file = rgbFile(picture);
    file.orientation = 6;
    file.profile = test::swappedProfile();
    const auto bytes = file.write({picture.rgb});
    const auto info = probe(bytes, "");
    REQUIRE(info);
    CHECK(info->orientation == 6);
    CHECK(info->hasProfile);
    const Image image = decoded(bytes);
    REQUIRE(image.width == 20);
    REQUIRE(image.height == 40);
    CHECK(std::abs(int{image.rgb[3 * 19]} - int{picture.rgb[2]}) <= 3);
}

TEST_CASE("TIFF: half a file is an error, wherever it ends") {
    const Image picture = paintedPicture(50, 40);
    const auto bytes = rgbFile(picture).write({picture.rgb});
    for (std::size_t length = 4; length < bytes.size(); length += 53) {
        const auto result = decode(std::span(bytes).first(length), "");
        REQUIRE_FALSE(result);
        REQUIRE(result.error().code == ErrorCode::fileTruncated);
    }
}

TEST_CASE("TIFF: fewer pixels than the header promises is an error") {
    const Image picture = paintedPicture(50, 40);
    TiffFile file = rgbFile(picture);
    file.height = 400;
    SECTION("plain") {
        CHECK_FALSE(decode(file.write({picture.rgb}), "").ok());
    }
    SECTION("deflate") {
        file.compression = 8;
        CHECK_FALSE(decode(file.write({test::deflated(picture.rgb)}), "").ok());
    }
    SECTION("LZW") {
        file.compression = 5;
        CHECK_FALSE(decode(file.write({test::lzw(picture.rgb)}), "").ok());
    }
    SECTION("a tile") {
        file.height = 32;
        file.width = 32;
        file.tile = 32;
        CHECK_FALSE(decode(file.write({test::Bytes(3 * 32 * 20)}), "").ok());
        file.compression = 8;
        CHECK_FALSE(decode(file.write({test::deflated(test::Bytes(3 * 32 * 20))}), "").ok());
    }
}

TEST_CASE("TIFF: a bomb is refused by its header") {
    TiffFile file;
    file.width = file.height = 30'000;
    file.samples = file.photometric = 1;
    const auto result = decode(file.write({test::Bytes(100)}), "");
    REQUIRE_FALSE(result);
    CHECK(result.error().code == ErrorCode::imageTooLarge);
    file.width = file.height = 100;
    file.tile = 1 << 20; // tiles larger than any picture
    CHECK_FALSE(decode(file.write({test::Bytes(100)}), "").ok());
}
