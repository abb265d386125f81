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
    // The last four bytes say where a second page is; a picture without them is whole.
    for (std::size_t length = 4; length < bytes.size() - 4; length += 53) {
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

TEST_CASE("TIFF: CMYK in tiles and by its profile") {
    TiffFile file;
    file.width = 40;
    file.height = 20;
    file.samples = 4;
    file.photometric = 5;
    file.tile = 16;
    file.profile = GENERATE(test::Bytes(), test::cmykProfile());
    test::Bytes tile;
    for (int i = 0; i < 16 * 16; ++i)
        tile.insert(tile.end(), {255, 0, 0, 0}); // cyan
    const Image image = decoded(file.write(std::vector<test::Bytes>(6, tile)));
    for (std::size_t i = 0; i < image.rgb.size(); i += 3) {
        REQUIRE(image.rgb[i] < 60);
        if (file.profile.empty())
            REQUIRE(image.rgb[i + 2] > 240);
        else
            REQUIRE(image.rgb[i + 1] > image.rgb[i + 2] + 80); // green, as the profile says
    }
}

TEST_CASE("TIFF: samples in planes of their own") {
    const Image picture = paintedPicture(50, 40);
    TiffFile file = rgbFile(picture);
    file.planes = true;
    file.rowsPerStrip = 16;
    const int compression = GENERATE(1, 5, 8);
    file.compression = compression;
    std::vector<test::Bytes> strips;
    for (int c = 0; c < 3; ++c) {
        for (int y = 0; y < 40; y += 16) {
            test::Bytes strip;
            for (int i = 50 * y; i < 50 * std::min(40, y + 16); ++i)
                strip.push_back(picture.rgb[3 * static_cast<std::size_t>(i) + static_cast<std::size_t>(c)]);
            strips.push_back(compression == 5   ? test::lzw(strip)
                             : compression == 8 ? test::deflated(strip)
                                                : strip);
        }
    }
    CHECK(decoded(file.write(strips)).rgb == picture.rgb);
    strips.back().resize(strips.back().size() / 3);
    CHECK_FALSE(decode(file.write(strips), "").ok());
}

TEST_CASE("TIFF: planes in tiles") {
    TiffFile file;
    file.width = file.height = 32;
    file.planes = true;
    file.tile = 16;
    std::vector<test::Bytes> tiles;
    for (const int value : {10, 100, 200})
        tiles.insert(tiles.end(), 4, test::Bytes(256, static_cast<std::uint8_t>(value)));
    const Image image = decoded(file.write(tiles));
    for (std::size_t i = 0; i < image.rgb.size(); i += 3) {
        REQUIRE(int{image.rgb[i]} == 10);
        REQUIRE(int{image.rgb[i + 1]} == 100);
        REQUIRE(int{image.rgb[i + 2]} == 200);
    }
}

TEST_CASE("TIFF: 16 bits where white is zero are not a negative") {
    TiffFile file;
    file.width = file.height = 20;
    file.samples = 1;
    file.bits = 16;
    file.photometric = 0;
    test::Bytes samples;
    for (int i = 0; i < 400; ++i)
        samples.insert(samples.end(), {0x00, 0x20}); // an eighth of black
    CHECK(decoded(file.write({samples})).rgb == test::Bytes(1200, 223));
}

TEST_CASE("TIFF: alpha that is multiplied into the colours") {
    TiffFile file;
    file.width = file.height = 20;
    file.samples = 4;
    file.extraSample = 1;
    test::Bytes samples;
    for (int i = 0; i < 400; ++i)
        samples.insert(samples.end(), {50, 0, 128, 128});
    const Image image = decoded(file.write({samples}));
    CHECK(int{image.rgb[0]} == 177);
    CHECK(int{image.rgb[1]} == 127);
    CHECK(int{image.rgb[2]} == 255);
}

TEST_CASE("TIFF: YCbCr is turned once") {
    TiffFile file;
    file.width = 32;
    file.height = 16;
    file.photometric = 6;
    file.orientation = 3;
    test::Bytes samples;
    for (int i = 0; i < 512; ++i) // the first stored row is white, the others black
        samples.insert(samples.end(), {static_cast<std::uint8_t>(i < 32 ? 255 : 0), 128, 128});
    const Image image = decoded(file.write({samples}));
    CHECK(image.rgb[0] < 10);
    CHECK(image.rgb.back() > 245);
}

TEST_CASE("TIFF: pages are counted, previews are not") {
    const Image picture = paintedPicture(50, 40);
    TiffFile file = rgbFile(picture);
    file.pages = GENERATE(1, 3);
    file.previews = GENERATE(false, true);
    const auto bytes = file.write({picture.rgb});
    CHECK(probe(bytes, "")->pages == (file.previews ? 1 : file.pages));
    CHECK(decoded(bytes).rgb == picture.rgb);
}

TEST_CASE("TIFF: what no scanner writes is named, with a way out") {
    const Image picture = paintedPicture(50, 40);
    TiffFile file = rgbFile(picture);
    SECTION("floating point") {
        file.sampleFormat = 3;
    }
    SECTION("JPEG of the old kind") {
        file.compression = 6;
    }
    SECTION("LogLuv") {
        file.photometric = 32845;
    }
    SECTION("24 bits a sample") {
        file.bits = 24;
    }
    const auto result = decode(file.write({picture.rgb}), "");
    REQUIRE_FALSE(result);
    CHECK(result.error().code == ErrorCode::fileKindUnknown);
    CHECK_FALSE(result.error().value("hint").empty());
}
