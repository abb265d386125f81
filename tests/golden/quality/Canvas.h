#pragma once
// A portrait with the points of its face, and the few ways of painting that the faults of Covers.h and
// Looks.h are made with. Lengths are in units of the face, so that a fault looks alike in a small and a large
// file.
#include "golden/quality/Spoil.h"
#include "imaging/Decode.h"
#include "quality/Analysis.h"
#include "quality/Vision.h"

#include <opencv2/imgproc.hpp>

#include <initializer_list>
#include <optional>

namespace esek::golden {

struct Canvas {
    cv::Mat rgb;                   ///< 8 bits, every pixel of the file
    std::vector<cv::Point2d> mesh; ///< MediaPipe's 468 points in these pixels
    cv::Mat person;                ///< 255 surely person
    cv::Rect2d head;               ///< crown to chin, with hair

    cv::Point2d at(int point) const { return mesh[static_cast<std::size_t>(point)]; }
    double face() const { return cv::norm(at(10) - at(152)); } ///< forehead to chin
    cv::Point2d leftEye() const { return (at(33) + at(133)) / 2; }
    cv::Point2d rightEye() const { return (at(263) + at(362)) / 2; }
    double eyesApart() const { return cv::norm(leftEye() - rightEye()); }
    double degrees() const {
        const auto d = rightEye() - leftEye();
        return std::atan2(d.y, d.x) * 180 / CV_PI;
    }
    /// Median of a disc, so that a single spot does not colour it.
    cv::Vec3b colourAt(cv::Point2d centre, double radius) const {
        std::array<std::vector<std::uint8_t>, 3> values;
        const int r = std::max(1, cvRound(radius));
        for (int y = cvRound(centre.y) - r; y <= cvRound(centre.y) + r; ++y)
            for (int x = cvRound(centre.x) - r; x <= cvRound(centre.x) + r; ++x)
                if (x >= 0 && y >= 0 && x < rgb.cols && y < rgb.rows)
                    for (int c = 0; c < 3; ++c)
                        values[static_cast<std::size_t>(c)].push_back(rgb.at<cv::Vec3b>(y, x)[c]);
        cv::Vec3b out;
        for (int c = 0; c < 3; ++c) {
            auto& v = values[static_cast<std::size_t>(c)];
            if (v.empty())
                return {90, 70, 60};
            std::nth_element(v.begin(), v.begin() + static_cast<std::ptrdiff_t>(v.size() / 2), v.end());
            out[c] = v[v.size() / 2];
        }
        return out;
    }
    cv::Vec3b skin() const { return colourAt((at(50) + at(280)) / 2, 0.02 * face()); }
};

/// The analysis of the file as it is gives the points; empty without a face.
inline std::optional<Canvas> canvasOf(const std::vector<std::uint8_t>& file, const std::string& name,
                                      quality::Analyzer& analyzer) {
    const quality::Analysis a = analyzer.run(file, name, 19.0 / 26.0);
    if (!a.portrait || a.quarterTurns != 0)
        return std::nullopt;
    const imaging::Image image = imaging::decode(file, name).value();
    Canvas c;
    c.rgb = quality::view(image).clone();
    const double up = static_cast<double>(c.rgb.cols) / a.upright.cols;
    const quality::Portrait& p = *a.portrait;
    const auto back = [&](cv::Point2d q) {
        const cv::Vec2d v = p.toPicture * cv::Vec3d(q.x, q.y, 1);
        return cv::Point2d(v[0], v[1]) * up;
    };
    for (const auto& q : p.mesh.points)
        c.mesh.push_back(back({q.x, q.y}));
    cv::warpAffine(p.person, c.person, p.toPicture * up, c.rgb.size(), cv::INTER_LINEAR,
                   cv::BORDER_REPLICATE);
    const cv::Point2d top = back(p.head.tl()), low = back(p.head.br());
    c.head = {top, low};
    return c;
}

inline std::vector<std::uint8_t> jpegOf(const cv::Mat& rgb, int quality = 92) {
    Image image{rgb.cols, rgb.rows, {}};
    for (int y = 0; y < rgb.rows; ++y)
        image.rgb.insert(image.rgb.end(), rgb.ptr<std::uint8_t>(y), rgb.ptr<std::uint8_t>(y) + 3 * rgb.cols);
    return imaging::encodeJpeg(image, quality, 300).value();
}

inline cv::Mat emptyMask(const Canvas& c) {
    return cv::Mat::zeros(c.rgb.size(), CV_8U);
}

inline void addPolygon(cv::Mat& mask, const std::vector<cv::Point2d>& outline) {
    std::vector<cv::Point> points;
    for (const auto& p : outline)
        points.emplace_back(cvRound(p.x), cvRound(p.y));
    cv::fillPoly(mask, std::vector<std::vector<cv::Point>>{points}, cv::Scalar(255));
}

inline void addEllipse(cv::Mat& mask, cv::Point2d centre, double rx, double ry, double degrees) {
    cv::ellipse(mask, {cvRound(centre.x), cvRound(centre.y)},
                {std::max(1, cvRound(rx)), std::max(1, cvRound(ry))}, degrees, 0, 360, cv::Scalar(255),
                cv::FILLED);
}

/// A thick line with round ends.
inline void addStroke(cv::Mat& mask, cv::Point2d from, cv::Point2d to, double width) {
    cv::line(mask, {cvRound(from.x), cvRound(from.y)}, {cvRound(to.x), cvRound(to.y)}, cv::Scalar(255),
             std::max(1, cvRound(width)), cv::LINE_AA);
}

inline void soften(cv::Mat& m, double sigma) {
    if (sigma > 0.2)
        cv::GaussianBlur(m, m, {}, sigma);
}

/// paint(x, y, colour there) is what an opaque cover shows; `cover` says how much of it (0-255).
template <class Paint>
void cover(cv::Mat& rgb, const cv::Mat& cover, double opacity, const Paint& paint) {
    for (int y = 0; y < rgb.rows; ++y)
        for (int x = 0; x < rgb.cols; ++x) {
            const double a = opacity * cover.at<std::uint8_t>(y, x) / 255.0;
            if (a <= 0)
                continue;
            auto& v = rgb.at<cv::Vec3b>(y, x);
            const cv::Vec3d over = paint(x, y, v);
            for (int c = 0; c < 3; ++c)
                v[c] = cv::saturate_cast<std::uint8_t>(v[c] * (1 - a) + over[c] * a);
        }
}

/// Colour of a grain that does not repeat: threads of cloth, strands of hair.
inline cv::Mat grain(cv::Size size, Dice& dice, double sigmaX, double sigmaY, double strength) {
    cv::Mat noise(size, CV_32F);
    for (int y = 0; y < size.height; ++y)
        for (int x = 0; x < size.width; ++x)
            noise.at<float>(y, x) = static_cast<float>(dice.between(-1, 1));
    cv::GaussianBlur(noise, noise, {}, std::max(0.3, sigmaX), std::max(0.3, sigmaY));
    cv::Scalar mean, deviation;
    cv::meanStdDev(noise, mean, deviation);
    return (noise - mean[0]) * (strength / std::max(1e-6, deviation[0]));
}

} // namespace esek::golden
