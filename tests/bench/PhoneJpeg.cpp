#include "bench/PhoneJpeg.h"

#include "base/platform/Files.h"
#include "imaging/Crop.h"
#include "imaging/Decode.h"
#include "support/Pictures.h"
#include "unit/imaging/JpegFile.h"

#include <lcms2.h>

#include <algorithm>
#include <array>

namespace esek::bench {
namespace {

constexpr int kUprightWidth = 3000;
constexpr int kUprightHeight = 4000;

std::vector<std::uint8_t> displayP3() {
    const cmsCIExyY white{0.3127, 0.3290, 1.0};
    const cmsCIExyYTRIPLE primaries{{0.680, 0.320, 1.0}, {0.265, 0.690, 1.0}, {0.150, 0.060, 1.0}};
    const std::array<cmsFloat64Number, 5> parameters{2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045};
    cmsToneCurve* curve = cmsBuildParametricToneCurve(nullptr, 4, parameters.data());
    cmsToneCurve* curves[3] = {curve, curve, curve};
    const cmsHPROFILE profile = cmsCreateRGBProfile(&white, &primaries, curves);
    cmsFreeToneCurve(curve);
    cmsUInt32Number size = 0;
    cmsSaveProfileToMem(profile, nullptr, &size);
    std::vector<std::uint8_t> bytes(size);
    cmsSaveProfileToMem(profile, bytes.data(), &size);
    cmsCloseProfile(profile);
    return bytes;
}

} // namespace

std::vector<std::uint8_t> phoneJpeg(const std::optional<std::filesystem::path>& portrait, int number) {
    imaging::Image base = test::paintedPicture(900, 1200);
    if (portrait) {
        const auto bytes = platform::readFile(*portrait).value();
        base = imaging::decode(bytes, "portrait").value();
    }
    auto frame =
        imaging::centredCrop(base.width, base.height, static_cast<double>(kUprightWidth) / kUprightHeight);
    // Stored as the sensor lies: turned back by a quarter.
    frame = {frame.y, 1 - frame.x - frame.w, frame.h, frame.w, 3, 0};
    imaging::Image stored = imaging::crop(base, frame, kUprightHeight, kUprightWidth).value();

    // Noise of neighbouring pixels hangs together in a phone's picture: half of each value is carried on.
    std::uint32_t state = 1'000u + static_cast<std::uint32_t>(number);
    int carried = 0;
    for (std::size_t i = 0; i < stored.rgb.size(); i += 3) {
        state = state * 1'664'525u + 1'013'904'223u;
        const int fresh = static_cast<int>(state >> 28) + static_cast<int>(state >> 24 & 15) - 15;
        carried = (carried + fresh) / 2;
        for (std::size_t c = 0; c < 3; ++c)
            stored.rgb[i + c] =
                static_cast<std::uint8_t>(std::clamp(int{stored.rgb[i + c]} + carried, 0, 255));
    }
    test::JpegFile file;
    file.quality = 92;
    file.segments = {{1, test::exifSegment(6, 72, true)}, {2, test::iccSegment(displayP3())}};
    return file.write(stored);
}

} // namespace esek::bench
