#include "base/Translate.h"
#include "quality/Pixels.h"
#include "quality/RangeMeasure.h"
#include "quality/measures/Factory.h"

#include <opencv2/imgproc.hpp>

namespace esek::quality {

namespace {

/// Blur of the face at print size, or at the file's own size when that is smaller; enlarging does not help.
class Sharpness : public RangeMeasure {
  public:
    Sharpness()
        : RangeMeasure(
              {"sharpness",
               Unit::percent,
               {-1, 0, 0.45, 0.85},
               {ESEK_N_("The face is sharp."), "", ESEK_N_("The face is blurred. Take a sharp photo.")},
               {ESEK_N_("The face is sharp (blur {value}, limit: {limit})."), "",
                ESEK_N_("The face is blurred (blur {value}, limit: {limit}).")},
               "",
               "blurred"}) {}
    std::optional<double> value(const Analysis& a) const override {
        if (!a.portrait)
            return std::nullopt;
        const Portrait& p = *a.portrait;
        if (p.scale <= 1)
            return blurriness(p.luma, faceMask(p));
        cv::Mat luma, mask;
        cv::resize(p.luma, luma, {}, 1 / p.scale, 1 / p.scale, cv::INTER_AREA);
        cv::resize(faceMask(p), mask, luma.size(), 0, 0, cv::INTER_NEAREST);
        return blurriness(luma, mask);
    }
    /// Where a blur took the face from the detector the whole picture tells; sharp pictures stay far below.
    /// One without a face that is not blurred has no sharpness to speak of.
    MeasureResult run(const Analysis& a, const PhotoProfile& profile) const override {
        const MeasureLimits l = limits(profile);
        const auto whole = a.portrait || !l.errorMax ? std::nullopt : ofWholePicture(a.upright);
        if (!whole || *whole <= *l.errorMax)
            return RangeMeasure::run(a, profile);
        return m_whole.judge(*whole, l);
    }

  private:
    /// At the height that the picture has on the card.
    static std::optional<double> ofWholePicture(const cv::Mat& rgb) {
        if (rgb.empty())
            return std::nullopt;
        cv::Mat luma;
        cv::cvtColor(rgb, luma, cv::COLOR_RGB2GRAY);
        const double scale = kPrintHeight / std::max(luma.rows, luma.cols);
        if (scale < 1)
            cv::resize(luma, luma, {}, scale, scale, cv::INTER_AREA);
        cv::Scalar mean, deviation;
        cv::meanStdDev(luma, mean, deviation);
        if (deviation[0] < kLeastContrast) // a blank page has no edge that could be sharp
            return std::nullopt;
        return blurriness(luma, cv::Mat(luma.size(), CV_8U, cv::Scalar(255)));
    }
    static constexpr double kPrintHeight = 307; // pixels: 26 mm at 300 dpi
    static constexpr double kLeastContrast = 8;

    struct Whole : RangeMeasure {
        Whole()
            : RangeMeasure({"sharpness",
                            Unit::percent,
                            {-1, 0, 0.45, 0.85},
                            {"", "", ESEK_N_("The whole photo is blurred. Take a sharp one.")},
                            {"", "", ESEK_N_("The whole photo is blurred (blur {value}, limit: {limit}).")},
                            "",
                            "blurred"}) {}
        std::optional<double> value(const Analysis&) const override { return std::nullopt; }
    };
    Whole m_whole;
};

} // namespace

std::unique_ptr<Measure> makeSharpness() {
    return std::make_unique<Sharpness>();
}

} // namespace esek::quality
