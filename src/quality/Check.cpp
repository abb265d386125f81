#include "quality/Check.h"

#include "base/Format.h"
#include "base/Translate.h"
#include "quality/Measure.h"

#include <opencv2/core.hpp>

#include <mutex>

namespace esek::quality {

struct PhotoChecker::Impl {
    Analyzer analyzer;
    std::vector<std::unique_ptr<Measure>> measures = allMeasures();

    QualityReport report(const Analysis& analysis, const PhotoProfile& profile, const CheckOptions& options) {
        QualityReport report;
        report.face = analysis.face;
        report.head = analysis.head;
        report.faces = static_cast<int>(analysis.faces.size());
        report.suggestedCrop = analysis.crop;
        for (const auto& measure : measures)
            report.measures.push_back(weighed(*measure, analysis, profile, options));
        return report;
    }

    /// The measure's result after what the office chose: measures switched off, advice only, exceptions.
    static MeasureResult weighed(const Measure& measure, const Analysis& analysis,
                                 const PhotoProfile& profile, const CheckOptions& options) {
        const MeasureLimits& limits = profile.limitsOf(measure.id());
        if (limits.off)
            return notMeasured(measure.id(), ESEK_N_("Not measured: the chosen profile leaves it out."));
        MeasureResult r = measure.run(analysis, profile);
        if (r.severity == Severity::error && limits.asAdvice)
            r.severity = Severity::advice;
        for (const auto& e : options.exceptions)
            if (e.measureId == r.id && !e.reason.empty() && r.severity != Severity::ok &&
                (e.finding.empty() || e.finding == r.rejectionReason) && r.exception.empty()) {
                r.exception = e.reason;
                if (r.severity == Severity::error)
                    r.severity = Severity::advice;
                r.sentence += " " + fmt::format(fmt::runtime(tr("Exception noted: {0}.")), e.reason);
            }
        return r;
    }
};

PhotoChecker::PhotoChecker() : m_impl(std::make_unique<Impl>()) {
    // OpenCV's own threads would fight with the workers of the caller; one photo needs one core.
    static const bool once = (cv::setNumThreads(1), true);
    static_cast<void>(once);
}
PhotoChecker::~PhotoChecker() = default;
PhotoChecker::PhotoChecker(PhotoChecker&&) noexcept = default;
PhotoChecker& PhotoChecker::operator=(PhotoChecker&&) noexcept = default;

Result<QualityReport> PhotoChecker::check(std::span<const std::uint8_t> bytes, const std::string& name,
                                          const PhotoProfile& profile, const CheckOptions& options) {
    return guarded([&] {
        return m_impl->report(m_impl->analyzer.run(bytes, name, options.cropAspect), profile, options);
    });
}

Result<QualityReport> PhotoChecker::check(const imaging::Image& picture, std::span<const std::uint8_t> bytes,
                                          const PhotoProfile& profile, const CheckOptions& options) {
    return guarded([&] {
        return m_impl->report(m_impl->analyzer.run(picture, bytes, {}, options.cropAspect), profile, options);
    });
}

namespace {

/// Checkers that wait for their next photo, one for each thread that ever checked at the same time. They are
/// not thread_local: MinGW gives the memory of such an object back before it calls the destructor.
class IdleCheckers {
  public:
    std::unique_ptr<PhotoChecker> take() {
        const std::lock_guard lock(m_mutex);
        if (m_idle.empty())
            return std::make_unique<PhotoChecker>();
        auto checker = std::move(m_idle.back());
        m_idle.pop_back();
        return checker;
    }
    void giveBack(std::unique_ptr<PhotoChecker> checker) {
        const std::lock_guard lock(m_mutex);
        m_idle.push_back(std::move(checker));
    }

  private:
    std::mutex m_mutex;
    std::vector<std::unique_ptr<PhotoChecker>> m_idle;
};

IdleCheckers& idleCheckers() {
    static IdleCheckers checkers;
    return checkers;
}

} // namespace

Result<QualityReport> check(std::span<const std::uint8_t> bytes, const std::string& name,
                            const PhotoProfile& profile, const CheckOptions& options) {
    return guarded([&]() -> Result<QualityReport> {
        auto checker = idleCheckers().take();
        auto report = checker->check(bytes, name, profile, options);
        // A checker whose work ended in an exception is not used again.
        idleCheckers().giveBack(std::move(checker));
        return report;
    });
}

} // namespace esek::quality
