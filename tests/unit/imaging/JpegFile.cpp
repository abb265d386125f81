#include "unit/imaging/JpegFile.h"

#include <cstdio>

#include <jpeglib.h>
#include <lcms2.h>

#include <algorithm>
#include <stdexcept>
#include <string_view>

namespace esek::test {
namespace {

[[noreturn]] void onError(j_common_ptr) {
    throw std::runtime_error("libjpeg, in a test's own writer");
}

J_COLOR_SPACE inputSpace(JpegFile::Colours c) {
    switch (c) {
    case JpegFile::Colours::grey:
        return JCS_GRAYSCALE;
    case JpegFile::Colours::cmyk:
    case JpegFile::Colours::ycck:
        return JCS_CMYK;
    default:
        return JCS_RGB;
    }
}

J_COLOR_SPACE fileSpace(JpegFile::Colours c) {
    switch (c) {
    case JpegFile::Colours::ycc:
        return JCS_YCbCr;
    case JpegFile::Colours::rgb:
        return JCS_RGB;
    case JpegFile::Colours::grey:
        return JCS_GRAYSCALE;
    case JpegFile::Colours::cmyk:
        return JCS_CMYK;
    case JpegFile::Colours::ycck:
        return JCS_YCCK;
    }
    return JCS_UNKNOWN;
}

/// Inverted CMYK without black, as Photoshop would write it: exact when converted back by the plain formula.
Bytes samplesOf(const imaging::Image& image, JpegFile::Colours colours) {
    if (inputSpace(colours) == JCS_RGB)
        return image.rgb;
    Bytes out;
    for (std::size_t i = 0; i < image.rgb.size(); i += 3) {
        if (colours == JpegFile::Colours::grey)
            out.push_back(image.rgb[i + 1]);
        else
            out.insert(out.end(), {image.rgb[i], image.rgb[i + 1], image.rgb[i + 2], 255});
    }
    return out;
}

} // namespace

Bytes JpegFile::write(const imaging::Image& image) const {
    jpeg_error_mgr errors{};
    jpeg_compress_struct jpeg{};
    jpeg.err = jpeg_std_error(&errors);
    errors.error_exit = onError;
    jpeg_create_compress(&jpeg);
    unsigned char* memory = nullptr;
    unsigned long size = 0;
    jpeg_mem_dest(&jpeg, &memory, &size);
    jpeg.image_width = static_cast<JDIMENSION>(image.width);
    jpeg.image_height = static_cast<JDIMENSION>(image.height);
    jpeg.in_color_space = inputSpace(colours);
    jpeg.input_components = colours == Colours::grey ? 1 : inputSpace(colours) == JCS_CMYK ? 4 : 3;
    jpeg_set_defaults(&jpeg);
    jpeg_set_colorspace(&jpeg, fileSpace(colours));
    jpeg_set_quality(&jpeg, quality, TRUE);
    if (colours == Colours::ycc || colours == Colours::ycck) {
        jpeg.comp_info[0].h_samp_factor = horizontal;
        jpeg.comp_info[0].v_samp_factor = vertical;
        if (colours == Colours::ycck) {
            jpeg.comp_info[3].h_samp_factor = horizontal;
            jpeg.comp_info[3].v_samp_factor = vertical;
        }
    }
    if (progressive)
        jpeg_simple_progression(&jpeg);
    jpeg.arith_code = arithmetic ? TRUE : FALSE;
    jpeg.restart_in_rows = restartRows;
    if (dpi > 0) {
        jpeg.density_unit = 1;
        jpeg.X_density = jpeg.Y_density = static_cast<UINT16>(dpi);
    }
    jpeg_start_compress(&jpeg, TRUE);
    for (const auto& [app, content] : segments)
        jpeg_write_marker(&jpeg, JPEG_APP0 + app, content.data(), static_cast<unsigned>(content.size()));
    Bytes samples = samplesOf(image, colours);
    const std::size_t stride = samples.size() / static_cast<std::size_t>(image.height);
    while (jpeg.next_scanline < jpeg.image_height) {
        JSAMPROW row = samples.data() + jpeg.next_scanline * stride;
        jpeg_write_scanlines(&jpeg, &row, 1);
    }
    jpeg_finish_compress(&jpeg);
    Bytes out(memory, memory + size);
    jpeg_destroy_compress(&jpeg);
    std::free(memory);
    return out;
}

Bytes exifSegment(int orientation, int dpi, bool gps, bool bigEndian) {
    Bytes out{'E', 'x', 'i', 'f', 0, 0};
    const auto put = [&](unsigned value, int bytes) {
        for (int i = 0; i < bytes; ++i)
            out.push_back(static_cast<std::uint8_t>(value >> 8 * (bigEndian ? bytes - 1 - i : i)));
    };
    const unsigned entries = (orientation ? 1 : 0) + (dpi ? 3 : 0) + (gps ? 1 : 0);
    const unsigned after = 8 + 2 + 12 * entries + 4;
    out.insert(out.end(), 2, bigEndian ? 'M' : 'I');
    put(42, 2);
    put(8, 4);
    put(entries, 2);
    if (orientation) {
        put(0x0112, 2), put(3, 2), put(1, 4);
        put(static_cast<unsigned>(orientation), 2), put(0, 2);
    }
    if (dpi) {
        put(0x011A, 2), put(5, 2), put(1, 4), put(after, 4);
        put(0x011B, 2), put(5, 2), put(1, 4), put(after, 4);
        put(0x0128, 2), put(3, 2), put(1, 4), put(2, 2), put(0, 2);
    }
    if (gps)
        put(0x8825, 2), put(4, 2), put(1, 4), put(after + 8, 4);
    put(0, 4);
    put(static_cast<unsigned>(dpi), 4), put(1, 4);
    put(0, 2), put(0, 4); // an empty GPS IFD
    return out;
}

Bytes iccSegment(const Bytes& profile) {
    const std::string_view tag("ICC_PROFILE\0\1\1", 14);
    Bytes out(tag.size() + profile.size());
    std::copy(tag.begin(), tag.end(), out.begin());
    std::copy(profile.begin(), profile.end(), out.begin() + static_cast<std::ptrdiff_t>(tag.size()));
    return out;
}

namespace {
Bytes saved(cmsHPROFILE profile) {
    cmsUInt32Number size = 0;
    cmsSaveProfileToMem(profile, nullptr, &size);
    Bytes out(size);
    cmsSaveProfileToMem(profile, out.data(), &size);
    cmsCloseProfile(profile);
    return out;
}
} // namespace

Bytes srgbProfile() {
    return saved(cmsCreate_sRGBProfile());
}

Bytes swappedProfile() {
    const cmsCIExyY white{0.3127, 0.3290, 1.0};
    // The primaries of sRGB, blue in the place of red.
    const cmsCIExyYTRIPLE primaries{{0.15, 0.06, 1.0}, {0.30, 0.60, 1.0}, {0.64, 0.33, 1.0}};
    const cmsFloat64Number parameters[5] = {2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045};
    cmsToneCurve* curve = cmsBuildParametricToneCurve(nullptr, 4, parameters);
    cmsToneCurve* curves[3] = {curve, curve, curve};
    const cmsHPROFILE profile = cmsCreateRGBProfile(&white, &primaries, curves);
    cmsFreeToneCurve(curve);
    return saved(profile);
}

Bytes cmykProfile() {
    const cmsHPROFILE profile = cmsCreateProfilePlaceholder(nullptr);
    cmsSetProfileVersion(profile, 4.3);
    cmsSetDeviceClass(profile, cmsSigOutputClass);
    cmsSetColorSpace(profile, cmsSigCmykData);
    cmsSetPCS(profile, cmsSigLabData);
    cmsStage* const table = cmsStageAllocCLut16bit(nullptr, 2, 4, 3, nullptr);
    cmsStageSampleCLut16bit(
        table,
        [](const cmsUInt16Number in[], cmsUInt16Number out[], void*) -> cmsInt32Number {
            const double cyan = in[0] / 65535.0;
            const double ink = std::min(1.0, (in[1] + in[2] + in[3]) / 65535.0);
            const cmsCIELab lab{100 * (1 - ink) * (1 - 0.4 * cyan), -60 * cyan, 50 * cyan};
            cmsFloat2LabEncoded(out, &lab);
            return 1;
        },
        nullptr, 0);
    cmsPipeline* const pipeline = cmsPipelineAlloc(nullptr, 4, 3);
    cmsPipelineInsertStage(pipeline, cmsAT_END, table);
    cmsWriteTag(profile, cmsSigAToB0Tag, pipeline);
    cmsPipelineFree(pipeline);
    return saved(profile);
}

} // namespace esek::test
