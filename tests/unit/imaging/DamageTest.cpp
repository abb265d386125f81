// Whatever comes: an error that says what is wrong, at once, and no memory for pixels that are not there.
#include "base/platform/Paths.h"
#include "imaging/Decode.h"
#include "imaging/DecoderProtocol.h"
#include "imaging/Limits.h"
#include "imaging/PrintJpeg.h"
#include "imaging/Probe.h"
#include "support/Pictures.h"
#include "unit/imaging/JpegFile.h"
#include "unit/imaging/RasterFiles.h"

#include <catch2/catch.hpp>

#include <algorithm>

using namespace esek;
using namespace esek::imaging;
using esek::test::Bytes;
using esek::test::JpegFile;
using esek::test::paintedPicture;

namespace {

ErrorCode verdict(const Bytes& bytes) {
    const auto result = decode(bytes, "zdjęcie.jpg");
    if (result)
        FAIL("decoded");
    CHECK(result.error().value("file") == "zdjęcie.jpg");
    return result.error().code;
}

/// The start of the frame header: precision, height, width follow four bytes later.
std::size_t frameHeader(const Bytes& jpeg) {
    for (std::size_t i = 2; i + 9 < jpeg.size(); i += 2 + (std::size_t{jpeg[i + 2]} << 8 | jpeg[i + 3])) {
        if (jpeg[i + 1] >= 0xC0 && jpeg[i + 1] <= 0xC2)
            return i;
    }
    FAIL("no frame header");
    return 0;
}

Bytes withSize(Bytes jpeg, unsigned width, unsigned height) {
    const std::size_t at = frameHeader(jpeg) + 5;
    jpeg[at] = static_cast<std::uint8_t>(height >> 8);
    jpeg[at + 1] = static_cast<std::uint8_t>(height);
    jpeg[at + 2] = static_cast<std::uint8_t>(width >> 8);
    jpeg[at + 3] = static_cast<std::uint8_t>(width);
    return jpeg;
}

} // namespace

TEST_CASE("files that are no photo") {
    CHECK(verdict({}) == ErrorCode::fileEmpty);
    CHECK(verdict({'%', 'P', 'D', 'F', '-', '1'}) == ErrorCode::fileKindUnknown);
    CHECK(verdict(Bytes(1000, 'x')) == ErrorCode::fileKindUnknown);
    CHECK(verdict({0xFF, 0xD8, 0xFF}) == ErrorCode::fileTruncated);
    const std::string heic("\0\0\0\x18"
                           "ftypheic\0\0\0\0mif1heic",
                           24);
    const Bytes phone(heic.begin(), heic.end());
    CHECK(detectKind(phone) == FileKind::heic);
    CHECK(unknownKindHint(phone).find("HEIC") != std::string::npos);
    CHECK(notInstalledHint(phone).find(kDecoderName) != std::string::npos);
}

TEST_CASE("more bytes than anybody's photo") {
    Bytes bytes = JpegFile{}.write(paintedPicture(64, 48));
    bytes.resize(kLimits.maxFileBytes + 1);
    const auto result = decode(bytes, "");
    REQUIRE_FALSE(result);
    CHECK(result.error().code == ErrorCode::fileTooLarge);
    CHECK(result.error().value("limit") == "50");
    CHECK(result.error().value("size") == "51");
}

TEST_CASE("a header that promises too much, or nothing") {
    const Bytes jpeg = JpegFile{}.write(paintedPicture(64, 48));
    const auto before = platform::peakMemory();
    CHECK(verdict(withSize(jpeg, 30'000, 30'000)) == ErrorCode::imageTooLarge);
    CHECK(verdict(withSize(jpeg, 65'535, 65'535)) == ErrorCode::imageTooLarge);
    CHECK(verdict(withSize(jpeg, 0, 48)) == ErrorCode::fileCorrupt);
    CHECK(verdict(withSize(jpeg, 64, 0)) == ErrorCode::fileCorrupt);
    CHECK(verdict(withSize(jpeg, 1, 1)) == ErrorCode::imageTooSmall);
    CHECK(platform::peakMemory() - before < (10u << 20));
    const auto result = probe(withSize(jpeg, 30'000, 30'000), "a.jpg");
    CHECK(result.error().value("width") == "30000");
    CHECK(result.error().value("limit") == "120");
}

TEST_CASE("a progressive header cannot order more coefficients than the limit") {
    JpegFile file;
    file.progressive = true;
    file.horizontal = file.vertical = 1;
    const Bytes jpeg = withSize(file.write(paintedPicture(64, 48)), 10'000, 10'000);
    CHECK(verdict(jpeg) == ErrorCode::imageTooLarge);
    CHECK(decode(jpeg, "", {100, 100}).error().code == ErrorCode::imageTooLarge);
    CHECK(thumbnail(jpeg, "", 100).error().code == ErrorCode::imageTooLarge);
    CHECK(renderForPrint(jpeg, "", {}, {19, 26, 600, 92}).error().code == ErrorCode::imageTooLarge);
}

