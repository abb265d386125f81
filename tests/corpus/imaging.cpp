// Real files: upright, decoded, or refused for a reason that fits.
#include "base/platform/Files.h"
#include "base/platform/Paths.h"
#include "imaging/Crop.h"
#include "imaging/Decode.h"
#include "imaging/PrintJpeg.h"
#include "imaging/Probe.h"
#include "support/Corpus.h"
#include "support/Pictures.h"

#include <catch2/catch.hpp>

#include <algorithm>
#include <chrono>
#include <map>
#include <set>

namespace fs = std::filesystem;
using namespace esek;
using namespace esek::imaging;

namespace {

constexpr std::uint64_t kMemory = 300'000'000;

std::vector<std::uint8_t> load(const fs::path& path) {
    return platform::readFile(path).value();
}

std::vector<fs::path> pictures(const fs::path& folder) {
    std::vector<fs::path> found;
    for (const auto& entry : fs::recursive_directory_iterator(folder)) {
        const auto extension = entry.path().extension();
        if (extension == ".jpg" || extension == ".jpeg" || extension == ".png")
            found.push_back(entry.path());
    }
    std::sort(found.begin(), found.end());
    REQUIRE_FALSE(found.empty());
    return found;
}

Image small(const fs::path& path) {
    return thumbnail(load(path), path.filename().string(), 256).value();
}

} // namespace

TEST_CASE("corpus: every file of exif comes out upright") {
    ESEK_REQUIRE_CORPUS(corpus);
    for (const char* family : {"Landscape_", "face_orient_"}) {
        const Image upright = small(corpus / "exif" / (std::string(family) + "1.jpg"));
        for (int orientation = 1; orientation <= 8; ++orientation) {
            const auto path = corpus / "exif" / (std::string(family) + std::to_string(orientation) + ".jpg");
            CAPTURE(path.filename().string());
            CHECK(probe(load(path), "").value().orientation == orientation);
            // The Landscape files show their own number somewhere: nearly the same is what can be asked for.
            CHECK(test::psnr(small(path), upright) > 20);
            const auto frame = centredCrop(upright.width, upright.height, 19.0 / 26);
            const auto print = renderForPrint(load(path), "", frame, {19, 26, 300, 92});
            REQUIRE(print);
            CHECK(test::psnr(
                      decode(print->bytes, "").value(),
                      crop(decode(load(path), "").value(), frame, print->width, print->height).value()) > 34);
        }
    }
}

TEST_CASE("corpus: resolution and place of the exif files") {
    ESEK_REQUIRE_CORPUS(corpus);
    const auto info = [&](const char* name) { return probe(load(corpus / "exif" / name), name).value(); };
    CHECK_FALSE(info("face_dpi_0.jpg").dpiX);
    CHECK(info("face_dpi_150.jpg").dpiX == 150.0);
    CHECK(info("face_dpi_600.jpg").dpiY == 600.0);
    CHECK(info("face_dpcm_118.jpg").dpiX.value() == Approx(299.72));
    CHECK(info("face_jfif300_exif72.jpg").dpiX == 300.0);
    CHECK(info("face_gps.jpg").hasGps);
    CHECK_FALSE(info("face_dpi_300.jpg").hasGps);
    const auto gps = load(corpus / "exif" / "face_gps.jpg");
    const auto print = renderForPrint(gps, "", {}, {19, 26, 300, 92}).value();
    CHECK_FALSE(probe(print.bytes, "").value().hasGps);
}

TEST_CASE("corpus: every file of corrupt gets a verdict, at once and in bounded memory") {
    ESEK_REQUIRE_CORPUS(corpus);
    const std::set<ErrorCode> sensible{ErrorCode::fileEmpty,     ErrorCode::fileKindUnknown,
                                       ErrorCode::fileCorrupt,   ErrorCode::fileTruncated,
                                       ErrorCode::imageTooLarge, ErrorCode::imageTooSmall,
                                       ErrorCode::fileDoubtful};
    int decoded = 0;
    std::map<std::string, int> refused;
    for (const auto& path : pictures(corpus / "corrupt")) {
        const auto bytes = load(path);
        CAPTURE(path.lexically_relative(corpus).string());
        const auto start = std::chrono::steady_clock::now();
        const auto image = decode(bytes, "x");
        const auto took = std::chrono::steady_clock::now() - start;
        CHECK(took < std::chrono::seconds(2)); // a second is the promise; a test machine may be busy
        if (image) {
            ++decoded;
            CHECK(image->rgb.size() ==
                  3 * static_cast<std::size_t>(image->width) * static_cast<std::size_t>(image->height));
            CHECK(thumbnail(bytes, "x", 64).ok());
        } else {
            ++refused[std::string(name(image.error().code))];
            CHECK(sensible.count(image.error().code) == 1);
            CHECK_FALSE(thumbnail(bytes, "x", 64).ok());
            CHECK_FALSE(renderForPrint(bytes, "x", {}, {19, 26, 300, 92}).ok());
        }
    }
    for (const auto& [code, count] : refused)
        UNSCOPED_INFO(code << ": " << count);
    CHECK(decoded > 60);
#ifndef __SANITIZE_ADDRESS__ // which keeps freed memory back
    CHECK(platform::peakMemory() < kMemory);
#endif
}

