#include "quality/Pixels.h"
#include "quality/JpegQuality.h"
#include "quality/RangeMeasure.h"

#include "imaging/Encode.h"

#include <catch2/catch.hpp>
#include <opencv2/imgproc.hpp>

using namespace esek::quality;
using Catch::Detail::Approx;

namespace {

cv::Mat texture(int size = 200) {
    cv::Mat m(size, size, CV_8U);
    cv::RNG rng(7);
    rng.fill(m, cv::RNG::UNIFORM, 0, 256);
    cv::GaussianBlur(m, m, {}, 0.8);
    return m;
}

cv::Mat all(const cv::Mat& m) {
    return {m.size(), CV_8U, cv::Scalar(255)};
}

} // namespace

TEST_CASE("blur raises blurriness, contrast and brightness do not") {
    const cv::Mat sharp = texture();
    double last = blurriness(sharp, all(sharp)).value();
    for (const double sigma : {1.5, 2.5, 4.0}) {
        cv::Mat soft;
        cv::GaussianBlur(sharp, soft, {}, sigma);
        const double now = blurriness(soft, all(soft)).value();
        CHECK(now > last);
        last = now;
    }
    cv::Mat pale;
    sharp.convertTo(pale, CV_8U, 0.4, 90);
    CHECK(blurriness(pale, all(pale)).value() == Approx(blurriness(sharp, all(sharp)).value()).margin(0.03));
}

TEST_CASE("motion along one direction is blur too") {
    const cv::Mat sharp = texture();
    cv::Mat moved;
    cv::blur(sharp, moved, {15, 1});
    CHECK(blurriness(moved, all(moved)).value() > blurriness(sharp, all(sharp)).value() + 0.15);
    cv::blur(sharp, moved, {1, 15});
    CHECK(blurriness(moved, all(moved)).value() > blurriness(sharp, all(sharp)).value() + 0.15);
}

TEST_CASE("a flat picture has no blurriness") {
    const cv::Mat flat(50, 50, CV_8U, cv::Scalar(80));
    CHECK_FALSE(blurriness(flat, all(flat)).has_value());
}

TEST_CASE("percentiles count masked pixels only") {
    cv::Mat m(10, 10, CV_8U, cv::Scalar(10));
    m.rowRange(5, 10).setTo(200);
    CHECK(percentile(m, all(m), 0.25) == 10.0);
    CHECK(percentile(m, all(m), 0.75) == 200.0);
    cv::Mat lower = cv::Mat::zeros(m.size(), CV_8U);
    lower.rowRange(5, 10).setTo(255);
    CHECK(percentile(m, lower, 0.1) == 200.0);
    CHECK_FALSE(percentile(m, cv::Mat::zeros(m.size(), CV_8U), 0.5).has_value());
}

TEST_CASE("grey has no chroma") {
    const cv::Mat grey(20, 20, CV_8UC3, cv::Scalar::all(120));
    CHECK(meanChroma(grey, all(grey)) == 0);
    const cv::Mat skin(20, 20, CV_8UC3, cv::Scalar(210, 160, 130));
    CHECK(meanChroma(skin, all(skin)) > 10);
}

TEST_CASE("a plain wall and a gradient of light are even, stripes are not") {
    const cv::Mat wall(200, 200, CV_8UC3, cv::Scalar(200, 205, 210));
    CHECK(unevenness(wall, all(wall)).value() < 0.1);
    cv::Mat gradient(200, 200, CV_8UC3), stripes(200, 200, CV_8UC3);
    for (int y = 0; y < 200; ++y)
        for (int x = 0; x < 200; ++x) {
            gradient.at<cv::Vec3b>(y, x) = cv::Vec3b::all(static_cast<std::uint8_t>(120 + x / 2));
            stripes.at<cv::Vec3b>(y, x) = x / 25 % 2 == 0 ? cv::Vec3b(90, 140, 60) : cv::Vec3b(200, 200, 190);
        }
    CHECK(unevenness(gradient, all(gradient)).value() < 1);
    CHECK(unevenness(stripes, all(stripes)).value() > 10);
    CHECK_FALSE(unevenness(wall, cv::Mat::zeros(wall.size(), CV_8U)).has_value());
}

TEST_CASE("the quality of a JPEG is read off its tables") {
    esek::imaging::Image image{64, 64, std::vector<std::uint8_t>(64 * 64 * 3, 128)};
    for (const int quality : {30, 50, 75, 92}) {
        const auto bytes = esek::imaging::encodeJpeg(image, quality, 300).value();
        CHECK(jpegQuality(bytes).value() == Approx(quality).margin(3));
        CHECK_FALSE(jpegQuality(std::span(bytes).first(10)).has_value());
    }
    const std::vector<std::uint8_t> png{0x89, 'P', 'N', 'G', 13, 10, 26, 10};
    CHECK_FALSE(jpegQuality(png).has_value());
    // A segment that claims more than there is.
    const std::vector<std::uint8_t> cut{0xFF, 0xD8, 0xFF, 0xDB, 0xFF, 0xFF, 0x00, 0x10};
    CHECK_FALSE(jpegQuality(cut).has_value());
}

namespace {
class Fixed : public RangeMeasure {
  public:
    explicit Fixed(std::optional<double> v)
        : RangeMeasure({"fixed",
                        Unit::percent,
                        {0, 0.4, 0.6, 1},
                        {"good", "too low", "too high"},
                        {"ok {value} {limit}", "low {value} {limit}", "high {value} {limit}"},
                        "too_dark",
                        "overexposed"}),
          m_value(v) {}
    std::optional<double> value(const Analysis&) const override { return m_value; }

  private:
    std::optional<double> m_value;
};
} // namespace

TEST_CASE("a value is held against the limits of the profile") {
    PhotoProfile profile;
    profile.limits["fixed"] = {0.2, 0.8, 0.3, 0.7, false, false};
    const Analysis nothing;
    const auto run = [&](double v) { return Fixed(v).run(nothing, profile); };
    CHECK(run(0.5).severity == Severity::ok);
    CHECK(run(0.5).details == "ok 50 % 30 % – 70 %");
    CHECK(run(0.5).sentence == "good");
    CHECK(run(0.9).sentence == "too high");
    CHECK(run(0.5).rejectionReason.empty());
    CHECK(run(0.25).severity == Severity::advice);
    CHECK(run(0.25).rejectionReason == "too_dark");
    CHECK(run(0.75).severity == Severity::advice);
    CHECK(run(0.9).severity == Severity::error);
    CHECK(run(0.9).details == "high 90 % 20 % – 80 %");
    CHECK(run(0.9).rejectionReason == "overexposed");
    CHECK(run(0.1).severity == Severity::error);
    // A value that would look like the limit it crossed is told more exactly.
    CHECK(run(0.804).details == "high 80,4 % 20 % – 80 %");
    CHECK(run(0.1999).details == "low 19,99 % 20 % – 80 %");
    CHECK(run(0.2949).details == "low 29 % 30 % – 70 %");
    CHECK(run(0.5).scalar == 100);
    CHECK(run(0.2).scalar == 50);
    CHECK(run(0.9).scalar == 25);
    const auto none = Fixed(std::nullopt).run(nothing, profile);
    CHECK(none.severity == Severity::notMeasured);
    CHECK_FALSE(none.raw.has_value());
    CHECK_FALSE(none.scalar.has_value());
}