TEST_CASE("a file of a thousand scans") {
    JpegFile file;
    file.progressive = true;
    const Bytes jpeg = file.write(paintedPicture(640, 480));
    // The last scan, again and again. It refines what is refined already, which libjpeg lets pass with a
    // warning at the most: the count must stop it.
    std::size_t lastScan = 0;
    for (std::size_t i = 2; i + 1 < jpeg.size(); ++i) {
        if (jpeg[i] == 0xFF && jpeg[i + 1] == 0xDA)
            lastScan = i;
    }
    Bytes bomb(jpeg.begin(), jpeg.end() - 2);
    for (int i = 0; i < 1000; ++i)
        bomb.insert(bomb.end(), jpeg.begin() + static_cast<std::ptrdiff_t>(lastScan), jpeg.end() - 2);
    bomb.insert(bomb.end(), {0xFF, 0xD9});
    CHECK(verdict(bomb) == ErrorCode::fileCorrupt);
}

TEST_CASE("half a JPEG is an error, wherever it ends") {
    JpegFile file;
    file.progressive = GENERATE(false, true);
    file.restartRows = GENERATE(0, 1);
    const Bytes whole = file.write(paintedPicture(160, 120));
    for (std::size_t length = 4; length < whole.size(); length += 41) {
        const Bytes part(whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(length));
        REQUIRE(verdict(part) == ErrorCode::fileTruncated);
        REQUIRE_FALSE(decode(part, "", {20, 15}).ok());
        REQUIRE_FALSE(thumbnail(part, "", 40).ok());
        REQUIRE_FALSE(renderForPrint(part, "", {}, {5, 5, 300, 92}).ok());
        // Closed again by a program that meant well.
        Bytes closed = part;
        closed.insert(closed.end(), {0xFF, 0xD9});
        REQUIRE_FALSE(decode(closed, "").ok());
    }
    REQUIRE(decode(whole, "").ok());
}

TEST_CASE("what follows the end of a JPEG is left alone") {
    Bytes bytes = JpegFile{}.write(paintedPicture(64, 48));
    const auto plain = decode(bytes, "").value();
    SECTION("rubbish") {
        bytes.insert(bytes.end(), 1000, 0x5A);
    }
    SECTION("a second JPEG, as in an MPO") {
        const Bytes second = JpegFile{}.write(paintedPicture(96, 96));
        bytes.insert(bytes.end(), second.begin(), second.end());
    }
    CHECK(decode(bytes, "").value().rgb == plain.rgb);
}

TEST_CASE("padding before the end is not damage, lost data is") {
    Bytes bytes = JpegFile{}.write(paintedPicture(64, 48));
    const auto plain = decode(bytes, "").value();
    Bytes padded = bytes;
    padded.insert(padded.end() - 2, 100, 0x00);
    CHECK(decode(padded, "").value().rgb == plain.rgb);
    Bytes leftover = bytes;
    for (int i = 0; i < 100; ++i)
        leftover.insert(leftover.end() - 2, static_cast<std::uint8_t>(37 * i));
    CHECK_FALSE(decode(leftover, "").ok());
}

TEST_CASE("a JPEG that only lacks its last marker is whole") {
    JpegFile file;
    file.progressive = GENERATE(false, true);
    file.restartRows = GENERATE(0, 1);
    const Bytes whole = file.write(paintedPicture(160, 120));
    const Bytes open(whole.begin(), whole.end() - 2);
    CHECK(decode(open, "").value().rgb == decode(whole, "").value().rgb);
    CHECK(decode(Bytes(whole.begin(), whole.end() - 1), "").ok());
    CHECK(verdict(Bytes(whole.begin(), whole.end() - 12)) == ErrorCode::fileTruncated);
}

TEST_CASE("a JPEG with restart markers behind its end is whole") {
    JpegFile file;
    file.restartRows = 1;
    Bytes bytes = file.write(paintedPicture(160, 120));
    const auto plain = decode(bytes, "").value();
    bytes.insert(bytes.end() - 2, {0xFF, 0xD0});
    CHECK(decode(bytes, "").value().rgb == plain.rgb);
}

TEST_CASE("what is left over before a marker is for a person to look at") {
    JpegFile file;
    file.restartRows = GENERATE(0, 1);
    Bytes bytes = file.write(paintedPicture(160, 120));
    auto at = bytes.end() - 2;
    if (file.restartRows) {
        const Bytes marker{0xFF, 0xD3};
        at = std::search(bytes.begin(), bytes.end(), marker.begin(), marker.end());
    }
    bytes.insert(at, {1, 2, 3, 4, 5});
    CHECK(verdict(bytes) == ErrorCode::fileDoubtful);
}

