#include "decoder/oiio/Bridge.h"

#include <OpenImageIO/filesystem.h>
#include <OpenImageIO/imageio.h>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <memory>
#include <mutex>

namespace {

struct Picture {
    Picture(const std::uint8_t* bytes, std::size_t count) : proxy(bytes, count) {}
    OIIO::Filesystem::IOMemReader proxy;
    std::unique_ptr<OIIO::ImageInput> reader; // after the proxy: goes first
};

/// Once in the process: photos are decoded in parallel by the program's threads, not inside one photo.
void setUpOnce() {
    static std::once_flag once;
    std::call_once(once, [] {
        OIIO::attribute("threads", 1);
        OIIO::attribute("exr_threads", 1);
        OIIO::attribute("limits:channels", 64);
    });
}

void say(EsekRasterMessage* message, const std::string& text) {
    const std::size_t length = std::min(text.size(), sizeof message->text - 1);
    std::memcpy(message->text, text.data(), length);
    message->text[length] = 0;
}

double dpi(const OIIO::ImageSpec& spec, const char* name) {
    const auto unit = spec.get_string_attribute("ResolutionUnit");
    const double perInch = unit == "in" ? 1.0 : unit == "cm" ? 2.54 : 0.0;
    const double value = perInch * static_cast<double>(spec.get_float_attribute(name));
    return std::isfinite(value) && value > 0 ? value : 0;
}

void describe(const OIIO::ImageSpec& spec, EsekRasterHeader& header) {
    header = {};
    header.width = spec.width;
    header.height = spec.height;
    header.channels = spec.nchannels;
    header.alphaChannel = spec.alpha_channel;
    header.orientation = spec.get_int_attribute("Orientation", 1);
    header.dpiX = dpi(spec, "XResolution");
    header.dpiY = dpi(spec, "YResolution");
    header.hasGps = spec.find_attribute("GPS:Latitude") != nullptr;
    header.tiled = spec.tile_width > 0;
    const int stored = header.tiled ? spec.tile_height : spec.get_int_attribute("tiff:RowsPerStrip", 1);
    header.unitRows = std::clamp(stored, 1, header.tiled ? 1 << 20 : std::max(spec.height, 1));

    const auto tileWidth = static_cast<std::uint64_t>(std::max(spec.tile_width, 1));
    const auto width =
        (static_cast<std::uint64_t>(std::max(spec.width, 0)) + tileWidth - 1) / tileWidth * tileWidth;
    const auto pixel =
        static_cast<std::uint64_t>(spec.pixel_bytes(true)) + static_cast<std::uint64_t>(spec.nchannels);
    header.unitBytes = width * static_cast<std::uint64_t>(header.unitRows) * pixel;
    // YCbCr, Lab and the like (not: white is zero, black is zero, RGB, palette, mask, separated): libtiff
    // turns them into RGBA in one piece.
    const int photometric = spec.get_int_attribute("tiff:PhotometricInterpretation", 2);
    if (photometric > 5)
        header.wholeBytes = width * static_cast<std::uint64_t>(std::max(spec.height, 0)) * 4;
    if (const auto* icc = spec.find_attribute("ICCProfile");
        icc && icc->type().basetype == OIIO::TypeDesc::UINT8) {
        header.profile = static_cast<const std::uint8_t*>(icc->data());
        header.profileBytes = icc->type().size();
    }
}

template <class F>
int guardedCall(EsekRasterMessage* message, F&& f) {
    try {
        return f() ? 1 : 0;
    } catch (const std::exception& e) {
        say(message, e.what());
    } catch (...) {
        say(message, "unknown exception");
    }
    return 0;
}

int openPicture(const char* format, const std::uint8_t* bytes, std::size_t count, void** out,
                EsekRasterHeader* header, EsekRasterMessage* message) {
    return guardedCall(message, [&] {
        setUpOnce();
        auto picture = std::make_unique<Picture>(bytes, count);
        // By format, not by name: a file that one reader refuses is not to be tried by all the others.
        picture->reader = OIIO::ImageInput::create(format);
        if (!picture->reader) {
            say(message, OIIO::geterror());
            return false;
        }
        OIIO::ImageSpec config;
        config.attribute("oiio:UnassociatedAlpha", 1);
        OIIO::ImageSpec spec;
        picture->reader->set_ioproxy(&picture->proxy);
        if (!picture->reader->open(std::string("memory.") + format, spec, config)) {
            say(message, picture->reader->geterror());
            return false;
        }
        describe(picture->reader->spec(), *header);
        *out = picture.release();
        return true;
    });
}

int readRows(void* handle, int firstRow, int rows, std::uint8_t* out, EsekRasterMessage* message) {
    return guardedCall(message, [&] {
        OIIO::ImageInput& reader = *static_cast<Picture*>(handle)->reader;
        const OIIO::ImageSpec& spec = reader.spec();
        const std::size_t stride =
            static_cast<std::size_t>(spec.width) * static_cast<std::size_t>(spec.nchannels);
        const int begin = spec.y + firstRow;
        bool ok = true;
        if (spec.tile_width > 0) {
            ok = reader.read_tiles(0, 0, spec.x, spec.x + spec.width, begin, begin + rows, spec.z, spec.z + 1,
                                   0, spec.nchannels, OIIO::TypeDesc::UINT8, out);
        } else {
            // Row by row: read_scanlines() decodes whole strips and keeps it to itself when data were
            // missing.
            for (int i = 0; ok && i < rows; ++i, out += stride)
                ok = reader.read_scanline(begin + i, spec.z, OIIO::TypeDesc::UINT8, out);
        }
        if (!ok)
            say(message, reader.geterror());
        return ok;
    });
}

void closePicture(void* handle) {
    delete static_cast<Picture*>(handle);
}

} // namespace

#ifdef _WIN32
#define ESEK_EXPORT __declspec(dllexport)
#else
#define ESEK_EXPORT __attribute__((visibility("default")))
#endif

extern "C" ESEK_EXPORT const EsekRasterApi* esekRasterApi();

const EsekRasterApi* esekRasterApi() {
    static constexpr EsekRasterApi kApi{kEsekRasterVersion, openPicture, readRows, closePicture};
    return &kApi;
}
