// The JPEG that goes on the card.
#include "imaging/Crop.h"
#include "imaging/Decode.h"
#include "imaging/Encode.h"
#include "imaging/PrintJpeg.h"
#include "imaging/Probe.h"
#include "support/Pictures.h"
#include "unit/imaging/JpegFile.h"
#include "unit/imaging/RasterFiles.h"

#include <catch2/catch.hpp>

#include <algorithm>
#include <atomic>
#include <string_view>
#include <thread>

using namespace esek;
using namespace esek::imaging;
using domain::CropParams;
using esek::test::JpegFile;
using esek::test::paintedPicture;
using esek::test::psnr;

namespace {

constexpr PrintJpegOptions kCard{19, 26, 600, 92};

PrintJpeg printed(const test::Bytes& bytes, const CropParams& params,
                  const PrintJpegOptions& options = kCard) {
    auto result = renderForPrint(bytes, "photo.jpg", params, options);
    if (!result)
        FAIL("not rendered: " << name(result.error().code) << ", " << result.error().message);
    return std::move(*result);
}

bool contains(const test::Bytes& bytes, std::string_view text) {
    return std::search(bytes.begin(), bytes.end(), text.begin(), text.end()) != bytes.end();
}

} // namespace

TEST_CASE("the card's JPEG has size and density, and nothing of the camera") {
    JpegFile file;
    file.segments = {{1, test::exifSegment(6, 72, true)}, {2, test::iccSegment(test::swappedProfile())}};
    const auto print = printed(file.write(paintedPicture(640, 480)), centredCrop(480, 640, 19.0 / 26));
    CHECK(print.width == 449);
    CHECK(print.height == 614);
    CHECK(print.dpi == 600);
    const auto info = probe(print.bytes, "");
    REQUIRE(info);
    CHECK(info->width == 449);
    CHECK(info->height == 614);
    CHECK(info->dpiX == 600.0);
    CHECK(info->orientation == 1);
    CHECK_FALSE(info->hasGps);
    CHECK_FALSE(info->hasProfile);
    CHECK_FALSE(info->progressive);
    CHECK_FALSE(contains(print.bytes, "Exif"));
    CHECK_FALSE(contains(print.bytes, "ICC_PROFILE"));
    CHECK(printed(file.write(paintedPicture(640, 480)), {}, {19, 26, 300, 92}).width == 224);
}

TEST_CASE("scaled decoding shows the same as a full decode with Lanczos, for every orientation and turn") {
    const int orientation = GENERATE(1, 2, 3, 4, 5, 6, 7, 8);
    const int turns = GENERATE(0, 1, 2, 3);
    const double degrees = GENERATE(0.0, -6.5);
    JpegFile file;
    file.segments = {{1, test::exifSegment(orientation)}};
    const auto bytes = file.write(paintedPicture(1283, 961)); // no multiple of anything
    const CropParams params{0.21, 0.13, 0.55, 0.66, turns, degrees};
    const PrintJpegOptions small{10, 12, 300, 100}; // 118 x 142: decoded at a quarter
    const Image reference = crop(decode(bytes, "").value(), params, 118, 142).value();
    const Image got = decode(printed(bytes, params, small).bytes, "").value();
    CAPTURE(orientation, turns, degrees);
    CHECK(psnr(got, reference) >= 36);
}

TEST_CASE("the card's crop of every kind of file") {
    const Image picture = paintedPicture(500, 600);
    const CropParams params = centredCrop(500, 600, 19.0 / 26);
    const Image reference = crop(picture, params, 449, 614).value();
    CHECK(psnr(decode(printed(test::PngFile::rgb(picture), params).bytes, "").value(), reference) > 36);
    test::TiffFile tiff;
    tiff.width = 500;
    tiff.height = 600;
    CHECK(psnr(decode(printed(tiff.write({picture.rgb}), params).bytes, "").value(), reference) > 36);
    JpegFile cmyk;
    cmyk.colours = JpegFile::Colours::cmyk;
    CHECK(psnr(decode(printed(cmyk.write(picture), params).bytes, "").value(), reference) > 34);
}

TEST_CASE("the profile is applied to the crop") {
    const Image picture = paintedPicture(500, 600);
    Image swapped = picture;
    for (std::size_t i = 0; i < swapped.rgb.size(); i += 3)
        std::swap(swapped.rgb[i], swapped.rgb[i + 2]);
    JpegFile file;
    file.horizontal = file.vertical = 1;
    file.segments = {{2, test::iccSegment(test::swappedProfile())}};
    const Image reference = crop(picture, {}, 449, 614).value();
    CHECK(psnr(decode(printed(file.write(swapped), {}).bytes, "").value(), reference) > 33);
}

TEST_CASE("sizes that cannot be printed are refused") {
    const auto bytes = JpegFile{}.write(paintedPicture(64, 48));
    for (const PrintJpegOptions& bad :
         {PrintJpegOptions{0, 26, 600, 92}, PrintJpegOptions{19, 26, 0, 92},
          PrintJpegOptions{1e9, 26, 600, 92}, PrintJpegOptions{19, -26, 600, 92},
          PrintJpegOptions{19, 26, 600, 101}}) {
        const auto result = renderForPrint(bytes, "", {}, bad);
        REQUIRE_FALSE(result);
        CHECK(result.error().code == ErrorCode::valueInvalid);
    }
}

TEST_CASE("encoded and decoded is the picture") {
    const Image picture = paintedPicture(200, 150);
    CHECK(psnr(decode(encodeJpeg(picture, 95, 300).value(), "").value(), picture) > 40);
    CHECK(encodeJpeg(picture, 60, 300).value().size() < encodeJpeg(picture, 92, 300).value().size());
    CHECK_FALSE(encodeJpeg(picture, 0, 300).ok());
    CHECK_FALSE(encodeJpeg(picture, 90, 0).ok());
    CHECK_FALSE(encodeJpeg({}, 90, 300).ok());
}

TEST_CASE("photos may be worked on by several threads") {
    JpegFile file;
    file.segments = {{1, test::exifSegment(6)}, {2, test::iccSegment(test::swappedProfile())}};
    const auto jpeg = file.write(paintedPicture(320, 240));
    const auto png = test::PngFile::rgb(paintedPicture(100, 120));
    const auto expectedJpeg = printed(jpeg, {}).bytes;
    const auto expectedPng = printed(png, {}).bytes;
    std::atomic<int> wrong{0};
    std::vector<std::thread> threads;
    for (int t = 0; t < 4; ++t) {
        threads.emplace_back([&] {
            for (int i = 0; i < 5; ++i) {
                wrong += renderForPrint(jpeg, "", {}, kCard).value().bytes == expectedJpeg ? 0 : 1;
                wrong += renderForPrint(png, "", {}, kCard).value().bytes == expectedPng ? 0 : 1;
            }
        });
    }
    for (auto& thread : threads)
        thread.join();
    CHECK(wrong == 0);
}
