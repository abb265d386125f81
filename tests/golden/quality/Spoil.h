#pragma once
// Spoils a good portrait in one known way, with parameters drawn from a seed: the expected finding is known
// by construction. Sizes are in units of the head, so that a fault looks alike in a small and a large file.
#include "base/Rng.h"
#include "imaging/Crop.h"
#include "imaging/Encode.h"
#include "imaging/Image.h"
#include "quality/QualityReport.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <string>
#include <vector>

namespace esek::golden {

using imaging::Image;

class Dice {
  public:
    explicit Dice(std::uint64_t seed) : m_rng(seed) {}
    double between(double a, double b) {
        return a + (b - a) * static_cast<double>(m_rng.next() >> 11) * 0x1p-53;
    }
    int pick(int n) { return static_cast<int>(between(0, n)) % n; }

  private:
    SeededRng m_rng;
};

/// A good portrait and where its head is.
struct Base {
    Image image;
    quality::FaceBox face;
    quality::HeadBox head;
};

inline Image blank(int w, int h, std::array<int, 3> rgb) {
    Image out{w, h, {}};
    out.rgb.resize(static_cast<std::size_t>(w) * static_cast<std::size_t>(h) * 3);
    for (std::size_t i = 0; i < out.rgb.size(); ++i)
        out.rgb[i] = static_cast<std::uint8_t>(rgb[i % 3]);
    return out;
}

inline std::size_t at(const Image& m, int x, int y) {
    return 3 *
           (static_cast<std::size_t>(y) * static_cast<std::size_t>(m.width) + static_cast<std::size_t>(x));
}

inline Image eachValue(Image m, const std::function<double(double)>& f) {
    std::array<std::uint8_t, 256> table{};
    for (int i = 0; i < 256; ++i)
        table[static_cast<std::size_t>(i)] =
            static_cast<std::uint8_t>(std::clamp(std::lround(f(i)), 0L, 255L));
    for (auto& v : m.rgb)
        v = table[v];
    return m;
}

inline Image cut(const Image& m, int x, int y, int w, int h) {
    Image out = blank(w, h, {0, 0, 0});
    for (int row = 0; row < h; ++row)
        std::copy_n(m.rgb.begin() + static_cast<std::ptrdiff_t>(at(m, x, y + row)), 3 * w,
                    out.rgb.begin() + static_cast<std::ptrdiff_t>(at(out, 0, row)));
    return out;
}

inline void paste(Image& to, const Image& m, int x, int y) {
    for (int row = 0; row < m.height; ++row)
        std::copy_n(m.rgb.begin() + static_cast<std::ptrdiff_t>(at(m, 0, row)), 3 * m.width,
                    to.rgb.begin() + static_cast<std::ptrdiff_t>(at(to, x, y + row)));
}

inline Image resized(const Image& m, int w, int h) {
    return imaging::crop(m, {}, std::max(16, w), std::max(16, h)).value();
}

inline Image turned(const Image& m, int quarters) {
    domain::CropParams p;
    p.quarterTurns = quarters;
    return imaging::crop(m, p, quarters % 2 == 0 ? m.width : m.height, quarters % 2 == 0 ? m.height : m.width)
        .value();
}

/// One pass of a running mean along rows or columns; three make nearly a Gaussian.
inline Image mean(const Image& m, int radius, bool alongRows) {
    Image out = m;
    const int n = alongRows ? m.width : m.height, lines = alongRows ? m.height : m.width;
    for (int line = 0; line < lines; ++line)
        for (int c = 0; c < 3; ++c) {
            const auto value = [&](int i) -> int {
                i = std::clamp(i, 0, n - 1);
                return m.rgb[(alongRows ? at(m, i, line) : at(m, line, i)) + static_cast<std::size_t>(c)];
            };
            int sum = 0;
            for (int i = -radius; i <= radius; ++i)
                sum += value(i);
            for (int i = 0; i < n; ++i) {
                out.rgb[(alongRows ? at(m, i, line) : at(m, line, i)) + static_cast<std::size_t>(c)] =
                    static_cast<std::uint8_t>(sum / (2 * radius + 1));
                sum += value(i + radius + 1) - value(i - radius);
            }
        }
    return out;
}

inline Image blurred(Image m, double sigma) {
    // Three boxes of width w have the variance (w^2 - 1) / 4.
    const int radius = std::max(1, static_cast<int>(std::lround((std::sqrt(4 * sigma * sigma + 1) - 1) / 2)));
    for (int i = 0; i < 3; ++i)
        m = mean(mean(m, radius, true), radius, false);
    return m;
}

inline std::vector<std::uint8_t> jpeg(const Image& m, int quality = 92) {
    return imaging::encodeJpeg(m, quality, 300).value();
}

/// A kind of fault: the reason that a check must name.
struct Kind {
    std::string name;
    std::string reason;
    std::function<std::vector<std::uint8_t>(const Base&, const Base& other, Dice&)> make;
};

inline std::vector<Kind> kinds() {
    const auto headPixels = [](const Base& b) { return b.head.h * b.image.height; };
    return {
        {"base", "", [](const Base& b, const Base&, Dice&) { return jpeg(b.image); }},
        {"two faces", "several_people",
         [](const Base& b, const Base& o, Dice&) {
             const Image left = resized(b.image, 400 * b.image.width / b.image.height, 400);
             const Image right = resized(o.image, 400 * o.image.width / o.image.height, 400);
             Image both = blank(left.width + right.width, 400, {0, 0, 0});
             paste(both, left, 0, 0);
             paste(both, right, left.width, 0);
             return jpeg(both);
         }},
        {"no face", "no_face",
         [](const Base& b, const Base&, Dice& d) {
             const int chin = static_cast<int>((b.head.y + b.head.h * 1.12) * b.image.height);
             const int left = b.image.height - chin;
             if (left > 60 && d.pick(2) == 0) // clothes only
                 return jpeg(cut(b.image, 0, chin, b.image.width, left));
             return jpeg(blurred(b.image, d.between(0.09, 0.13) * b.head.h * b.image.height));
         }},
        {"sideways", "sideways",
         [](const Base& b, const Base&, Dice& d) { return jpeg(turned(b.image, d.pick(2) == 0 ? 1 : 3)); }},
        {"upside down", "sideways",
         [](const Base& b, const Base&, Dice&) { return jpeg(turned(b.image, 2)); }},
        {"dark", "too_dark",
         [](const Base& b, const Base&, Dice& d) {
             const double gain = d.between(0.12, 0.35);
             return jpeg(eachValue(b.image, [&](double v) { return v * gain; }));
         }},
        {"overexposed", "overexposed",
         [](const Base& b, const Base&, Dice& d) {
             // So much that the face itself burns: its brighter half reaches white.
             double sum = 0;
             int n = 0;
             const auto& f = b.face;
             for (int y = static_cast<int>((f.y + 0.1 * f.h) * b.image.height);
                  y < (f.y + 0.9 * f.h) * b.image.height; ++y)
                 for (int x = static_cast<int>((f.x + 0.2 * f.w) * b.image.width);
                      x < (f.x + 0.8 * f.w) * b.image.width; ++x, ++n)
                     if (x >= 0 && y >= 0 && x < b.image.width && y < b.image.height) {
                         const auto i = at(b.image, x, y);
                         sum +=
                             0.299 * b.image.rgb[i] + 0.587 * b.image.rgb[i + 1] + 0.114 * b.image.rgb[i + 2];
                     }
             const double gain = 255 / std::max(20.0, sum / std::max(1, n)) * d.between(1.0, 1.4);
             return jpeg(eachValue(b.image, [&](double v) { return v * gain; }));
         }},
        {"blurred", "blurred",
         [=](const Base& b, const Base&, Dice& d) {
             return jpeg(blurred(b.image, d.between(0.014, 0.03) * headPixels(b)));
         }},
        {"motion", "blurred",
         [=](const Base& b, const Base&, Dice& d) {
             const int radius = std::max(2, static_cast<int>(d.between(0.025, 0.05) * headPixels(b)));
             return jpeg(mean(b.image, radius, d.pick(2) == 0));
         }},
        {"tiny", "too_small",
         [](const Base& b, const Base&, Dice& d) {
             const double s = d.between(64, 140) / std::max(b.image.width, b.image.height);
             return jpeg(
                 resized(b.image, static_cast<int>(b.image.width * s), static_cast<int>(b.image.height * s)));
         }},
        {"upscaled", "blurred",
         [=](const Base& b, const Base&, Dice& d) {
             const double s = d.between(30, 60) / headPixels(b); // the head had so few pixels
             const Image small =
                 resized(b.image, static_cast<int>(b.image.width * s), static_cast<int>(b.image.height * s));
             return jpeg(resized(small, b.image.width, b.image.height));
         }},
        {"greyscale", "greyscale",
         [](const Base& b, const Base&, Dice&) {
             Image m = b.image;
             for (std::size_t i = 0; i + 2 < m.rgb.size(); i += 3) {
                 const auto v = static_cast<std::uint8_t>(
                     std::lround(0.299 * m.rgb[i] + 0.587 * m.rgb[i + 1] + 0.114 * m.rgb[i + 2]));
                 m.rgb[i] = m.rgb[i + 1] = m.rgb[i + 2] = v;
             }
             return jpeg(m);
         }},
        {"low contrast", "low_contrast",
         [](const Base& b, const Base&, Dice& d) {
             const double gain = d.between(0.12, 0.30), level = d.between(110, 160);
             return jpeg(eachValue(b.image, [&](double v) { return level + (v - 128) * gain; }));
         }},
        {"head cut", "head_cut",
         [](const Base& b, const Base&, Dice& d) {
             const int w = b.image.width, h = b.image.height;
             const int crown = static_cast<int>(b.head.y * h), head = static_cast<int>(b.head.h * h);
             const int face = static_cast<int>(b.face.w * w);
             switch (d.pick(3)) {
             case 0: { // from above, through the hair or the forehead
                 const int y = std::max(0, crown) + static_cast<int>(d.between(0.18, 0.35) * head);
                 return jpeg(cut(b.image, 0, y, w, h - y));
             }
             case 1: // from below, through the mouth or the nose
                 return jpeg(cut(b.image, 0, 0, w,
                                 std::clamp(crown + static_cast<int>(d.between(0.65, 0.88) * head), 32, h)));
             default: { // from the side
                 const int x = std::max(0, static_cast<int>(b.face.x * w)) +
                               static_cast<int>(d.between(0.2, 0.4) * face);
                 return jpeg(cut(b.image, x, 0, w - x, h));
             }
             }
         }},
        {"small face", "face_too_small",
         [](const Base& b, const Base&, Dice& d) {
             const double s = d.between(0.10, 0.22) / b.head.h; // share of the head in the new picture
             const int w = std::max(560, b.image.width), h = w;
             Image out = blank(w, h, {b.image.rgb[0], b.image.rgb[1], b.image.rgb[2]});
             const Image small = resized(b.image, static_cast<int>(h * s * b.image.width / b.image.height),
                                         static_cast<int>(h * s));
             if (small.width >= w || small.height >= h)
                 return jpeg(out);
             paste(out, small, d.pick(w - small.width), h - small.height);
             return jpeg(out);
         }},
        {"eyes covered", "eyes_not_visible",
         [](const Base& b, const Base&, Dice& d) {
             Image m = b.image;
             const double eye = (b.face.leftEye.y + b.face.rightEye.y) / 2 * m.height;
             const double half = d.between(0.09, 0.14) * b.face.h * m.height;
             for (int y = std::max(0, static_cast<int>(eye - half));
                  y < std::min<double>(m.height, eye + half); ++y)
                 for (int x = std::max(0, static_cast<int>(b.face.x * m.width));
                      x < std::min<double>(m.width, (b.face.x + b.face.w) * m.width); ++x)
                     std::fill_n(m.rgb.begin() + static_cast<std::ptrdiff_t>(at(m, x, y)), 3,
                                 std::uint8_t{8});
             return jpeg(m);
         }},
        {"dark glasses", "dark_glasses",
         [](const Base& b, const Base&, Dice& d) {
             Image m = b.image;
             const double apart = std::hypot((b.face.rightEye.x - b.face.leftEye.x) * m.width,
                                             (b.face.rightEye.y - b.face.leftEye.y) * m.height);
             const double rx = apart * 0.42, ry = apart * d.between(0.30, 0.38);
             const int tone = static_cast<int>(d.between(4, 22));
             for (const auto& e : {b.face.leftEye, b.face.rightEye})
                 for (int y = 0; y < m.height; ++y)
                     for (int x = 0; x < m.width; ++x)
                         if (std::pow((x - e.x * m.width) / rx, 2) + std::pow((y - e.y * m.height) / ry, 2) <
                             1)
                             std::fill_n(m.rgb.begin() + static_cast<std::ptrdiff_t>(at(m, x, y)), 3,
                                         static_cast<std::uint8_t>(tone + (y & 7)));
             return jpeg(m);
         }},
        {"compressed", "compression",
         [](const Base& b, const Base&, Dice& d) {
             return jpeg(b.image, static_cast<int>(d.between(3, 9)));
         }},
        {"tilted", "not_frontal",
         [](const Base& b, const Base&, Dice& d) {
             domain::CropParams p;
             p.fineDegrees = d.between(11, 15) * (b.face.rollDegrees < 0 ? -1 : 1); // on top of its own
             return jpeg(imaging::crop(b.image, p, b.image.width, b.image.height).value());
         }},
    };
}

} // namespace esek::golden
