#include "base/Translate.h"
#include "quality/RangeMeasure.h"
#include "quality/measures/Factory.h"

namespace esek::quality {

namespace {

/// Size of the file in megabytes (10^6 bytes).
class FileSize : public RangeMeasure {
  public:
    FileSize()
        : RangeMeasure({"fileSize",
                        Unit::megabytes,
                        {-1, 0, 1, 20},
                        {ESEK_N_("The file is not too large."), "",
                         ESEK_N_("The file is larger than the rules allow. The card can be printed from it "
                                 "all the same.")},
                        {ESEK_N_("The file has {value} (limit: {limit})."), "",
                         ESEK_N_("The file is larger than allowed: {value} (limit: {limit}).")},
                        "",
                        "other"}) {}
    std::optional<double> value(const Analysis& a) const override {
        return static_cast<double>(a.bytes.size()) / 1e6;
    }
    MeasureLimits limits(const PhotoProfile& profile) const override {
        MeasureLimits l = profile.limitsOf(id());
        if (profile.maxBytes > 0)
            l.errorMax = static_cast<double>(profile.maxBytes) / 1e6;
        return l;
    }
};

} // namespace

std::unique_ptr<Measure> makeFileSize() {
    return std::make_unique<FileSize>();
}

} // namespace esek::quality
