#include "demo/Spoil.h"

#include "demo/Png.h"
#include "demo/paint/Noise.h"
#include "demo/paint/Rgb.h"
#include "imaging/Encode.h"

#include <array>

namespace esek::demo {

using imaging::Image;

namespace {

constexpr int kQuality = 90;
constexpr int kDpi = 300;

struct SpoilName {
    Spoil spoil;
    std::string_view name;
};
constexpr std::array<SpoilName, 16> kNames{{
    {Spoil::none, "none"},
    {Spoil::dark, "dark"},
    {Spoil::overexposed, "overexposed"},
    {Spoil::blurred, "blurred"},
    {Spoil::tiny, "tiny"},
    {Spoil::greyscale, "greyscale"},
    {Spoil::exifSideways, "exifSideways"},
    {Spoil::sideways, "sideways"},
    {Spoil::twoPersons, "twoPersons"},
    {Spoil::noFace, "noFace"},
    {Spoil::busyBackground, "busyBackground"},
    {Spoil::cutOff, "cutOff"},
    {Spoil::lowContrast, "lowContrast"},
    {Spoil::pngNamedJpg, "pngNamedJpg"},
    {Spoil::truncated, "truncated"},
    {Spoil::onePixel, "onePixel"},
}};

Image blank(int width, int height) {
    Image image;
    image.width = width;
    image.height = height;
    image.rgb.resize(static_cast<std::size_t>(width) * height * 3);
    return image;
}

std::uint8_t* pixel(Image& image, int x, int y) {
    return &image.rgb[(static_cast<std::size_t>(y) * image.width + x) * 3];
}
const std::uint8_t* pixel(const Image& image, int x, int y) {
    return &image.rgb[(static_cast<std::size_t>(y) * image.width + x) * 3];
}

template <class Curve>
Image mapped(Image image, Curve&& curve) {
    std::array<std::uint8_t, 256> table{};
    for (int i = 0; i < 256; ++i)
        table[i] = static_cast<std::uint8_t>(clamp01(curve(static_cast<float>(i) / 255.0f)) * 255.0f + 0.5f);
    for (std::uint8_t& v : image.rgb)
        v = table[v];
    return image;
}

/// Mean over 2 * radius + 1 pixels along one axis; three passes come close to a Gaussian.
Image boxBlurred(const Image& in, int radius, bool horizontal) {
    Image out = blank(in.width, in.height);
    const int length = horizontal ? in.width : in.height;
    const int lines = horizontal ? in.height : in.width;
    const auto at = [&](int line, int i) { return horizontal ? pixel(in, i, line) : pixel(in, line, i); };
    for (int line = 0; line < lines; ++line)
        for (int channel = 0; channel < 3; ++channel) {
            int sum = 0;
            for (int i = -radius; i <= radius; ++i)
                sum += at(line, std::clamp(i, 0, length - 1))[channel];
            for (int i = 0; i < length; ++i) {
                std::uint8_t* to = horizontal ? pixel(out, i, line) : pixel(out, line, i);
                to[channel] = static_cast<std::uint8_t>(sum / (2 * radius + 1));
                sum += at(line, std::min(i + radius + 1, length - 1))[channel];
                sum -= at(line, std::max(i - radius, 0))[channel];
            }
        }
    return out;
}

/// An APP1 segment that says how the camera was held. TIFF 6.0, Exif 2.3: one IFD with one entry.
std::vector<std::uint8_t> withOrientation(const std::vector<std::uint8_t>& jpeg, std::uint8_t orientation) {
    const std::vector<std::uint8_t> segment{
        0xff, 0xe1, 0,    34,   'E', 'x', 'i', 'f', 0, 0, // marker, length, kind
        'M',  'M',  0,    42,   0,   0,   0,   8,         // big-endian TIFF, first IFD at 8
        0,    1,    0x01, 0x12, 0,   3,   0,   0,   0, 1, 0, orientation, 0, 0, // Orientation, SHORT, 1 value
        0,    0,    0,    0};                                                   // no further IFD
    std::vector<std::uint8_t> out(jpeg.begin(), jpeg.begin() + 2);
    out.insert(out.end(), segment.begin(), segment.end());
    out.insert(out.end(), jpeg.begin() + 2, jpeg.end());
    return out;
}

} // namespace

std::string_view name(Spoil spoil) {
    for (const SpoilName& row : kNames)
        if (row.spoil == spoil)
            return row.name;
    return {};
}

const std::vector<Spoil>& allSpoils() {
    static const auto list = [] {
        std::vector<Spoil> out;
        for (const SpoilName& row : kNames)
            out.push_back(row.spoil);
        return out;
    }();
    return list;
}

Image darker(Image image) {
    return mapped(std::move(image), [](float v) { return 0.24f * v * (0.5f + 0.5f * v); });
}

Image overexposed(Image image) {
    return mapped(std::move(image), [](float v) { return 1.75f * v + 0.12f; });
}

Image lowContrast(Image image) {
    return mapped(std::move(image), [](float v) { return 0.56f + 0.16f * v; });
}

Image blurred(const Image& image, int radius) {
    Image out = image;
    for (int pass = 0; pass < 3; ++pass)
        out = boxBlurred(boxBlurred(out, radius, true), radius, false);
    return out;
}

Image grey(Image image) {
    for (std::size_t i = 0; i + 2 < image.rgb.size(); i += 3) {
        const int sum = 299 * image.rgb[i] + 587 * image.rgb[i + 1] + 114 * image.rgb[i + 2];
        image.rgb[i] = image.rgb[i + 1] = image.rgb[i + 2] = static_cast<std::uint8_t>(sum / 1000);
    }
    return image;
}

Image turned(const Image& image) {
    Image out = blank(image.height, image.width);
    for (int y = 0; y < out.height; ++y)
        for (int x = 0; x < out.width; ++x)
            std::copy_n(pixel(image, image.width - 1 - y, x), 3, pixel(out, x, y));
    return out;
}

Image cropped(const Image& image, int left, int top, int width, int height) {
    Image out = blank(width, height);
    for (int y = 0; y < height; ++y)
        std::copy_n(pixel(image, left, top + y), static_cast<std::size_t>(width) * 3, pixel(out, 0, y));
    return out;
}

Image shrunk(const Image& image, int factor) {
    Image out = blank(std::max(1, image.width / factor), std::max(1, image.height / factor));
    for (int y = 0; y < out.height; ++y)
        for (int x = 0; x < out.width; ++x)
            for (int channel = 0; channel < 3; ++channel) {
                int sum = 0;
                for (int k = 0; k < factor * factor; ++k)
                    sum += pixel(image, x * factor + k % factor, y * factor + k / factor)[channel];
                pixel(out, x, y)[channel] = static_cast<std::uint8_t>(sum / (factor * factor));
            }
    return out;
}

Image sideBySide(const Image& left, const Image& right) {
    Image out = blank(left.width + right.width, std::min(left.height, right.height));
    for (int y = 0; y < out.height; ++y) {
        std::copy_n(pixel(left, 0, y), static_cast<std::size_t>(left.width) * 3, pixel(out, 0, y));
        std::copy_n(pixel(right, 0, y), static_cast<std::size_t>(right.width) * 3, pixel(out, left.width, y));
    }
    return out;
}

Image hills(int width, int height) {
    Image out = blank(width, height);
    for (int y = 0; y < height; ++y)
        for (int x = 0; x < width; ++x) {
            const float u = static_cast<float>(x) / static_cast<float>(width);
            const float v = static_cast<float>(y) / static_cast<float>(height);
            Rgb c = mix(Rgb{0.45f, 0.65f, 0.9f}, Rgb{0.95f, 0.9f, 0.82f}, smoothStep(0, 0.55f, v));
            c = mix(c, {1, 1, 1},
                    0.7f * smoothStep(0.55f, 0.8f, cloud(u * 6 + 3, v * 16)) * smoothStep(0.5f, 0.2f, v));
            for (int ridge = 0; ridge < 4; ++ridge) {
                const float depth = static_cast<float>(ridge) / 3;
                const float line =
                    0.45f + 0.16f * depth + 0.13f * (cloud(u * (3 + 2 * depth) + 20 * depth, 7) - 0.5f);
                const Rgb near = mix(Rgb{0.5f, 0.6f, 0.7f}, Rgb{0.22f, 0.36f, 0.16f}, depth);
                const float grass = 0.8f + 0.4f * noise(u * 120, v * 240) * depth;
                c = mix(c, near * grass, smoothStep(line - 0.003f, line + 0.003f, v));
            }
            std::uint8_t* to = pixel(out, x, y);
            to[0] = static_cast<std::uint8_t>(clamp01(c.r) * 255);
            to[1] = static_cast<std::uint8_t>(clamp01(c.g) * 255);
            to[2] = static_cast<std::uint8_t>(clamp01(c.b) * 255);
        }
    return out;
}

Result<std::vector<std::uint8_t>> spoiledFile(const Image& image, Spoil spoil, const Image& second) {
    const auto jpeg = [](const Image& picture) { return imaging::encodeJpeg(picture, kQuality, kDpi); };
    const int w = image.width;
    const int h = image.height;
    switch (spoil) {
    case Spoil::dark:
        return jpeg(darker(image));
    case Spoil::overexposed:
        return jpeg(overexposed(image));
    case Spoil::blurred:
        return jpeg(blurred(image, std::max(3, w / 80)));
    case Spoil::tiny:
        return jpeg(shrunk(image, std::max(2, w / 150)));
    case Spoil::greyscale:
        return jpeg(grey(image));
    case Spoil::lowContrast:
        return jpeg(lowContrast(image));
    case Spoil::sideways:
        return jpeg(turned(image));
    case Spoil::twoPersons:
        return jpeg(sideBySide(image, second));
    case Spoil::noFace:
        return jpeg(hills(h, w));
    case Spoil::cutOff:
        return jpeg(cropped(image, 0, h * 9 / 25, w, h - h * 9 / 25));
    case Spoil::pngNamedJpg:
        return encodePng(image);
    case Spoil::onePixel:
        return jpeg(cropped(image, w / 2, h / 2, 1, 1));
    case Spoil::exifSideways: {
        auto bytes = jpeg(turned(image));
        if (!bytes)
            return bytes;
        constexpr std::uint8_t kTurnClockwise = 6;
        return withOrientation(*bytes, kTurnClockwise);
    }
    case Spoil::truncated: {
        auto bytes = jpeg(image);
        if (bytes)
            bytes->resize(bytes->size() * 3 / 5);
        return bytes;
    }
    case Spoil::none:
    case Spoil::busyBackground:
        break; // painted so
    }
    return jpeg(image);
}

} // namespace esek::demo
