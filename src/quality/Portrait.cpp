#include "quality/Portrait.h"

#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <cmath>

namespace esek::quality {

namespace {

cv::Point2d apply(const cv::Matx23d& m, cv::Point2d p) {
    const cv::Vec2d v = m * cv::Vec3d(p.x, p.y, 1);
    return {v[0], v[1]};
}

/// Halved until the portrait needs no reduction by more than two: linear interpolation would alias.
cv::Mat reducedFor(const cv::Mat& rgb, double scale, double& factor) {
    cv::Mat out = rgb;
    factor = 1;
    while (scale / factor < 0.5 && std::min(out.cols, out.rows) > 64) {
        cv::resize(out, out, {}, 0.5, 0.5, cv::INTER_AREA);
        factor /= 2;
    }
    return out;
}

/// First row in which at least `need` columns of the span belong to the person.
int firstRow(const cv::Mat& person, int left, int right, int need) {
    for (int y = 0; y < person.rows; ++y) {
        const auto* row = person.ptr<std::uint8_t>(y);
        int count = 0;
        for (int x = left; x < right; ++x)
            count += row[x] > 127;
        if (count >= need)
            return y;
    }
    return -1;
}

} // namespace

void findHead(Portrait& p) {
    const cv::Point2d forehead = p.mesh.at(10), chin = p.mesh.at(152);
    const double face = chin.y - forehead.y;
    const double left = p.mesh.at(234).x, right = p.mesh.at(454).x;
    const double width = std::max(right - left, face * 0.5);
    // Without a mask: the hair line is about four fifths of the way from chin to crown.
    double crown = forehead.y - 0.27 * face;

    cv::Mat body = p.person.clone();
    body.setTo(0, p.inside == 0);
    const int x0 = std::clamp(static_cast<int>(left), 0, Portrait::kWidth - 1);
    const int x1 = std::clamp(static_cast<int>(right) + 1, x0 + 1, Portrait::kWidth);
    const int row = firstRow(body, x0, x1, std::max(2, static_cast<int>(0.12 * width)));
    if (row >= 0 && row < forehead.y && forehead.y - row < 1.1 * face)
        crown = row;
    // The first row of the picture in the columns of the head.
    const int top = firstRow(p.inside, x0, x1, (x1 - x0) / 2);
    const double room = std::max(2.0, 0.015 * face);
    p.crownCut = top > 0 && row >= 0 && row <= top + room;

    // Sides between the eyes' height and the mouth's: hair counts as far as it is near the face.
    double x = left, r = right;
    const int y0 = std::clamp(static_cast<int>(forehead.y), 0, Portrait::kHeight - 1);
    const int y1 = std::clamp(static_cast<int>(chin.y - 0.2 * face), y0 + 1, Portrait::kHeight);
    const cv::Mat band = body.rowRange(y0, y1);
    for (int c = static_cast<int>(left); c >= 0 && c >= left - 0.6 * width && c < body.cols; --c) {
        if (cv::countNonZero(band.col(c) > 127) < 0.25 * band.rows)
            break;
        x = c;
    }
    for (int c = std::max(0, static_cast<int>(right)); c < body.cols && c <= right + 0.6 * width; ++c) {
        if (cv::countNonZero(band.col(c) > 127) < 0.25 * band.rows)
            break;
        r = c;
    }
    p.head = {x, crown, r - x, chin.y - crown};
}

Portrait makePortrait(const cv::Mat& upright, const cv::Rect& content, const Mesh& mesh,
                      PersonMask& segmenter) {
    const cv::Point2d eyes = mesh.mean({263, 362}) - mesh.mean({33, 133});
    const double roll = std::atan2(eyes.y, eyes.x);
    const cv::Point2d down(-std::sin(roll), std::cos(roll));
    const cv::Point2d forehead = mesh.at(10), chin = mesh.at(152);
    // A head that looks down or up is shorter; its width then says the size.
    const double face = std::max((chin - forehead).dot(down), 1.0 * cv::norm(mesh.at(234) - mesh.at(454)));

    Portrait p;
    p.scale = Portrait::kFace / std::max(face, 1.0);
    const double c = std::cos(roll) * p.scale, s = std::sin(roll) * p.scale;
    const cv::Point2d middle = (mesh.at(234) + mesh.at(454)) / 2;
    const cv::Point2d anchor = middle + down * ((chin - middle).dot(down));
    p.toPortrait = {c,  s, Portrait::kWidth / 2.0 - (c * anchor.x + s * anchor.y),
                    -s, c, Portrait::kChinLine - (-s * anchor.x + c * anchor.y)};
    cv::invertAffineTransform(p.toPortrait, p.toPicture);

    double factor = 1;
    const cv::Mat source = reducedFor(upright, p.scale, factor);
    cv::Matx23d m = p.toPortrait;
    m(0, 0) /= factor, m(0, 1) /= factor, m(1, 0) /= factor, m(1, 1) /= factor;
    const cv::Size size(Portrait::kWidth, Portrait::kHeight);
    cv::warpAffine(source, p.rgb, m, size, cv::INTER_LINEAR, cv::BORDER_REPLICATE);
    cv::Mat photo = cv::Mat::zeros(source.size(), CV_8U);
    const cv::Point2d first = cv::Point2d(content.tl()) * factor, last = cv::Point2d(content.br()) * factor;
    photo(cv::Rect(cv::Point(cvCeil(first.x), cvCeil(first.y)), cv::Point(cvFloor(last.x), cvFloor(last.y))) &
          cv::Rect({}, source.size()))
        .setTo(255);
    cv::warpAffine(photo, p.inside, m, size, cv::INTER_NEAREST, cv::BORDER_CONSTANT, cv::Scalar(0));
    cv::cvtColor(p.rgb, p.luma, cv::COLOR_RGB2GRAY);
    cv::cvtColor(p.rgb, p.lab, cv::COLOR_RGB2Lab);
    p.person = segmenter.segment(p.rgb);
    p.mesh.presence = mesh.presence;
    for (const auto& q : mesh.points) {
        const cv::Point2d t = apply(p.toPortrait, {q.x, q.y});
        p.mesh.points.emplace_back(t.x, t.y, q.z * p.scale);
    }
    findHead(p);
    return p;
}

} // namespace esek::quality
