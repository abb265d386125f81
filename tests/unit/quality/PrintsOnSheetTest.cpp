#include "quality/PrintsOnSheet.h"

#include <catch2/catch.hpp>
#include <opencv2/imgproc.hpp>

using namespace esek;

namespace {

constexpr int kDpi = 300;
constexpr double kPerMm = kDpi / 25.4;

imaging::Image pageOf(double widthMm, double heightMm, cv::Scalar colour) {
    imaging::Image page{cvRound(widthMm * kPerMm), cvRound(heightMm * kPerMm), {}};
    page.rgb.resize(3 * static_cast<std::size_t>(page.width) * static_cast<std::size_t>(page.height));
    cv::Mat rgb(page.height, page.width, CV_8UC3, page.rgb.data());
    cv::Mat noise(rgb.size(), CV_16SC3);
    cv::RNG random(7);
    random.fill(noise, cv::RNG::NORMAL, colour, cv::Scalar(2, 2, 2));
    noise.convertTo(rgb, CV_8U);
    return page;
}

cv::Mat view(imaging::Image& image) {
    return {image.height, image.width, CV_8UC3, image.rgb.data()};
}

/// A print of its background's colour with a head: dark hair on top, a red left and a blue right shoulder.
void lay(imaging::Image& page, cv::Point2d middleMm, double angle, cv::Size2d sizeMm, cv::Scalar background) {
    cv::Mat print(cvRound(sizeMm.height * kPerMm), cvRound(sizeMm.width * kPerMm), CV_8UC3, background);
    const int w = print.cols, h = print.rows;
    cv::ellipse(print, {w / 2, h * 2 / 5}, {w / 4, h / 4}, 0, 0, 360, cv::Scalar(200, 160, 140), cv::FILLED);
    cv::ellipse(print, {w / 2, h / 4}, {w / 4, h / 8}, 0, 0, 360, cv::Scalar(40, 30, 25), cv::FILLED);
    cv::rectangle(print, {0, h * 3 / 4}, {w / 2, h - 1}, cv::Scalar(180, 20, 20), cv::FILLED);
    cv::rectangle(print, {w / 2, h * 3 / 4}, {w - 1, h - 1}, cv::Scalar(20, 20, 180), cv::FILLED);
    cv::Mat turn;
    cv::getRotationMatrix2D(cv::Point2f(cv::Point2d((w - 1) / 2.0, (h - 1) / 2.0)), angle, 1).copyTo(turn);
    turn.at<double>(0, 2) += middleMm.x * kPerMm - (w - 1) / 2.0;
    turn.at<double>(1, 2) += middleMm.y * kPerMm - (h - 1) / 2.0;
    cv::warpAffine(print, view(page), turn, view(page).size(), cv::INTER_LINEAR, cv::BORDER_TRANSPARENT);
}

bool isNear(const imaging::Image& image, double x, double y, cv::Vec3i colour) {
    const auto at =
        3 * (static_cast<std::size_t>(y * (image.height - 1)) * static_cast<std::size_t>(image.width) +
             static_cast<std::size_t>(x * (image.width - 1)));
    const cv::Vec3i found(image.rgb[at], image.rgb[at + 1], image.rgb[at + 2]);
    return cv::norm(found - colour) < 40;
}

/// Upright, whole, and nothing of the page around it.
void checkPrint(const imaging::Image& print, cv::Size2d sizeMm) {
    CAPTURE(print.width, print.height);
    CHECK(std::abs(print.width - sizeMm.width * kPerMm) < 1.5 * kPerMm);
    CHECK(std::abs(print.height - sizeMm.height * kPerMm) < 1.5 * kPerMm);
    CHECK(isNear(print, 0.03, 0.97, {180, 20, 20}));
    CHECK(isNear(print, 0.97, 0.97, {20, 20, 180}));
    CHECK(isNear(print, 0.5, 0.2, {40, 30, 25}));
}

const cv::Size2d kPrint(35, 45);
const cv::Scalar kGrey(205, 210, 215), kWhite(250, 250, 250), kLid(246, 247, 244);

} // namespace

