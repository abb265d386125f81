#pragma once
// Faults of the whole picture: colours, noise, a file saved again, borders, the shadow of a flash, a crowd.
#include "golden/quality/Canvas.h"

namespace esek::golden {

template <class Function>
cv::Mat eachPixel(const cv::Mat& rgb, const Function& f) {
    cv::Mat out = rgb.clone();
    for (int y = 0; y < out.rows; ++y)
        for (int x = 0; x < out.cols; ++x) {
            auto& v = out.at<cv::Vec3b>(y, x);
            const cv::Vec3d w = f(cv::Vec3d(v[0], v[1], v[2]));
            for (int c = 0; c < 3; ++c)
                v[c] = cv::saturate_cast<std::uint8_t>(w[c]);
        }
    return out;
}

/// A lamp of the wrong colour, or the filter of an application.
inline cv::Mat withCast(const Canvas& c, Dice& d) {
    const double s = d.between(0.8, 1.3);
    static const std::vector<cv::Vec3d> kCasts{{0.22, 0.04, -0.45},  {-0.35, -0.02, 0.22},
                                               {-0.18, 0.18, -0.15}, {0.15, -0.22, 0.15},
                                               {0.28, -0.12, -0.18}, {-0.30, 0.10, 0.05}};
    const cv::Vec3d cast = kCasts[static_cast<std::size_t>(d.pick(6))] * s;
    return eachPixel(c.rgb, [&](cv::Vec3d v) {
        return cv::Vec3d(v[0] * std::exp(cast[0]), v[1] * std::exp(cast[1]), v[2] * std::exp(cast[2]));
    });
}

inline cv::Mat withSepia(const Canvas& c, Dice& d) {
    const double blend = d.between(0.75, 1);
    const cv::Vec3d tone =
        d.pick(3) == 0 ? cv::Vec3d(d.between(0.85, 1), 0.95, d.between(0.95, 1.15))
                       : cv::Vec3d(d.between(1.05, 1.25), d.between(0.96, 1.04), d.between(0.6, 0.85));
    return eachPixel(c.rgb, [&](cv::Vec3d v) {
        const double l = 0.299 * v[0] + 0.587 * v[1] + 0.114 * v[2];
        return v * (1 - blend) + tone * (l * blend);
    });
}

/// Strongly compressed once and then saved well, as messengers and editors leave it.
inline std::vector<std::uint8_t> savedAgain(const Canvas& c, Dice& d) {
    const auto poor = jpegOf(c.rgb, static_cast<int>(d.between(5, 18)));
    const Image image = imaging::decode(poor, "photo.jpg").value();
    return imaging::encodeJpeg(image, static_cast<int>(d.between(88, 96)), 300).value();
}

inline cv::Mat withNoise(const Canvas& c, Dice& d) {
    const double sigma = d.between(14, 40), colour = d.between(0.2, 1);
    cv::Mat out = c.rgb.clone();
    const auto bell = [&] { return (d.between(-1, 1) + d.between(-1, 1) + d.between(-1, 1)); }; // variance 1
    for (int y = 0; y < out.rows; ++y)
        for (int x = 0; x < out.cols; ++x) {
            auto& v = out.at<cv::Vec3b>(y, x);
            const double grey = bell();
            for (int k = 0; k < 3; ++k)
                v[k] =
                    cv::saturate_cast<std::uint8_t>(v[k] + sigma * (grey * (1 - colour) + bell() * colour));
        }
    return out;
}

/// The head's hard shadow on the wall behind it.
inline cv::Mat withFlashShadow(const Canvas& c, Dice& d) {
    const double f = c.face();
    const cv::Point2d shift(d.between(0.07, 0.18) * f * (d.pick(2) == 0 ? -1 : 1),
                            d.between(-0.02, 0.12) * f);
    cv::Mat shadow;
    const cv::Matx23d move(1, 0, shift.x, 0, 1, shift.y);
    cv::warpAffine(c.person, shadow, move, c.person.size(), cv::INTER_LINEAR, cv::BORDER_REPLICATE);
    cv::threshold(shadow, shadow, 127, 255, cv::THRESH_BINARY);
    soften(shadow, d.between(0.005, 0.03) * f);
    cv::Mat free = 255 - c.person;
    cv::multiply(shadow, free, shadow, 1 / 255.0);
    cv::Mat out = c.rgb.clone();
    const double pass = d.between(0.35, 0.7);
    cover(out, shadow, 1, [&](int, int, cv::Vec3b v) { return cv::Vec3d(v[0], v[1], v[2]) * pass; });
    return out;
}

struct Framed {
    cv::Mat rgb;
    cv::Rect content;
};

/// A print with its white border, an instant picture, the screenshot of a phone.
inline Framed withBands(const Canvas& c, Dice& d) {
    const int w = c.rgb.cols, h = c.rgb.rows;
    int left = 0, right = 0, top = 0, bottom = 0;
    const int kind = d.pick(3);
    if (kind == 0) {
        left = right = top = bottom = cvRound(d.between(0.03, 0.1) * w);
        if (d.pick(3) == 0)
            bottom *= 3;
    } else if (kind == 1) {
        top = cvRound(d.between(0.1, 0.4) * h), bottom = cvRound(d.between(0.1, 0.4) * h);
    } else {
        left = right = cvRound(d.between(0.1, 0.3) * w);
    }
    static const std::vector<cv::Vec3b> kBands{{255, 255, 255}, {0, 0, 0}, {18, 18, 20}, {245, 243, 238}};
    const cv::Vec3b band = kBands[static_cast<std::size_t>(kind == 0 ? (d.pick(3) == 0 ? 1 : 0) : d.pick(4))];
    cv::Mat out(h + top + bottom, w + left + right, CV_8UC3, cv::Scalar(band[0], band[1], band[2]));
    const cv::Rect content(left, top, w, h);
    c.rgb.copyTo(out(content));
    if (kind == 1) { // the clock and the battery above, buttons below
        const cv::Scalar ink = band[0] > 127 ? cv::Scalar(40, 40, 40) : cv::Scalar(220, 220, 220);
        const int line = std::max(2, top / 8);
        cv::rectangle(out, {w / 16, top / 3, w / 8, line}, ink, cv::FILLED);
        cv::rectangle(out, {w - w / 6, top / 3, w / 9, line}, ink, cv::FILLED);
        for (int i = 0; i < 3; ++i)
            cv::circle(out, {w / 4 + i * w / 4, top + h + bottom / 2}, std::max(2, bottom / 10), ink, 2);
    }
    return {out, content};
}

/// People in rows, as on the photo of a class. Each picture is cut about its head.
inline cv::Mat crowd(const std::vector<const Canvas*>& people, Dice& d) {
    const int columns = 4 + d.pick(5), rows = 2 + d.pick(3);
    const int cell = 1400 / columns;
    cv::Mat out(rows * cell + 200, columns * cell, CV_8UC3, cv::Scalar(150, 165, 150));
    for (int r = 0; r < rows; ++r)
        for (int k = 0; k < columns; ++k) {
            const Canvas& p = *people[static_cast<std::size_t>(d.pick(static_cast<int>(people.size())))];
            cv::Rect2d about = p.head;
            about.x -= 0.4 * about.width, about.width *= 1.8;
            about.y -= 0.25 * about.height, about.height *= 1.5;
            const cv::Rect box = cv::Rect(about) & cv::Rect(0, 0, p.rgb.cols, p.rgb.rows);
            const double s =
                std::min<double>(cell, cell) / std::max(box.width, box.height) * d.between(0.55, 0.9);
            cv::Mat small;
            cv::resize(p.rgb(box), small, {}, s, s, cv::INTER_AREA);
            const int x = k * cell + d.pick(std::max(1, cell - small.cols)),
                      y = 100 + r * cell + d.pick(std::max(1, cell - small.rows));
            small.copyTo(out(cv::Rect(x, y, small.cols, small.rows)));
        }
    return out;
}

} // namespace esek::golden
