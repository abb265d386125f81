#pragma once
// Things over the face that were painted on a good portrait: lenses, masks, hair, hands, stickers; closed
// lids.
#include "golden/quality/Canvas.h"

namespace esek::golden {

constexpr std::initializer_list<int> kLowerOutline{93,  132, 58,  172, 136, 150, 149, 176, 148, 152,
                                                   377, 400, 378, 379, 365, 397, 288, 361, 323};

/// Light and shade of the face below, so that a cover lies on it and not before it.
inline cv::Mat shading(const Canvas& c) {
    cv::Mat luma;
    cv::cvtColor(c.rgb, luma, cv::COLOR_RGB2GRAY);
    luma.convertTo(luma, CV_32F);
    cv::GaussianBlur(luma, luma, {}, 0.06 * c.face());
    const double mean =
        std::max(10.0, cv::mean(luma(cv::Rect(c.head) & cv::Rect(0, 0, luma.cols, luma.rows)))[0]);
    luma = luma / mean * 0.6 + 0.4;
    return luma;
}

/// Surgical, cloth or dust mask from the bridge of the nose to below the chin.
inline cv::Mat withMask(const Canvas& c, Dice& d) {
    static const std::vector<cv::Vec3d> kColours{{150, 190, 215}, {236, 238, 240}, {28, 28, 32},
                                                 {120, 122, 126}, {90, 150, 120},  {225, 160, 180},
                                                 {40, 60, 120},   {160, 40, 50},   {205, 180, 150}};
    const cv::Vec3d colour = kColours[static_cast<std::size_t>(d.pick(static_cast<int>(kColours.size())))];
    const bool pattern = d.pick(4) == 0;
    const cv::Vec3d other = kColours[static_cast<std::size_t>(d.pick(static_cast<int>(kColours.size())))];
    const double f = c.face();
    std::vector<cv::Point2d> outline;
    const cv::Point2d chin = c.at(152), down = (c.at(152) - c.at(10)) / f;
    const double low = d.between(0.02, 0.07) * f;
    for (int p : kLowerOutline) {
        const cv::Point2d q = c.at(p);
        const double near = std::clamp(1 - cv::norm(q - chin) / (0.6 * f), 0.0, 1.0);
        outline.push_back(q + down * (low * near));
    }
    const double bridge = d.between(0, 1); // between the tip's root and the upper bridge
    const cv::Point2d top = c.at(195) * (1 - bridge) + c.at(197) * bridge;
    outline.push_back((c.at(323) + c.at(454)) / 2);
    outline.push_back(c.at(347) * 0.7 + c.at(330) * 0.3);
    outline.push_back(top + (c.at(347) - top) * 0.3);
    outline.push_back(top);
    outline.push_back(top + (c.at(118) - top) * 0.3);
    outline.push_back(c.at(118) * 0.7 + c.at(101) * 0.3);
    outline.push_back((c.at(93) + c.at(234)) / 2);
    cv::Mat shape = emptyMask(c);
    addPolygon(shape, outline);
    addStroke(shape, c.at(93), c.at(234) + (c.at(234) - c.at(454)) * 0.02, 0.012 * f);
    addStroke(shape, c.at(323), c.at(454) + (c.at(454) - c.at(234)) * 0.02, 0.012 * f);
    soften(shape, 0.004 * f);
    const cv::Mat light = shading(c), cloth = grain(c.rgb.size(), d, 0.006 * f, 0.003 * f, 3);
    const double pleats = d.pick(2) == 0 ? d.between(0.08, 0.12) * f : 0, dots = d.between(0.04, 0.09) * f;
    cv::Mat out = c.rgb.clone();
    cover(out, shape, 1, [&](int x, int y, cv::Vec3b) {
        const double pleat = pleats > 0 && std::fmod(y, pleats) < 0.015 * f ? 0.86 : 1;
        const bool spot = pattern && std::sin(x / dots * 6.28) * std::sin(y / dots * 6.28) > 0.35;
        return (spot ? other : colour) * static_cast<double>(light.at<float>(y, x)) * pleat +
               cv::Vec3d::all(cloth.at<float>(y, x));
    });
    return out;
}

enum class Lens { black, green, gradient, mirror, tint, clear };

inline cv::Mat withGlasses(const Canvas& c, Dice& d, Lens kind) {
    const double apart = c.eyesApart(), rx = apart * d.between(0.36, 0.45),
                 ry = apart * d.between(0.25, 0.38);
    const double turn = c.degrees();
    const cv::Point2d down = (c.at(152) - c.at(10)) / c.face();
    cv::Mat lens = emptyMask(c), frame = emptyMask(c);
    const bool boxy = d.pick(2) == 0;
    const double rim = std::max(1.0, apart * d.between(0.015, 0.06));
    for (const cv::Point2d eye : {c.leftEye(), c.rightEye()}) {
        const cv::Point2d middle = eye + down * (0.08 * ry / 0.3);
        std::vector<cv::Point2d> outline;
        for (int i = 0; i < 60; ++i) {
            const double t = i * CV_PI / 30, power = boxy ? 0.55 : 0.9;
            const double u = rx * std::copysign(std::pow(std::abs(std::cos(t)), power), std::cos(t));
            const double v = ry * std::copysign(std::pow(std::abs(std::sin(t)), power), std::sin(t));
            const double a = turn * CV_PI / 180;
            outline.push_back(
                middle + cv::Point2d(u * std::cos(a) - v * std::sin(a), u * std::sin(a) + v * std::cos(a)));
        }
        addPolygon(lens, outline);
        for (std::size_t i = 0; i < outline.size(); ++i)
            addStroke(frame, outline[i], outline[(i + 1) % outline.size()], rim);
    }
    const cv::Point2d along = (c.rightEye() - c.leftEye()) / apart;
    addStroke(frame, c.leftEye() + along * rx, c.rightEye() - along * rx, rim);
    addStroke(frame, c.leftEye() - along * rx, c.at(127), rim);
    addStroke(frame, c.rightEye() + along * rx, c.at(356), rim);
    soften(lens, 0.004 * apart);
    soften(frame, 0.004 * apart);
    cv::Mat out = c.rgb.clone();
    const double eyeLine = (c.leftEye().y + c.rightEye().y) / 2;
    static const std::vector<cv::Vec3d> kTints{{0.50, 0.36, 0.22}, {0.30, 0.42, 0.62}, {0.62, 0.36, 0.42},
                                               {0.66, 0.56, 0.20}, {0.36, 0.36, 0.38}, {0.46, 0.30, 0.52}};
    static const std::vector<cv::Vec3d> kMirrors{{70, 110, 190}, {210, 120, 50}, {190, 195, 200},
                                                 {60, 160, 120}, {170, 80, 150}, {215, 180, 70}};
    const cv::Vec3d tint = kTints[static_cast<std::size_t>(d.pick(6))];
    const cv::Vec3d mirror = kMirrors[static_cast<std::size_t>(d.pick(6))];
    const double depth = d.between(0, 1);
    cover(out, lens, 1, [&](int, int y, cv::Vec3b v) -> cv::Vec3d {
        const double row = std::clamp((y - eyeLine) / (2 * ry) + 0.5, 0.0, 1.0); // 0 at the top of the lens
        const cv::Vec3d below(v[0], v[1], v[2]);
        switch (kind) {
        case Lens::black:
            return below * (0.02 + 0.10 * depth) + cv::Vec3d::all(6);
        case Lens::green:
            return {below[0] * (0.16 + 0.12 * depth), below[1] * (0.26 + 0.14 * depth),
                    below[2] * (0.18 + 0.10 * depth)};
        case Lens::gradient: {
            const double pass = 0.10 + 0.08 * depth + (0.55 + 0.25 * depth) * row * row;
            return below.mul(cv::Vec3d(pass, pass * 0.96, pass * 0.92)) + cv::Vec3d::all(4);
        }
        case Lens::mirror:
            return mirror * (0.65 + 0.5 * row) + below * 0.08 + cv::Vec3d::all(row < 0.35 ? 18 : 0);
        case Lens::tint:
            return below.mul(tint + cv::Vec3d::all(0.12 * depth));
        case Lens::clear:
            return below * 0.97 + cv::Vec3d::all(row < 0.2 ? 8 : 3);
        }
        return below;
    });
    const cv::Vec3d metal = d.pick(2) == 0 ? cv::Vec3d(25, 22, 24) : cv::Vec3d(120, 90, 60);
    cover(out, frame, 0.95, [&](int, int, cv::Vec3b) { return metal; });
    return out;
}

/// The skin of the upper lid is drawn down to the lower one, with the line of the lashes.
inline cv::Mat withClosedEyes(const Canvas& c, Dice& d) {
    struct Eye {
        std::initializer_list<int> upper, lower; // outer corner to inner corner
    };
    static const std::array<Eye, 2> kEyes{
        Eye{{33, 246, 161, 160, 159, 158, 157, 173, 133}, {33, 7, 163, 144, 145, 153, 154, 155, 133}},
        Eye{{362, 398, 384, 385, 386, 387, 388, 466, 263}, {362, 382, 381, 380, 374, 373, 390, 249, 263}}};
    cv::Mat out = c.rgb.clone();
    const double lash = d.between(0.3, 1.0);
    for (const Eye& eye : kEyes) {
        std::vector<cv::Point2d> up, low;
        for (int p : eye.upper)
            up.push_back(c.at(p));
        for (int p : eye.lower)
            low.push_back(c.at(p));
        const double width = cv::norm(up.front() - up.back());
        const auto lineAt = [](const std::vector<cv::Point2d>& line, double x) {
            for (std::size_t i = 0; i + 1 < line.size(); ++i)
                if ((line[i].x <= x && x <= line[i + 1].x) || (line[i + 1].x <= x && x <= line[i].x)) {
                    const double t = (x - line[i].x) / (line[i + 1].x - line[i].x + 1e-9);
                    return line[i].y * (1 - t) + line[i + 1].y * t;
                }
            return x < std::min(line.front().x, line.back().x) ? line.front().y : line.back().y;
        };
        cv::Mat lid = out.clone(), shape = emptyMask(c), line = emptyMask(c);
        const double margin = 0.10 * width; // lashes and the edge of the lid
        const int x0 = cvFloor(std::min(up.front().x, up.back().x)),
                  x1 = cvCeil(std::max(up.front().x, up.back().x));
        for (int x = std::max(0, x0); x <= std::min(out.cols - 1, x1); ++x) {
            const double top = lineAt(up, x), bottom = lineAt(low, x);
            for (int y = std::max(0, cvFloor(top - margin));
                 y <= std::min<double>(out.rows - 1, bottom + 0.02 * width); ++y) {
                const double t = (y - (top - margin)) / std::max(1.0, bottom - top + margin);
                const int from = std::clamp(cvRound(top - margin - (1 - t) * 0.10 * width), 0, out.rows - 1);
                lid.at<cv::Vec3b>(y, x) = out.at<cv::Vec3b>(from, x);
                shape.at<std::uint8_t>(y, x) = 255;
            }
        }
        cv::GaussianBlur(lid, lid, {}, std::max(0.4, 0.02 * width));
        soften(shape, 0.02 * width);
        cover(out, shape, 1, [&](int x, int y, cv::Vec3b) { return cv::Vec3d(lid.at<cv::Vec3b>(y, x)); });
        for (std::size_t i = 0; i + 1 < low.size(); ++i)
            addStroke(line, low[i], low[i + 1], std::max(1.0, 0.035 * width));
        soften(line, 0.012 * width);
        const cv::Vec3d dark = cv::Vec3d(c.skin()) * 0.25;
        cover(out, line, 0.5 + 0.5 * lash, [&](int, int, cv::Vec3b) { return dark; });
    }
    return out;
}

/// Fringe over both eyes, or a lock over one.
inline cv::Mat withHairOverEyes(const Canvas& c, Dice& d) {
    const double f = c.face();
    const cv::Point2d down = (c.at(152) - c.at(10)) / f, across(down.y, -down.x);
    const cv::Point2d crown(c.at(10).x, c.head.y + 0.06 * c.head.height);
    cv::Vec3d hair(c.colourAt(crown, 0.03 * f));
    if (cv::norm(hair - cv::Vec3d(c.skin())) < 40) // bald or fair: any hair colour
        hair = d.pick(2) == 0 ? cv::Vec3d(45, 32, 26) : cv::Vec3d(120, 88, 52);
    const int which = d.pick(3); // both eyes, the left, the right
    const double from = which == 2 ? 0.02 : -0.5, to = which == 1 ? -0.02 : 0.5;
    cv::Mat out = c.rgb.clone();
    const int strands = 60 + d.pick(80);
    const double faceWidth = cv::norm(c.at(234) - c.at(454));
    const double reach = d.between(0.50, 0.60); // below the forehead, in faces; the eyes are at about 0.35
    for (int i = 0; i < strands; ++i) {
        const double u = d.between(from, to);
        const cv::Point2d start = c.at(10) - down * (0.12 * f) + across * (u * 0.8 * faceWidth);
        const cv::Point2d end = c.at(10) + down * (reach * f * d.between(0.85, 1.1)) +
                                across * ((u + d.between(-0.12, 0.12)) * faceWidth);
        const cv::Point2d bend = (start + end) / 2 + across * (d.between(-0.06, 0.06) * f);
        cv::Mat strand = emptyMask(c);
        cv::Point2d before = start;
        for (int s = 1; s <= 8; ++s) {
            const double t = s / 8.0;
            const cv::Point2d p = start * ((1 - t) * (1 - t)) + bend * (2 * t * (1 - t)) + end * (t * t);
            addStroke(strand, before, p, std::max(1.0, 0.028 * f * (1.2 - t)));
            before = p;
        }
        const cv::Vec3d tone = hair * d.between(0.7, 1.3);
        const cv::Rect box = cv::boundingRect(strand);
        if (box.area() == 0)
            continue;
        cv::Mat part = out(box);
        cover(part, strand(box), 0.9, [&](int, int, cv::Vec3b) { return tone; });
    }
    return out;
}

/// A hand over the mouth, a cheek with an eye, or half of the face.
inline cv::Mat withHand(const Canvas& c, Dice& d) {
    const double f = c.face();
    const cv::Point2d down = (c.at(152) - c.at(10)) / f, across(-down.y, down.x);
    const cv::Vec3d skin = cv::Vec3d(c.skin()) * d.between(0.8, 1.08);
    const int where = d.pick(3);
    const double side = d.pick(2) == 0 ? -1 : 1;
    cv::Point2d palm, fingers; // centre of the palm; direction of the fingers
    if (where == 0) {
        palm = c.at(152) + down * (0.05 * f) + across * (side * 0.12 * f);
        fingers = -down * 0.75 - across * (side * 0.5);
    } else if (where == 1) {
        palm = (side < 0 ? c.at(205) : c.at(425)) + down * (0.12 * f) + across * (side * 0.1 * f);
        fingers = -down - across * (side * 0.15);
    } else {
        palm = c.at(0) + across * (side * 0.2 * f);
        fingers = -across * side - down * 0.25;
    }
    fingers /= cv::norm(fingers);
    const cv::Point2d beside(-fingers.y, fingers.x);
    cv::Mat out = c.rgb.clone();
    const cv::Mat texture = grain(c.rgb.size(), d, 0.01 * f, 0.01 * f, 2.5), light = shading(c);
    const auto paint = [&](cv::Mat shape, double gain) {
        soften(shape, 0.006 * f);
        cv::Mat edge; // darker towards the rim, as round things are
        cv::Mat inner;
        cv::GaussianBlur(shape, inner, {}, 0.03 * f);
        cover(out, shape, 1, [&](int x, int y, cv::Vec3b) {
            const double round = 0.72 + 0.28 * inner.at<std::uint8_t>(y, x) / 255.0;
            return skin * (gain * round * (0.6 + 0.4 * static_cast<double>(light.at<float>(y, x)))) +
                   cv::Vec3d::all(texture.at<float>(y, x));
        });
    };
    cv::Mat arm = emptyMask(c);
    addStroke(arm, palm, palm - fingers * (1.2 * f), 0.34 * f);
    addEllipse(arm, palm, 0.24 * f, 0.22 * f, 0);
    paint(arm, 0.97);
    for (int i = 0; i < 4; ++i) {
        cv::Mat finger = emptyMask(c);
        const double offset = (i - 1.5) * 0.115 * f, length = (i == 0 || i == 3 ? 0.42 : 0.52) * f;
        const cv::Point2d root = palm + beside * offset;
        addStroke(finger, root, root + fingers * length + beside * (offset * 0.15), 0.11 * f);
        paint(finger, d.between(0.96, 1.04));
    }
    return out;
}

/// What an application for pictures paints on faces.
inline cv::Mat withSticker(const Canvas& c, Dice& d) {
    const double f = c.face();
    cv::Mat out = c.rgb.clone();
    const auto fill = [&](const cv::Mat& shape, cv::Vec3d colour) {
        cover(out, shape, 1, [&](int, int, cv::Vec3b) { return colour; });
    };
    const auto disc = [&](cv::Point2d centre, double rx, double ry, cv::Vec3d colour) {
        cv::Mat shape = emptyMask(c);
        addEllipse(shape, centre, rx, ry, c.degrees());
        fill(shape, colour);
    };
    switch (d.pick(3)) {
    case 0: { // a round yellow face
        const std::array spots{50, 280, 151, 0, 33, 263};
        const cv::Point2d centre = c.at(spots[static_cast<std::size_t>(d.pick(6))]);
        const double r = d.between(0.13, 0.24) * f;
        disc(centre, r, r, {250, 205, 50});
        disc(centre + cv::Point2d(-0.35 * r, -0.25 * r), 0.13 * r, 0.18 * r, {60, 40, 20});
        disc(centre + cv::Point2d(0.35 * r, -0.25 * r), 0.13 * r, 0.18 * r, {60, 40, 20});
        disc(centre + cv::Point2d(0, 0.4 * r), 0.4 * r, 0.14 * r, {120, 60, 20});
        break;
    }
    case 1: // a dog: ears, muzzle, tongue
        disc(c.at(103) + (c.at(103) - c.at(152)) * 0.12, 0.16 * f, 0.28 * f, {130, 85, 50});
        disc(c.at(332) + (c.at(332) - c.at(152)) * 0.12, 0.16 * f, 0.28 * f, {130, 85, 50});
        disc(c.at(4), 0.17 * f, 0.13 * f, {225, 200, 175});
        disc(c.at(4), 0.085 * f, 0.06 * f, {25, 20, 22});
        if (d.pick(2) == 0)
            disc(c.at(17) + (c.at(152) - c.at(10)) * 0.06, 0.07 * f, 0.12 * f, {235, 90, 110});
        break;
    default: { // hearts or stars over cheeks and forehead
        static const std::vector<cv::Vec3d> kColours{
            {235, 40, 80}, {255, 90, 180}, {90, 170, 250}, {130, 220, 90}};
        const cv::Vec3d colour = kColours[static_cast<std::size_t>(d.pick(4))];
        for (int p : {50, 280, 151}) {
            const double r = d.between(0.06, 0.10) * f;
            disc(c.at(p) + cv::Point2d(-0.5 * r, 0), 0.7 * r, 0.7 * r, colour);
            disc(c.at(p) + cv::Point2d(0.5 * r, 0), 0.7 * r, 0.7 * r, colour);
            cv::Mat tip = emptyMask(c);
            addPolygon(tip, {c.at(p) + cv::Point2d(-1.15 * r, 0.25 * r),
                             c.at(p) + cv::Point2d(1.15 * r, 0.25 * r), c.at(p) + cv::Point2d(0, 1.5 * r)});
            fill(tip, colour);
        }
    }
    }
    return out;
}

/// The light of a flash that the back of the eye sends back.
inline cv::Mat withRedEyes(const Canvas& c, Dice& d) {
    cv::Mat out = c.rgb.clone();
    const double share = d.between(0.11, 0.18), strength = d.between(0.75, 0.95);
    const cv::Vec3d red(d.between(170, 235), d.between(20, 55), d.between(25, 60));
    for (const auto& eye : {std::array{33, 133, 159, 145}, std::array{263, 362, 386, 374}}) {
        const double width = cv::norm(c.at(eye[0]) - c.at(eye[1]));
        const cv::Point2d middle = (c.at(eye[0]) + c.at(eye[1]) + c.at(eye[2]) + c.at(eye[3])) / 4;
        cv::Mat pupil = emptyMask(c), open = emptyMask(c);
        addEllipse(pupil, middle, share * width, share * width, 0);
        addPolygon(open, eye[0] == 33 ? std::vector<cv::Point2d>{c.at(33), c.at(160), c.at(159), c.at(158),
                                                                 c.at(133), c.at(153), c.at(145), c.at(144)}
                                      : std::vector<cv::Point2d>{c.at(263), c.at(387), c.at(386), c.at(385),
                                                                 c.at(362), c.at(380), c.at(374), c.at(373)});
        pupil &= open;
        soften(pupil, 0.02 * width);
        cover(out, pupil, strength, [&](int, int, cv::Vec3b) { return red; });
        cv::Mat glint = emptyMask(c);
        addEllipse(glint, middle + cv::Point2d(-0.03, -0.03) * width, 0.025 * width, 0.025 * width, 0);
        cover(out, glint, 0.9, [&](int, int, cv::Vec3b) { return cv::Vec3d(255, 240, 240); });
    }
    return out;
}

} // namespace esek::golden