TEST_CASE("corpus: verdicts that are known by construction") {
    ESEK_REQUIRE_CORPUS(corpus);
    const auto verdict = [&](const std::string& file) {
        const auto result = decode(load(corpus / "corrupt" / file), file);
        return result ? std::string("decoded") : std::string(name(result.error().code));
    };
    for (const char* file : {"49mp.jpg", "cmyk.jpg", "gray.jpg", "orient_99.jpg", "png_named.jpg",
                             "progressive.jpg", "trailing.jpg"})
        CHECK(std::pair(std::string(file), verdict(std::string("derived/") + file)) ==
              std::pair(std::string(file), std::string("decoded")));
    for (const char* file :
         {"derived/trunc_1.jpg", "derived/trunc_25.jpg", "derived/trunc_50.jpg", "derived/trunc_90.jpg",
          "derived/trunc_99.jpg", "skimage_truncated.jpg", "go/video-001.progressive.truncated.jpeg",
          "go/invalid-trunc.png", "go/invalid-noend.png"})
        CHECK(std::pair(std::string(file), verdict(file)) ==
              std::pair(std::string(file), std::string("fileTruncated")));
    CHECK(verdict("derived/empty.jpg") == "fileEmpty");
    CHECK(verdict("derived/gif_header.jpg") == "fileCorrupt"); // GIF is read, and nothing follows the head
    CHECK(verdict("derived/one.jpg") == "imageTooSmall");
    CHECK(verdict("derived/zero_dim.jpg") == "fileCorrupt");
    CHECK(verdict("derived/flips.jpg") == "fileDoubtful"); // a person looks whether it is whole
    CHECK(verdict("go/invalid-crc32.png") == "fileCorrupt");
    CHECK(verdict("go/invalid-zlib.png") == "fileCorrupt");
    // Odd but valid ones.
    for (const auto& path : pictures(corpus / "corrupt" / "pngsuite"))
        CHECK(decode(load(path), "").ok());
    for (const auto& path : pictures(corpus / "corrupt" / "go")) {
        CAPTURE(path.filename().string());
        if (path.extension() == ".jpeg" && path.string().find("truncated") == std::string::npos)
            CHECK(decode(load(path), "").ok());
    }
}

TEST_CASE("corpus: CMYK, grey and progressive show the same face") {
    ESEK_REQUIRE_CORPUS(corpus);
    const auto derived = corpus / "corrupt" / "derived";
    const Image plain = small(derived / "trailing.jpg");
    CHECK(test::psnr(small(derived / "progressive.jpg"), plain) > 30);
    CHECK(test::psnr(small(derived / "cmyk.jpg"), plain) > 20);
    CHECK(test::psnr(small(derived / "png_named.jpg"), plain) > 28);
    // 4:1:0 in Go's files is the same picture as 4:4:4.
    const auto go = corpus / "corrupt" / "go";
    CHECK(test::psnr(small(go / "video-001.q50.410.jpeg"), small(go / "video-001.q50.444.jpeg")) > 22);
    // Stored as RGB at a lower quality.
    CHECK(test::psnr(small(go / "video-001.rgb.jpeg"), small(go / "video-001.jpeg")) > 22);
}

TEST_CASE("corpus: every portrait decodes and prints") {
    ESEK_REQUIRE_CORPUS(corpus);
    for (const auto& path : pictures(corpus / "portraits")) {
        const auto bytes = load(path);
        CAPTURE(path.lexically_relative(corpus).string());
        const auto info = probe(bytes, "");
        REQUIRE(info);
        const auto print =
            renderForPrint(bytes, "", centredCrop(info->width, info->height, 19.0 / 26), {19, 26, 600, 92});
        REQUIRE(print);
        CHECK(print->width == 449);
        CHECK(thumbnail(bytes, "", 128).ok());
    }
#ifndef __SANITIZE_ADDRESS__ // which keeps freed memory back
    CHECK(platform::peakMemory() < kMemory);
#endif
}

TEST_CASE("corpus: the crop of every portrait reaches 36 dB at 300 dpi") {
    ESEK_REQUIRE_CORPUS(corpus);
    PrintJpegOptions card;
    card.widthMm = 19, card.heightMm = 26, card.dpi = 300;
    for (const fs::path& path : pictures(corpus / "portraits")) {
        INFO(path.filename().string());
        const auto bytes = load(path);
        const Image whole = decode(bytes, "photo.jpg").value();
        const auto frame = centredCrop(whole.width, whole.height, card.widthMm / card.heightMm);
        const PrintJpeg print = renderForPrint(bytes, "photo.jpg", frame, card).value();
        const Image wanted = crop(whole, frame, print.width, print.height).value();
        CHECK(test::psnr(decode(print.bytes, "card.jpg").value(), wanted) >= 36);
    }
}