TEST_CASE("line ends and byte order marks of a web page before a photo are passed over") {
    const Bytes whole = JpegFile{}.write(paintedPicture(64, 48));
    const Image plain = decode(whole, "").value();
    for (const Bytes& stray : {Bytes{'\n'}, Bytes{'\r', '\n', ' ', '\t'}, Bytes{0xEF, 0xBB, 0xBF}}) {
        Bytes bytes = stray;
        bytes.insert(bytes.end(), whole.begin(), whole.end());
        CHECK(decode(bytes, "").value().rgb == plain.rgb);
    }
    Bytes spoiled{'W', 'a', 'r', 'n', 'i', 'n', 'g'};
    spoiled.insert(spoiled.end(), whole.begin(), whole.end());
    const auto result = decode(spoiled, "");
    REQUIRE_FALSE(result);
    CHECK(result.error().value("hint").find("before it") != std::string::npos);
}

TEST_CASE("pictures of the HEIF family are told apart by all their brands") {
    const auto kind = [](std::string_view brands) { // "major" + "minor compatible..."
        Bytes file{0, 0, 0, static_cast<std::uint8_t>(brands.size() + 12), 'f', 't', 'y', 'p'};
        file.insert(file.end(), brands.begin(), brands.begin() + 4);
        file.insert(file.end(), 4, 0);
        file.insert(file.end(), brands.begin() + 4, brands.end());
        file.resize(64);
        return detectKind(file);
    };
    CHECK(kind("heicmif1") == FileKind::heic);
    CHECK(kind("mif1heic") == FileKind::heic);
    CHECK(kind("hevxmsf1") == FileKind::heic);
    CHECK(kind("mif1avifmiaf") == FileKind::avif);
    CHECK(kind("avismsf1") == FileKind::avif);
    CHECK(kind("isomavc1mp41") == FileKind::unknown); // a film
    CHECK(kind("qt  ") == FileKind::unknown);
}

TEST_CASE("varieties of JPEG that nobody's camera writes are named") {
    Bytes bytes = JpegFile{}.write(paintedPicture(64, 48));
    const std::size_t frame = frameHeader(bytes);
    SECTION("12 bits") {
        bytes[frame + 4] = 12;
    }
    SECTION("lossless") {
        bytes[frame + 1] = 0xC3;
    }
    const auto result = decode(bytes, "");
    REQUIRE_FALSE(result);
    CHECK(result.error().code == ErrorCode::fileKindUnknown);
    CHECK_FALSE(result.error().value("hint").empty());
}

TEST_CASE("bytes changed and ends cut at random places never do worse than an error") {
    const Image picture = paintedPicture(48, 40);
    JpegFile progressive;
    progressive.progressive = true;
    progressive.segments = {{1, test::exifSegment(6, 300, true)},
                            {2, test::iccSegment(test::swappedProfile())}};
    JpegFile baseline;
    baseline.restartRows = 1;
    test::TiffFile tiff;
    tiff.width = 48;
    tiff.height = 40;
    tiff.compression = 5;
    tiff.profile = test::swappedProfile();
    test::TiffFile tiled;
    tiled.width = tiled.height = 32;
    tiled.tile = 32;
    tiled.compression = 8;
    tiled.bigEndian = true;
    const std::vector<Bytes> files{baseline.write(picture),
                                   progressive.write(picture),
                                   test::PngFile::rgb(picture),
                                   test::PngFile::rgb(picture, true),
                                   tiff.write({test::lzw(picture.rgb)}),
                                   tiled.write({test::deflated(Bytes(3 * 32 * 32, 99))})};
    // A fixed sequence, so that a failure can be repeated.
    std::uint32_t state = 20'260'901;
    const auto next = [&](std::size_t below) {
        state = state * 1'664'525u + 1'013'904'223u;
        return static_cast<std::size_t>(state >> 8) % below;
    };
    int survived = 0;
    for (const Bytes& file : files) {
        for (int round = 0; round < 400; ++round) {
            Bytes bytes = file;
            // The first 600 bytes hold the headers, where damage is most inventive.
            const std::size_t reach = round % 2 ? bytes.size() : std::min<std::size_t>(600, bytes.size());
            for (std::size_t i = 0, flips = 1 + next(4); i < flips; ++i)
                bytes[next(reach)] = static_cast<std::uint8_t>(next(256));
            if (round % 5 == 0)
                bytes.resize(next(bytes.size()));
            survived += decode(bytes, "").ok() ? 1 : 0;
            (void)thumbnail(bytes, "", 16).ok();
        }
    }
    CHECK(survived > 0);
#ifndef __SANITIZE_ADDRESS__ // which keeps freed memory back
    CHECK(platform::peakMemory() < (300u << 20));
#endif
}