TEST_CASE("the place of each photo on the page is told") {
    auto page = pageOf(210, 297, kLid);
    lay(page, {50, 60}, 5, kPrint, kGrey);
    const auto prints = quality::placedPrintsOnSheet(page, kDpi);
    REQUIRE(prints.size() == 1);
    const double mm = kDpi / 25.4;
    double x = 0, y = 0;
    for (const auto& [cx, cy] : prints[0].corners) {
        x += cx / 4;
        y += cy / 4;
    }
    CHECK(x / mm == Approx(50).margin(0.5));
    CHECK(y / mm == Approx(60).margin(0.5));
    CHECK(prints[0].corners[0].first < prints[0].corners[1].first);
    CHECK(prints[0].corners[0].second < prints[0].corners[3].second);
}

TEST_CASE("photos on a page are found in reading order, straightened and cut out") {
    auto page = pageOf(210, 297, kLid);
    lay(page, {150, 62}, -7, {30, 42}, kGrey);
    lay(page, {50, 60}, 4, kPrint, kGrey);
    lay(page, {52, 150}, 0, kPrint, {120, 160, 210});
    lay(page, {145, 160}, 12, {25, 35}, kGrey);
    const auto prints = quality::printsOnSheet(page, kDpi);
    REQUIRE(prints.size() == 4);
    checkPrint(prints[0], kPrint);
    checkPrint(prints[1], {30, 42});
    checkPrint(prints[2], kPrint);
    checkPrint(prints[3], {25, 35});
}

TEST_CASE("a dark sheet behind photos with a white background makes them sure") {
    auto page = pageOf(210, 297, {60, 62, 66});
    lay(page, {60, 80}, 3, kPrint, kWhite);
    lay(page, {150, 200}, -10, kPrint, kWhite);
    const auto prints = quality::printsOnSheet(page, kDpi);
    REQUIRE(prints.size() == 2);
    checkPrint(prints[0], kPrint);
    checkPrint(prints[1], kPrint);
}

TEST_CASE("dust, a pen and a clip are no photos") {
    auto page = pageOf(210, 297, kLid);
    lay(page, {100, 140}, 2, kPrint, kGrey);
    auto rgb = view(page);
    cv::line(rgb, {200, 300}, {900, 420}, cv::Scalar(30, 30, 30), 12);                // a pen
    cv::circle(rgb, {2000, 2600}, 20, cv::Scalar(90, 80, 70), cv::FILLED);            // dust
    cv::ellipse(rgb, {400, 3000}, {200, 60}, 20, 0, 300, cv::Scalar(90, 90, 90), 14); // a clip
    const auto prints = quality::printsOnSheet(page, kDpi);
    REQUIRE(prints.size() == 1);
    checkPrint(prints[0], kPrint);
}

TEST_CASE("an empty page has no photos") {
    CHECK(quality::printsOnSheet(pageOf(210, 297, kLid), kDpi).empty());
    CHECK(quality::printsOnSheet(pageOf(10, 10, kLid), kDpi).empty());
}

TEST_CASE("a page that is one photo up to its edges is that photo") {
    auto page = pageOf(60, 80, kLid);
    auto rgb = view(page);
    for (int y = 0; y < rgb.rows; ++y)
        for (int x = 0; x < rgb.cols; ++x)
            rgb.at<cv::Vec3b>(y, x) = {static_cast<std::uint8_t>(255 * x / rgb.cols),
                                       static_cast<std::uint8_t>(255 * y / rgb.rows), 90};
    const auto prints = quality::printsOnSheet(page, kDpi);
    REQUIRE(prints.size() == 1);
    CHECK(prints[0].width > 0.95 * page.width);
    CHECK(prints[0].height > 0.95 * page.height);
}
