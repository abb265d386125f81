#include "base/Format.h"
#include "base/Translate.h"
#include "quality/measures/Factory.h"

#include <algorithm>

namespace esek::quality {

namespace {

/// Kind by the first bytes against the kinds of the profile.
class FileKindMeasure : public Measure {
  public:
    const char* id() const override { return "fileKind"; }
    MeasureResult run(const Analysis& a, const PhotoProfile& profile) const override {
        MeasureResult r;
        r.id = id();
        for (const auto& kind : profile.kinds)
            r.limit += (r.limit.empty() ? "" : ", ") + kind;
        const std::string_view kind = imaging::toString(a.info.kind);
        const bool ok = profile.kinds.empty() ||
                        std::find(profile.kinds.begin(), profile.kinds.end(), kind) != profile.kinds.end();
        r.scalar = ok ? 100 : 0;
        r.severity = ok ? Severity::ok : Severity::advice; // the program prints it all the same
        r.rejectionReason = ok ? "" : "other";
        r.sentence = fmt::format(fmt::runtime(ok ? tr("The kind of the file is {0} (allowed: {1}).")
                                                 : tr("The kind of the file is {0}; the rules allow {1}.")),
                                 kind, r.limit);
        if (a.info.pages > 1) {
            r.severity = Severity::advice;
            r.sentence =
                fmt::format(fmt::runtime(trn("The file holds {0} picture, and only the first is taken. "
                                             "Check that it is the right one.",
                                             "The file holds {0} pictures, and only the first is taken. "
                                             "Check that it is the right one.",
                                             static_cast<unsigned long>(a.info.pages))),
                            a.info.pages);
        }
        return r;
    }
};

} // namespace

std::unique_ptr<Measure> makeFileKind() {
    return std::make_unique<FileKindMeasure>();
}

} // namespace esek::quality
