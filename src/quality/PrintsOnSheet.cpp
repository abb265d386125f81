#include "quality/PrintsOnSheet.h"

#include "quality/Vision.h"

#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <cmath>

namespace esek::quality {

namespace {

constexpr double kMmPerInch = 25.4;
constexpr double kWorkDpi = 75;          // photos are found on a page reduced to it
constexpr double kEdgeMm = 3;            // of the page, where nothing but its own colour is expected
constexpr double kLeastSideMm = 15;      // the smallest photo for documents has 19 mm
constexpr double kRimMm = 0.4;           // of a print, lost to its shadow and its white rim
constexpr double kGapMm = 0.8;           // in the outline of a print, closed
constexpr double kLeastFill = 0.75;      // of its rectangle; less is a pen, a hand, a torn page
constexpr double kLeastDistance = 9;     // from the colour of the page, in Lab of 8 bits
constexpr double kSheetOfOneColour = 25; // median distance at the edges; more, and no page is seen around

/// Distance of each pixel from the colour that most of the page's edge has.
struct Page {
    cv::Mat distance; ///< CV_32F
    double noise = 0; ///< median of the distances at the edge
};

Page distances(const cv::Mat& rgb, int edge) {
    cv::Mat lab;
    cv::GaussianBlur(rgb, lab, {3, 3}, 0);
    cv::cvtColor(lab, lab, cv::COLOR_RGB2Lab);
    cv::Mat rim(lab.size(), CV_8U, cv::Scalar(255));
    const cv::Rect inner(edge, edge, lab.cols - 2 * edge, lab.rows - 2 * edge);
    rim(inner).setTo(0);
    const auto median = [&](const auto& valueAt) {
        std::vector<float> values;
        for (int y = 0; y < lab.rows; ++y)
            for (int x = 0; x < lab.cols; ++x)
                if (rim.at<std::uint8_t>(y, x) != 0)
                    values.push_back(valueAt(y, x));
        const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
        std::nth_element(values.begin(), middle, values.end());
        return *middle;
    };
    cv::Vec3f colour;
    for (int c = 0; c < 3; ++c)
        colour[c] = median([&](int y, int x) { return static_cast<float>(lab.at<cv::Vec3b>(y, x)[c]); });
    Page page;
    page.distance.create(lab.size(), CV_32F);
    for (int y = 0; y < lab.rows; ++y)
        for (int x = 0; x < lab.cols; ++x)
            page.distance.at<float>(y, x) =
                static_cast<float>(cv::norm(cv::Vec3f(lab.at<cv::Vec3b>(y, x)) - colour));
    page.noise = median([&](int y, int x) { return page.distance.at<float>(y, x); });
    return page;
}

/// Rectangles of what differs from the page, in pixels of `rgb`.
std::vector<cv::RotatedRect> found(const cv::Mat& rgb, double pixelsPerMm) {
    const auto pixels = [&](double mm) { return std::max(1, cvRound(mm * pixelsPerMm)); };
    const Page page = distances(rgb, pixels(kEdgeMm));
    if (page.noise > kSheetOfOneColour)
        return {
            cv::RotatedRect(cv::Point2f(static_cast<float>(rgb.cols) / 2, static_cast<float>(rgb.rows) / 2),
                            cv::Size2f(rgb.size()), 0)};
    cv::Mat mask = page.distance > std::max(kLeastDistance, 4 * page.noise);
    const int gap = 2 * pixels(kGapMm) + 1;
    const cv::Mat element = cv::getStructuringElement(cv::MORPH_ELLIPSE, {gap, gap});
    cv::morphologyEx(mask, mask, cv::MORPH_CLOSE, element);
    std::vector<std::vector<cv::Point>> outlines;
    cv::findContours(mask, outlines, cv::RETR_EXTERNAL, cv::CHAIN_APPROX_SIMPLE);
    // Filled, so that what is thin (a hair, a line of a pen) can be told from what is a photo with a light
    // middle, and is taken off its edge.
    mask.setTo(0);
    cv::drawContours(mask, outlines, -1, cv::Scalar(255), cv::FILLED);
    cv::morphologyEx(mask, mask, cv::MORPH_OPEN,
                     cv::getStructuringElement(cv::MORPH_RECT, {2 * gap + 1, 2 * gap + 1}));
    cv::findContours(mask, outlines, cv::RETR_EXTERNAL, cv::CHAIN_APPROX_NONE);
    std::vector<cv::RotatedRect> out;
    for (const auto& outline : outlines) {
        const cv::RotatedRect box = cv::minAreaRect(outline);
        if (std::min(box.size.width, box.size.height) >= kLeastSideMm * pixelsPerMm &&
            cv::contourArea(outline) >= kLeastFill * box.size.area())
            out.push_back(box);
    }
    return out;
}

/// Turned least: a photo that lies nearly upright is to stay so.
cv::RotatedRect levelled(cv::RotatedRect box) {
    while (box.angle > 45) {
        box.angle -= 90;
        std::swap(box.size.width, box.size.height);
    }
    while (box.angle < -45) {
        box.angle += 90;
        std::swap(box.size.width, box.size.height);
    }
    return box;
}

void inReadingOrder(std::vector<cv::RotatedRect>& boxes) {
    std::sort(boxes.begin(), boxes.end(),
              [](const auto& a, const auto& b) { return a.center.y < b.center.y; });
    for (auto row = boxes.begin(); row != boxes.end();) {
        const float below = row->center.y + row->size.height / 2;
        const auto end = std::find_if(row, boxes.end(), [&](const auto& b) { return b.center.y > below; });
        std::sort(row, end, [](const auto& a, const auto& b) { return a.center.x < b.center.x; });
        row = end;
    }
}

imaging::Image cut(const cv::Mat& rgb, const cv::RotatedRect& box) {
    imaging::Image out;
    out.width = std::max(1, cvFloor(box.size.width));
    out.height = std::max(1, cvFloor(box.size.height));
    out.rgb.resize(3 * static_cast<std::size_t>(out.width) * static_cast<std::size_t>(out.height));
    cv::Mat turn;
    cv::getRotationMatrix2D(box.center, box.angle, 1).copyTo(turn);
    turn.at<double>(0, 2) += (out.width - 1) / 2.0 - box.center.x;
    turn.at<double>(1, 2) += (out.height - 1) / 2.0 - box.center.y;
    cv::Mat target(out.height, out.width, CV_8UC3, out.rgb.data());
    cv::warpAffine(rgb, target, turn, target.size(), cv::INTER_CUBIC, cv::BORDER_REPLICATE);
    return out;
}

/// From the upper left of the photo, clockwise.
std::array<std::pair<double, double>, 4> cornersOf(const cv::RotatedRect& box) {
    const double turn = box.angle * CV_PI / 180;
    const double x = box.size.width / 2, y = box.size.height / 2;
    std::array<std::pair<double, double>, 4> corners{std::pair{-x, -y}, {x, -y}, {x, y}, {-x, y}};
    for (auto& [cx, cy] : corners) {
        const double dx = cx * std::cos(turn) - cy * std::sin(turn);
        const double dy = cx * std::sin(turn) + cy * std::cos(turn);
        cx = box.center.x + dx;
        cy = box.center.y + dy;
    }
    return corners;
}

} // namespace

std::vector<PrintOnSheet> placedPrintsOnSheet(const imaging::Image& sheet, int dpi) {
    const cv::Mat rgb = view(sheet);
    const double scale = std::min(1.0, kWorkDpi / std::max(50, dpi));
    cv::Mat small;
    cv::resize(rgb, small, {}, scale, scale, cv::INTER_AREA);
    const double pixelsPerMm = scale * std::max(50, dpi) / kMmPerInch;
    if (std::min(small.cols, small.rows) < kLeastSideMm * pixelsPerMm)
        return {};
    std::vector<cv::RotatedRect> boxes = found(small, pixelsPerMm);
    for (cv::RotatedRect& box : boxes)
        box = levelled(box);
    inReadingOrder(boxes);
    std::vector<PrintOnSheet> out;
    for (cv::RotatedRect box : boxes) {
        const auto whole = static_cast<float>(1 / scale);
        const auto rim = static_cast<float>(2 * kRimMm * dpi / kMmPerInch);
        box.center = (box.center + cv::Point2f(0.5F, 0.5F)) * whole - cv::Point2f(0.5F, 0.5F);
        box.size = {box.size.width * whole - rim, box.size.height * whole - rim};
        if (box.size.width > 1 && box.size.height > 1)
            out.push_back({cut(rgb, box), cornersOf(box)});
    }
    return out;
}

std::vector<imaging::Image> printsOnSheet(const imaging::Image& sheet, int dpi) {
    std::vector<imaging::Image> out;
    for (PrintOnSheet& print : placedPrintsOnSheet(sheet, dpi))
        out.push_back(std::move(print.image));
    return out;
}

} // namespace esek::quality
