#include "base/Format.h"
#include "base/Translate.h"
#include "quality/RangeMeasure.h"
#include "quality/measures/Factory.h"

#include <cmath>

namespace esek::quality {

namespace {

/// The resolution that the file says of itself. It changes no pixel, so it is never more than advice; some
/// receiving systems read it all the same.
class DpiTag : public Measure {
  public:
    const char* id() const override { return "dpiTag"; }
    MeasureResult run(const Analysis& a, const PhotoProfile& profile) const override {
        const double wanted = profile.limitsOf(id()).adviceMin.value_or(300);
        MeasureResult r;
        r.id = id();
        r.limit = esek::format("≥ {} dpi", std::lround(wanted));
        if (!a.info.dpiX || !a.info.dpiY) {
            r.severity = Severity::ok;
            r.sentence = tr("The file names no resolution. That does no harm.");
            r.details = fmt::format(
                fmt::runtime(tr("The file names no resolution; that does no harm (limit: {0}).")), r.limit);
            return r;
        }
        const double x = *a.info.dpiX, y = *a.info.dpiY;
        r.raw = std::min(x, y);
        r.scalar = scalarOf(*r.raw, {50, 300, 1e9, 2e9});
        const bool uneven = std::abs(x - y) > 1;
        const bool ok = *r.raw >= wanted - 1 && !uneven;
        r.severity = ok ? Severity::ok : Severity::advice;
        const auto text =
            ok ? tr("The file names {0} × {1} dpi (limit: {2}).")
               : tr("The file names {0} × {1} dpi (limit: {2}); the pixels decide, not this note.");
        r.details = fmt::format(fmt::runtime(text), std::lround(x), std::lround(y), r.limit);
        r.sentence =
            ok ? tr("The resolution noted in the file is as the rules ask.")
               : tr("The resolution noted in the file is not the one of the rules. That does no harm here: "
                    "the pixels decide.");
        return r;
    }
};

} // namespace

std::unique_ptr<Measure> makeDpiTag() {
    return std::make_unique<DpiTag>();
}

} // namespace esek::quality
